"""The vault's key: a file of one line, outside the database, made once."""

from __future__ import annotations

import base64
import binascii
import secrets
from pathlib import Path

from hub.store.durable import put_whole
from hub.store.vault.troubles import NO_KEY, key_missing, key_unusable, told_by

KEY = "vault.key"
BYTES = 32


def read_key(path: Path, vault: Path, *, may_make: bool) -> bytes:
    """Return the key; a first one is made only where there is no vault yet."""
    try:
        if not path.exists():
            if not may_make:
                raise key_missing(path.name, vault.name)
            put_whole(path, base64.b64encode(secrets.token_bytes(BYTES)) + b"\n")
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
