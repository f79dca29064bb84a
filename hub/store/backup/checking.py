"""Is an events file whole? Every event is read, all of its newest day folded."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from events.day import DayOpened
from events.recorded import Recorded
from hub.application.ports import Unreadable
from hub.domain.day import Day
from hub.domain.evolve_state import fold_state
from hub.domain.numbering import label
from hub.domain.state import State
from hub.store.backup.copying import position_of, read_only
from hub.store.backup.failures import Damaged
from hub.store.backup.manifest import Holdings
from hub.store.mapper import to_recorded
from hub.store.sqlite_recorder import COLUMNS, Row

ALL = f"SELECT {COLUMNS} FROM events WHERE position>? ORDER BY position"
GAPS = (
    "SELECT originator_id FROM events GROUP BY originator_id "
    "HAVING COUNT(*)<>MAX(originator_version) OR MIN(originator_version)<>1"
)
CHUNK = 1 << 20


def holdings(path: Path) -> Holdings:
    """Return what a file at rest holds, or raise `Damaged` with what is wrong."""
    try:
        with closing(read_only(path, is_still=True)) as reading:
            return _held(reading)
    except (sqlite3.Error, Unreadable) as error:
        raise Damaged(f"{path} is damaged: {error}") from error
    except Damaged as error:
        raise Damaged(f"{path} is damaged: {error}") from error


def events(reading: sqlite3.Connection, after: int = 0) -> Iterator[Recorded]:
    """Yield every event past a position, in order."""
    return map(_recorded, reading.execute(ALL, (after,)))


def sha256(path: Path) -> str:
    """Return a file's sum."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            total.update(chunk)
    return total.hexdigest()


def _held(reading: sqlite3.Connection) -> Holdings:
    _must_be_sound(reading)
    opened, last_at = _read_through(reading)
    day = _newest_day(reading, opened)
    return Holdings(
        store=_one(reading, "SELECT value FROM about WHERE key='store_id'"),
        position=position_of(reading),
        last_at=last_at,
        answers=_one(reading, "SELECT COUNT(*) FROM answers"),
        office=day.office or None,
        day=day.date,
        is_open=day.is_open,
        visits=len(day.visits),
        next_numbers=next_numbers(day),
    )


def next_numbers(day: Day) -> dict[str, str]:
    """Return what each service of the day gives next."""
    numbers = {
        s.id: label(s.id, day.issued.get(s.id, 0) + 1) for s in day.plan.services
    }
    return {service: number for service, number in numbers.items() if number}


def _must_be_sound(reading: sqlite3.Connection) -> None:
    said = _one(reading, "PRAGMA integrity_check(1)")
    if said != "ok":
        raise Damaged(str(said).strip())
    gap = reading.execute(GAPS).fetchone()
    if gap is not None:
        msg = f"the history {gap[0]} has a gap"
        raise Damaged(msg)


def _read_through(
    reading: sqlite3.Connection,
) -> tuple[int | None, datetime | None]:
    """Read every event; return where the last day was opened, and the last instant."""
    expected, opened, last_at = 1, None, None
    for recorded in events(reading):
        if recorded.position != expected:
            msg = f"position {expected} is missing"
            raise Damaged(msg)
        expected, last_at = expected + 1, recorded.at
        if isinstance(recorded.event, DayOpened):
            opened = recorded.position
    if expected != position_of(reading) + 1:
        msg = f"position {position_of(reading)} is missing"
        raise Damaged(msg)
    return opened, last_at


def _newest_day(reading: sqlite3.Connection, opened: int | None) -> Day:
    """Fold the day with its sessions, settings and alerts, as the hub would."""
    if opened is None:
        return Day()
    try:
        return fold_state(events(reading, opened - 1), State()).day
    except LookupError as error:
        msg = f"the day opened at position {opened} does not add up ({error!r})"
        raise Damaged(msg) from error


def _recorded(row: Row) -> Recorded:
    return to_recorded(*row)


def _one(reading: sqlite3.Connection, statement: str) -> Any:
    row = reading.execute(statement).fetchone()
    if row is None:
        msg = "it has no store id"
        raise Damaged(msg)
    return row[0]
