"""The views as figures ask for them; keeps the promise of `Measured`."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hub.application.measured import CannotRead
from hub.projections.measured.rows import ALERTS, DAYS, DEVICES, TABLES, Facts, Table
from hub.store.backup.copying import read_only
from hub.store.views.file import VIEWS, Place, place_of
from hub.store.views.schema import has_day, in_order

BETWEEN = "WHERE day BETWEEN ? AND ?"
TOUCHING = {
    DEVICES.name: "WHERE began<=? AND (ended IS NULL OR ended>=?)",
    ALERTS.name: "WHERE opened<=? AND (closed IS NULL OR closed>=?)",
}
NOT_YET = (
    "Số liệu đang được lập lại từ nhật ký; hãy thử lại sau ít phút. / The figures are "
    "being made from the events; try again in some minutes."
)


class SQLiteMeasured:
    """Reads views.db, a transaction for each question; for any thread or process."""

    def __init__(self, data: Path) -> None:
        """Remember the data folder."""
        self._path = data / VIEWS

    def facts(self, first: date, last: date) -> Facts:
        """Return the rows of business days, both included, as of one instant."""
        with self._reading() as (reading, place), _nothing_collected():
            days = (str(first), str(last))
            of_days = {
                table.name: _rows(reading, table, BETWEEN, days)
                for table in TABLES
                if has_day(table)
            }
            apart = _touching(reading, of_days[DAYS.name], place)
            return Facts(
                at=place.at,
                position=place.position,
                store=place.store,
                **of_days,
                **apart,
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
            msg = f"{NOT_YET} ({self._path}: {error})"
            raise CannotRead(msg) from error


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Read without the collector: of a million rows none is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
        table.name: _rows(reading, table, TOUCHING[table.name], (ended, begun))
        for table in (DEVICES, ALERTS)
    }


def _rows(
    reading: sqlite3.Connection, table: Table, where: str, parameters: tuple[Any, ...]
) -> tuple[Any, ...]:
    found = reading.execute(in_order(table, where), parameters).fetchall()
    return tuple(map(table.row._make, found))
