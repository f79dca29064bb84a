"""The views as figures ask for them; keeps the promise of `Measured`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hub.application.measured import CannotRead
from hub.projections.measured.rows import (
    ALERTS,
    DAYS,
    DEVICES,
    TABLES,
    VISITS,
    Facts,
)
from hub.projections.measures.sheets import Sheet
from hub.store.backup.copying import read_only
from hub.store.views import sheets
from hub.store.views.file import VIEWS, Place, place_of
from hub.store.views.schema import BETWEEN
from hub.store.views.sheets import Between, nothing_collected, rows, rows_of_days

TOUCHING = {
    DEVICES.name: "WHERE began<=? AND (ended IS NULL OR ended>=?)",
    ALERTS.name: "WHERE opened<=? AND (closed IS NULL OR closed>=?)",
}
SKIPPED = "SELECT position FROM skipped ORDER BY position"
NOT_YET = (
    "Số liệu đang được lập lại từ nhật ký; hãy thử lại sau ít phút. / The figures are "
    "being made from the events; try again in some minutes."
)
BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
DAMAGED = (
    "{file} không đọc được ({error}). Hãy chạy `layso-hub rebuild`: số "
    "liệu được lập lại từ nhật ký. / {file} cannot be read ({error}). Run "
    "`layso-hub rebuild`: the figures are made anew from the events."
)


class SQLiteMeasured:
    """Reads views.db, a transaction for each question; for any thread or process."""

    def __init__(self, data: Path) -> None:
        """Remember the data folder."""
        self._path = data / VIEWS

    def facts(self, first: date, last: date) -> Facts:
        """Return the rows of business days, both included, as of one instant."""
        with self._reading() as (reading, place), nothing_collected():
            days = (str(first), str(last))
            return _facts(reading, place, days, [days])

    def summed(self, first: date, last: date) -> tuple[Facts, tuple[Sheet, ...]]:
        """Return the sheets of these days, and the rows that are in none of them."""
        with self._reading() as (reading, place), nothing_collected():
            days = (str(first), str(last))
            found = sheets.read(reading, days)
            return _facts(reading, place, days, sheets.without(found, days)), found

    def load(self, first: date, last: date, position: int) -> Facts:
        """Return the days and visits of business days alone."""
        with self._reading() as (reading, place), nothing_collected():
            if place.position < position:
                raise CannotRead(NOT_YET)
            days = (str(first), str(last))
            return Facts(
                at=place.at,
                position=place.position,
                days=rows(reading, DAYS, BETWEEN, days),
                visits=rows(reading, VISITS, BETWEEN, days),
            )

    def days(self) -> tuple[date, ...]:
        """Return the business days there are, in order."""
        with self._reading() as (reading, _):
            found = reading.execute("SELECT day FROM days ORDER BY day").fetchall()
        return tuple(date.fromisoformat(day) for (day,) in found)

    def place(self) -> Place:
        """Return how far the views are."""
        with self._reading() as (_, place):
            return place

    @contextmanager
    def _reading(self) -> Iterator[tuple[sqlite3.Connection, Place]]:
        if not self._path.exists():
            raise CannotRead(NOT_YET)
        try:
            with closing(read_only(self._path)) as reading:
                reading.execute("BEGIN")
                place = place_of(reading)
                if place is None:
                    raise CannotRead(NOT_YET)
                yield reading, place
        except sqlite3.Error as error:
            is_busy = error.sqlite_errorname in BUSY
            msg = DAMAGED.format(file=self._path, error=error)
            raise CannotRead(NOT_YET if is_busy else msg) from error


def _facts(
    reading: sqlite3.Connection, place: Place, days: Between, whole: list[Between]
) -> Facts:
    """Return the rows of some days; of those that are not `whole` the day alone."""
    of_days = rows(reading, DAYS, BETWEEN, days)
    others = [table for table in TABLES if table != DAYS]
    return Facts(
        at=place.at,
        position=place.position,
        store=place.store,
        skipped=tuple(position for (position,) in reading.execute(SKIPPED)),
        days=of_days,
        **rows_of_days(reading, whole, others),
        **_touching(reading, of_days, place),
    )


def _touching(
    reading: sqlite3.Connection, days: tuple[Any, ...], place: Place
) -> dict[str, tuple[Any, ...]]:
    """Return devices' times and alerts from the first day's opening to the last's end.

    A day that is not over yet goes on without end.
    """
    if not days:
        return {}
    begun = min(day.opened for day in days)
    is_over = all(day.closed is not None for day in days)
    ended = max(day.closed or 0 for day in days) if is_over else place.at
    return {
        table.name: rows(reading, table, TOUCHING[table.name], (ended, begun))
        for table in (DEVICES, ALERTS)
    }
