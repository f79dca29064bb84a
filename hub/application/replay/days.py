"""Rows put into business days, one day after the other.

A row belongs to the date, in Vietnam, of the arrival. A day closes when the last of its
visitors has gone: who comes after midnight before that is still of the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from events.local_time import HERE, business_date
from hub.application.replay.faults import Faults
from hub.application.replay.rows import LogRow

LATEST = timedelta(hours=24)  # past the midnight that ends a date


class LogDay(Struct, frozen=True):
    """A date, and its rows in the order of arrival."""

    day: date
    rows: list[LogRow]


def days(rows: Iterable[LogRow], faults: Faults) -> Iterator[LogDay]:
    """Yield each day; the rows of a date may come in any order, dates may not."""
    held: LogDay | None = None
    last: date | None = None
    for day, group in groupby(rows, key=_date):
        if last is not None and day < last:
            for row in group:
                why = f"it is of {day}, and after {last}; sort the file by arrival"
                faults.found(row.line, why)
            continue
        last = day
        new = sorted(group, key=attrgetter("arrived"))
        if held is not None:
            new = _stayed(held, new, faults)
            if not new:
                continue
            yield held
        held = LogDay(day, new)
    if held is not None:
        yield held


def _date(row: LogRow) -> date:
    return business_date(row.arrived)


def _stayed(open_day: LogDay, new: list[LogRow], faults: Faults) -> list[LogRow]:
    """Give a day who came before it was empty; return the others."""
    until = max(row.left for row in open_day.rows)
    latest = _midnight(open_day.day) + timedelta(days=1) + LATEST
    count = 0
    for row in new:
        if row.arrived >= until:
            break
        count += 1
        if row.left > latest:
            faults.found(row.line, f"the day of {open_day.day} never ends before it")
            continue
        open_day.rows.append(row)
        until = max(until, row.left)
    return new[count:]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HERE)
