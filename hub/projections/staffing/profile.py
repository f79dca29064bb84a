"""The load of an office by weekday and half hour, from its own history.

Only what is over counts: days that are closed. Tickets given back within a minute are
mistakes and no load. A visit's time is the time a counter was taken by it, walking
included, and that of a visit which was called and did not come as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TypeAlias

from msgspec import Struct

from events.local_time import local
from hub.projections.measured.instants import HOUR, MINUTE
from hub.projections.measured.rows import DayRow, Facts, VisitRow
from hub.projections.measures.local_hours import (
    DAY,
    HALF_HOUR,
    half_hour_of,
    weekday_of,
)
from hub.projections.measures.of_visits import is_mistaken

WEEKS = 8
FEWEST_DAYS = 3
FEWEST_HOURS = FEWEST_DAYS / 4  # half of each half hour: a day may begin within one

Slot: TypeAlias = tuple[int, int]  # ISO weekday; half hours since midnight


class Load(Struct, frozen=True):
    """How many came in a half hour, in how many open hours of how many days."""

    came: int = 0
    hours: float = 0.0
    days: int = 0

    def __add__(self, other: Load) -> Load:
        """Return both together."""
        return Load(
            self.came + other.came, self.hours + other.hours, self.days + other.days
        )

    @property
    def is_known(self) -> bool:
        """Whether enough days were seen to say anything."""
        return self.days >= FEWEST_DAYS and self.hours >= FEWEST_HOURS

    @property
    def per_hour(self) -> float:
        """Return the mean rate of arrivals."""
        return self.came / self.hours if self.hours else 0.0


class LoadProfile(Struct, frozen=True, kw_only=True):
    """An office's load: `taken` is the mean time of `visits` at a counter, in minutes.

    `spread` is the squared coefficient of variation of those times.
    """

    loads: Mapping[Slot, Load] = {}
    visits: int = 0
    taken: float = 0.0
    spread: float = 1.0

    def load(self, when: datetime) -> Load:
        """Return the load of an instant's half hour: of its weekday, else of all days.

        Of a weekday seen on fewer than three days so little is known that the days
        of the whole week say more.
        """
        at = local(when)
        half = at.hour * 2 + at.minute // 30
        own = self.loads.get((at.isoweekday(), half), Load())
        if own.is_known:
            return own
        return sum((self.loads.get((day, half), Load()) for day in range(1, 8)), Load())


def history_for(day: date) -> tuple[date, date]:
    """Return the first and last date of the weeks before a day that advice rests on."""
    return day - timedelta(weeks=WEEKS), day - timedelta(days=1)


def profile_of(facts: Facts) -> LoadProfile:
    """Return the load of the closed days among these."""
    days = [day for day in facts.days if day.closed is not None]
    closed = {day.day for day in days}
    visits = [visit for visit in facts.visits if visit.day in closed]
    times = [
        (v.called + v.served) / MINUTE for v in visits if v.calls and not v.forgotten
    ]
    mean = sum(times) / len(times) if times else 0.0
    return LoadProfile(
        loads=_loads(days, visits),
        visits=len(times),
        taken=mean,
        spread=_spread(times, mean),
    )


def _loads(days: Iterable[DayRow], visits: Iterable[VisitRow]) -> dict[Slot, Load]:
    loads: dict[Slot, Load] = {}
    for day in days:
        for slot, hours in _open_hours(day):
            loads[slot] = loads.get(slot, Load()) + Load(0, hours, 1)
    for visit in visits:
        slot = (weekday_of(visit.day), half_hour_of(visit.arrived))
        if slot in loads and not is_mistaken(visit):
            loads[slot] += Load(1)
    return loads


def _open_hours(day: DayRow) -> Iterator[tuple[Slot, float]]:
    """Yield every half hour that a day touched, and its hours in it."""
    weekday = weekday_of(day.day)
    begin = day.opened
    end = min(day.closed or begin, begin + DAY)
    while begin < end:
        until = min(begin - begin % HALF_HOUR + HALF_HOUR, end)
        yield (weekday, half_hour_of(begin)), (until - begin) / HOUR
        begin = until


def _spread(times: list[float], mean: float) -> float:
    """Return the squared coefficient of variation; 1, as exponential, of too few."""
    if len(times) < 2 or not mean:
        return 1.0
    return sum((time - mean) ** 2 for time in times) / (len(times) - 1) / mean**2
