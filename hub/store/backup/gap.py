"""What stands between a backup and the data it would replace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct, field

from events.day import DayOpened
from events.visit import TicketIssued
from hub.application.ports import Unreadable
from hub.store import soundness
from hub.store.backup.checking import events
from hub.store.backup.copying import EVENTS, read_only
from hub.store.backup.lineage import origins_in
from hub.store.backup.manifest import Holdings

UNREADABLE = (sqlite3.Error, Unreadable, msgspec.DecodeError)


class Numbers(Struct):
    """The numbers of a service that only the replaced data know."""

    first: str
    last: str
    count: int = 1


class Gap(Struct):
    """What is lost, as far as the replaced file can be read.

    `is_whole` tells whether it could be read to its end, `is_related` whether it
    continues the store of the backup.
    """

    is_whole: bool = False
    is_related: bool = False
    events: int = 0
    last_at: datetime | None = None
    numbers: dict[str, Numbers] = field(default_factory=dict)


def gap(data: Path, holds: Holdings) -> Gap | None:
    """Return what a folder's events file has past a backup; None if it has none."""
    if not (data / EVENTS).exists():
        return None
    found, is_sound = Gap(), _is_sound(data / EVENTS)
    if (data / EVENTS).stat().st_size == 0:
        return found
    try:
        with closing(read_only(data / EVENTS)) as reading:
            found.is_related = holds.store in _ancestry(reading)
            _count(reading, holds, found)
            found.is_whole = is_sound
    except UNREADABLE:
        pass
    return found


def _is_sound(path: Path) -> bool:
    try:
        soundness.check(path)
    except Unreadable:
        return False
    return True


def _ancestry(reading: sqlite3.Connection) -> set[str]:
    row = reading.execute("SELECT value FROM about WHERE key='store_id'").fetchone()
    return {row[0] if row else "", *(origin.store for origin in origins_in(reading))}


def _count(reading: sqlite3.Connection, holds: Holdings, found: Gap) -> None:
    after = holds.position if found.is_related else 0
    for recorded in events(reading, after):
        found.events += 1
        found.last_at = recorded.at
        if isinstance(recorded.event, TicketIssued):
            _note(recorded.event, found.numbers)
        elif isinstance(recorded.event, DayOpened):
            found.numbers.clear()  # slips of a day before mean nothing now


def _note(issued: TicketIssued, numbers: dict[str, Numbers]) -> None:
    known = numbers.get(issued.service)
    if known is None:
        numbers[issued.service] = Numbers(issued.ticket, issued.ticket)
    else:
        known.last, known.count = issued.ticket, known.count + 1
