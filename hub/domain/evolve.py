"""Evolve: the day as it stands after one more event. Never refuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from immutables import Map
from msgspec.structs import replace

from events import day as days
from events.recorded import Recorded
from hub.domain import evolve_counters, evolve_visits
from hub.domain.day import NO_DAY, Counter, Day, Fold


def evolve(day: Day, recorded: Recorded) -> Day:
    """Return the day as it stands after one more event."""
    fold = FOLDS.get(type(recorded.event))
    if fold is None:
        return day.after(recorded)
    return fold(day, recorded.event, recorded)


def fold_all(history: Iterable[Recorded], start: Day = NO_DAY) -> Day:
    """Return the day that a history adds up to."""
    return reduce(evolve, history, start)


def _day_opened(day: Day, event: days.DayOpened, at: Recorded) -> Day:
    del day
    begun = Day(office=event.office, date=event.day, is_open=True, plan=event.plan)
    counters = {
        c.id: Counter(id=c.id, revision=at.position) for c in event.plan.counters
    }
    return replace(begun.after(at), counters=Map(counters))


def _day_closed(day: Day, event: days.DayClosed, at: Recorded) -> Day:
    del event
    return replace(day.after(at), is_open=False)


def _configured(day: Day, event: days.OfficeConfigured, at: Recorded) -> Day:
    """Add the plan's new counters; drop only those left out that stand closed."""
    named = {c.id for c in event.plan.counters}
    kept = {c.id: c for c in day.counters.values() if c.id in named or c.is_open}
    added = {
        counter: Counter(id=counter, revision=at.position)
        for counter in named - kept.keys()
    }
    counters = Map({**kept, **added})
    return replace(day.after(at), plan=event.plan, counters=counters)


FOLDS: Mapping[type, Fold] = {
    days.DayOpened: _day_opened,
    days.DayClosed: _day_closed,
    days.OfficeConfigured: _configured,
    **evolve_counters.FOLDS,
    **evolve_visits.FOLDS,
}
