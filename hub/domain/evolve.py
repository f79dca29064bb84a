"""Evolve: the day as it stands after one more event. Never refuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from msgspec.structs import replace
from rpds import HashTrieMap

from events import day as days
from events.recorded import Recorded
from hub.domain import evolve_counters, evolve_visits
from hub.domain.day import NO_DAY, Counter, Day, Fold


def evolve(day: Day, recorded: Recorded) -> Day:
    """Return the day as it stands after one more event."""
    fold = FOLDS.get(type(recorded.event))
    after = day if fold is None else fold(day, recorded.event, recorded)
    return replace(
        after,
        last_at=recorded.at,
        position=recorded.position,
        version=recorded.version,
    )


def fold_all(history: Iterable[Recorded], start: Day = NO_DAY) -> Day:
    """Return the day that a history adds up to."""
    return reduce(evolve, history, start)


def _day_opened(day: Day, event: days.DayOpened, recorded: Recorded) -> Day:
    del day
    return Day(
        office=event.office,
        date=event.day,
        is_open=True,
        plan=event.plan,
        counters=HashTrieMap(
            {
                c.id: Counter(id=c.id, revision=recorded.position)
                for c in event.plan.counters
            }
        ),
    )


def _day_closed(day: Day, event: days.DayClosed, recorded: Recorded) -> Day:
    del event, recorded
    return replace(day, is_open=False)


def _configured(day: Day, event: days.OfficeConfigured, recorded: Recorded) -> Day:
    """Add the plan's new counters; drop only those left out that stand closed."""
    named = {c.id for c in event.plan.counters}
    kept = {c.id: c for c in day.counters.values() if c.id in named or c.is_open}
    added = {
        counter: Counter(id=counter, revision=recorded.position)
        for counter in named - kept.keys()
    }
    return replace(day, plan=event.plan, counters=HashTrieMap({**kept, **added}))


FOLDS: Mapping[type, Fold] = {
    days.DayOpened: _day_opened,
    days.DayClosed: _day_closed,
    days.OfficeConfigured: _configured,
    **evolve_counters.FOLDS,
    **evolve_visits.FOLDS,
}
