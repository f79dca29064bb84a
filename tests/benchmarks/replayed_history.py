"""A history to be replayed: days with visits alone, and days with sessions too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from events.counter import CounterClosed
from events.day import Books, DayClosed
from events.plan import DayPlan
from events.recorded import Recorded
from tests.benchmarks.history import (
    FIRST_OLD_DAY,
    OLD_DAY_EVENTS,
    day_of,
    recorded,
    write,
)
from tests.benchmarks.session_history import helped_day
from tests.benchmarks.trial_office import COUNTERS

NO_BOOKS = Books(issued={}, served=0, no_show=0, abandoned=0, expired=0)


def write_replayed(file: Path, plan: DayPlan, count: int) -> None:
    """Write about so many events of closed days; every second day has sessions."""
    write(file, _days(plan, count), answered=False)


def days_of(count: int) -> int:
    """Return how many days such a history has, from the first old day on."""
    return count // _of_a_day(count)


def _of_a_day(count: int) -> int:
    return min(count // 2, OLD_DAY_EVENTS)


def _days(plan: DayPlan, count: int) -> Iterator[Recorded]:
    of_a_day = _of_a_day(count)
    for n in range(days_of(count)):
        day = FIRST_OLD_DAY + timedelta(days=n)
        evening = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        plain = day_of(plan, day, of_a_day, closed=True)
        told = list(_helped(plan, day, of_a_day) if n % 2 else plain)
        yield from recorded(told, evening)


def _helped(plan: DayPlan, day: Any, count: int) -> Iterator[Any]:
    yield from helped_day(plan, day, count)
    for counter in range(1, COUNTERS + 1):
        yield CounterClosed(counter=str(counter))
    yield DayClosed(day=day, books=NO_BOOKS)
