"""The vault's key: a file of one line, outside the database, made once."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path

from hub.store.vault.troubles import NO_KEY, key_missing, key_unusable, told_by

KEY = "vault.key"
BYTES = 32


def read_key(path: Path, vault: Path, *, may_make: bool) -> bytes:
    """Return the key; a first one is made only where there is no vault yet."""
    try:
        if not path.exists():
            if not may_make:
                raise key_missing(path.name, vault.name)
            _make(path)
        written = path.read_bytes()
    except OSError as error:
        raise key_unusable(path.name, told_by(error)) from error
    return _decoded(written, path)


def _decoded(written: bytes, path: Path) -> bytes:
    try:
        key = base64.b64decode(written.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != BYTES:
        raise key_unusable(path.name, NO_KEY)
    return key


def _make(path: Path) -> None:
    """Write a new key durably: whole under its name, or not there."""
    new = path.with_name(f"{path.name}.new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    new.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
