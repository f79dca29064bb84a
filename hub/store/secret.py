"""The hub's secret, kept beside the store and never inside it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def hub_secret(folder: Path) -> bytes:
    """Return the folder's secret of 32 bytes, made at the first call; mode 0600."""
    path = folder / "hub.secret"
    if not path.exists():
        new = path.with_suffix(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    return path.read_bytes()
