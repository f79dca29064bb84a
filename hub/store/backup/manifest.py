"""What a backup says of itself, in `manifest.json`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct, field

from events.local_time import Instant
from hub.store.backup.failures import Damaged

NAME = "manifest.json"
FORM = 1


class Holdings(Struct, frozen=True, kw_only=True):
    """What an events file holds, counted by reading every event of it.

    `last_at` is the instant of the last event; `next_numbers` are those of the newest
    day: what each service gives next.
    """

    store: str
    position: int
    last_at: Instant | None
    answers: int
    office: str | None = None
    day: date | None = None
    is_open: bool = False
    visits: int = 0
    next_numbers: dict[str, str] = field(default_factory=dict)


class Manifest(Struct, frozen=True, kw_only=True):
    """When a backup was made, by which hub's program, of what; sums of its files."""

    form: int
    made_at: Instant
    hub_version: str
    holds: Holdings
    sha256: dict[str, str]


def written(manifest: Manifest) -> bytes:
    """Return the manifest as people can read it."""
    return msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"


def read(folder: Path) -> Manifest:
    """Return a backup's manifest; `Damaged` if it is not one this program knows."""
    file = folder / NAME
    try:
        manifest = msgspec.json.decode(file.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        msg = f"{file} cannot be read ({error}). Take another backup."
        raise Damaged(msg) from error
    if manifest.form != FORM:
        msg = f"{file} is of form {manifest.form}; this program knows {FORM}. Update it"
        raise Damaged(f"{msg}, or take another backup.")
    return manifest
