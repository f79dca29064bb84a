"""How many people come and are served, by half hour and day of the week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hub.projections.measured.instants import Instant
from hub.projections.measured.rows import DayRow, Facts
from hub.projections.measures.dimensions import ALL, Cut
from hub.projections.measures.local_hours import HALF_HOUR, half_hour_of, weekday_of
from hub.projections.measures.of_visits import is_mistaken
from hub.projections.measures.parts import Part, parts_of


class Slot(NamedTuple):
    """A half hour (0 to 47, Vietnamese clock) of a day of the week (1 is Monday)."""

    weekday: int
    half_hour: int


class Load(NamedTuple):
    """What one slot saw, on so many days of that weekday on which it was open."""

    days: int
    arrived: int
    served: int


def load(facts: Facts, cut: Cut = ALL) -> dict[Slot, Load]:
    """Return the load of each slot in which the office was open or somebody came.

    Numbers given back at once are left out; a visit is served in the half hour in which
    it ended, under the weekday of its business day.
    """
    part = parts_of(facts, tuple(cut)).get(tuple(cut.values()), Part())
    days = Counter(slot for day in facts.days for slot in _open_in(day, facts.at))
    arrived, served = _arrived(part), _served(part)
    return {
        slot: Load(days[slot], arrived[slot], served[slot])
        for slot in sorted(days.keys() | arrived.keys() | served.keys())
    }


def _open_in(day: DayRow, at: Instant) -> Iterator[Slot]:
    """Yield the slots in which a day was open, each once."""
    until = at if day.closed is None else day.closed
    weekday = weekday_of(day.day)
    first = day.opened // HALF_HOUR
    # A day is open for less than a day, or some slot would count twice.
    for half in range(first, min(-(-until // HALF_HOUR), first + 48)):
        yield Slot(weekday, half_hour_of(half * HALF_HOUR))


def _arrived(part: Part) -> Counter[Slot]:
    return _counted((v.day, v.arrived) for v in part.visits if not is_mistaken(v))


def _served(part: Part) -> Counter[Slot]:
    return _counted(
        (visit.day, visit.ended)
        for visit in part.visits
        if visit.place == "served" and visit.ended is not None
    )


def _counted(moments: Iterable[tuple[str, Instant]]) -> Counter[Slot]:
    each = Counter((day, half_hour_of(at)) for day, at in moments)
    slots: Counter[Slot] = Counter()
    for (day, half), count in each.items():
        slots[Slot(weekday_of(day), half)] += count
    return slots
