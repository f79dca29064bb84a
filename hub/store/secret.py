"""The hub's secrets, kept beside the stores and never inside them."""

from __future__ import annotations

import secrets
from pathlib import Path

from hub.store.durable import put_whole
from hub.store.lock import FolderUnusable

SECRET = "hub.secret"
PIN_SECRET = "accounts.key"
BYTES = 32
PUT_BACK = (
    "Put it back and restart the hub; if it is lost, stop the hub, delete accounts.db "
    "and set every PIN anew by `layso-hub pin`."
)


def hub_secret(folder: Path) -> bytes:
    """Return the folder's secret of 32 bytes, made at the first call; mode 0600."""
    return _secret(folder / SECRET, "slips lose their follow page")


def pin_secret(folder: Path, *, may_make: bool = True) -> bytes:
    """Return what goes into the hash of every PIN, made at the first call.

    One of its own: a PIN may be set before the hub has ever run here. Where there are
    PINs already, none is to be made in its place: they would fit no more, unsaid.
    """
    path = folder / PIN_SECRET
    if not may_make and not path.exists():
        msg = f"{path} is not there, and without it no PIN of accounts.db can be told."
        raise FolderUnusable(f"{msg} {PUT_BACK}")
    return _secret(path, "accounts.db goes with it and every PIN is set anew")


def _secret(path: Path, without: str) -> bytes:
    try:
        if not path.exists():
            put_whole(path, secrets.token_bytes(BYTES))
        secret = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be used ({error.strerror}). Give this user its rights."
        raise FolderUnusable(msg) from error
    if len(secret) != BYTES:
        msg = f"{path} is damaged. Restore it; deleted, {without}."
        raise FolderUnusable(msg)
    return secret
