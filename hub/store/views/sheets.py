"""Sheets of days before the newest: written once, read in place of the days' rows.

The newest day that is over may still be rated and corrected, entry by entry; until
another begins its rows are read instead.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache, partial
from itertools import chain
from typing import Any, TypeAlias

import msgspec

from hub.projections.measured.changes import Changes
from hub.projections.measured.rows import TABLES, Facts, Table
from hub.projections.measures.sheets import Sheet, sheet_of
from hub.store.views.schema import BETWEEN, has_day, in_order

log = logging.getLogger(__name__)

IS_DONE = (
    "SELECT closed IS NOT NULL AND begun<(SELECT MAX(begun) FROM days) "
    "FROM days WHERE day=?"
)
TAKE = "DELETE FROM sheets WHERE day=?"
PUT = "INSERT INTO sheets VALUES (?,?)"
IN_ORDER = "SELECT day, sheet FROM sheets {} ORDER BY day"
NAME = "sheets"

# Days, both included.
Between: TypeAlias = tuple[str, str]


def days_in(changes: Changes) -> set[str]:
    """Return the days that have other rows than before."""
    of_days = [each for each in changes if has_day(each[0])]
    return {row[0] for _, put, gone in of_days for row in (*put, *gone)}


def write(writing: sqlite3.Connection, days: Iterable[str]) -> None:
    """Make the sheets of these days anew; the newest has none, nor one still open."""
    for day in sorted(days):
        writing.execute(TAKE, (day,))
        if writing.execute(IS_DONE, (day,)).fetchone() == (1,):
            with nothing_collected():
                own: dict[str, Any] = rows_of_days(writing, [(day, day)])
                sheet = _made(day, Facts(at=0, **own))
            if sheet is not None:
                writing.execute(PUT, (day, _ENCODER.encode(sheet)))


def _made(day: str, facts: Facts) -> Sheet | None:
    """Return the sheet of a day; none where a fault in a formula is in the way."""
    try:
        return sheet_of(facts)
    except Exception:
        log.exception("the day %s cannot be added up", day)
        return None


def read(reading: sqlite3.Connection, between: Between) -> tuple[Sheet, ...]:
    """Return the sheets of these days."""
    found = reading.execute(IN_ORDER.format(BETWEEN), between)
    return tuple(_decoder().decode(sheet) for _, sheet in found)


def marked(reading: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield each day that has a sheet, and SHA-256 of this."""
    for day, sheet in reading.execute(IN_ORDER.format("")):
        yield day, hashlib.sha256(sheet).hexdigest()


def without(sheets: Iterable[Sheet], between: Between) -> list[Between]:
    """Return from when to when days have no sheet."""
    found, first = [], between[0]
    for sheet in sheets:
        day = date.fromisoformat(sheet.day)
        before = str(day - timedelta(days=1))
        if first <= before:
            found.append((first, before))
        first = str(day + timedelta(days=1))
    return [*found, (first, between[1])] if first <= between[1] else found


def rows_of_days(
    reading: sqlite3.Connection,
    days: Iterable[Between],
    tables: Iterable[Table] = TABLES,
) -> dict[str, tuple[Any, ...]]:
    """Return the rows of some days, of each table that has days."""
    spans = list(days)
    return {
        table.name: tuple(
            chain.from_iterable([rows(reading, table, BETWEEN, span) for span in spans])
        )
        for table in tables
        if has_day(table)
    }


def rows(
    reading: sqlite3.Connection, table: Table, where: str, parameters: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Return some rows of a table, in the order of their keys."""
    found = reading.execute(in_order(table, where), parameters).fetchall()
    # As `_make` does, without a call in Python for each of a million rows.
    return tuple(map(partial(tuple.__new__, table.row), found))


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Read without the collector: of a million rows none is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def _decoder() -> msgspec.msgpack.Decoder[Sheet]:
    return msgspec.msgpack.Decoder(Sheet)


_ENCODER = msgspec.msgpack.Encoder()
