"""A hub's data folder for the tests of backups: an office at work, and its copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from events.counter import OpenCounter
from events.day import OpenDay
from events.visit import CallNext, IssueTicket
from hub.store.lock import FolderLock
from hub.store.secret import hub_secret
from hub.store.sqlite import SQLiteEventStore
from tests.hub.rig import Rig

AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)  # half past nine, here
LATER = AT + timedelta(hours=1)


@contextmanager
def at_work(data: Path) -> Iterator[Rig]:
    """Run a core over a data folder, as a hub does."""
    data.mkdir(exist_ok=True)
    hub_secret(data)
    lock = FolderLock(data)
    lock.take()
    rig = Rig(SQLiteEventStore(data / "events.db"))
    try:
        yield rig
    finally:
        rig.stop()
        rig.store.close()
        lock.release()


def office(data: Path, waiting: int = 5) -> None:
    """Fill a data folder: a day, a counter, some numbers, one of them called."""
    with at_work(data) as rig:
        rig.accepted(OpenDay())
        rig.accepted(OpenCounter(counter="1"))
        for _ in range(waiting):
            rig.accepted(IssueTicket(service="A"))
        rig.accepted(CallNext(counter="1"))


def issue(data: Path, count: int, service: str = "A") -> None:
    """Give some more numbers."""
    with at_work(data) as rig:
        for _ in range(count):
            rig.accepted(IssueTicket(service=service))


def spoil(data: Path, statement: str) -> None:
    """Change what stands in a folder's events file, as only a fault does."""
    with closing(sqlite3.connect(data / "events.db")) as file, file:
        file.execute(statement)


def aside(data: Path) -> list[Path]:
    """Return where replaced files were put."""
    return sorted(data.glob("replaced-*"))
