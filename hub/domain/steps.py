"""What folds have in common: a counter acts, a visit leaves it."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from events import codec
from events.recorded import Recorded
from events.visit import Place
from hub.domain.day import Counter, Day, LastAct
from hub.domain.visit import Visit


def left(day: Day, event: Any, place: Place, at: Recorded) -> Day:
    """Move an event's visit away from its counter, which stands free afterwards."""
    visit = day.visits[event.visit]
    moved = replace(visit, place=place, counter=event.counter, touched=at.position)
    return day.after(at, moved, freed(day, event.counter, visit, at))


def freed(day: Day, counter_id: str, visit: Visit, at: Recorded) -> Counter:
    """Return a counter after a visit has left it."""
    counter = day.counters[counter_id]
    return replace(
        counter,
        visit=None,
        since=at.at,
        revision=at.position,
        last_act=act(day, counter, at, visit),
    )


def act(
    day: Day, counter: Counter, at: Recorded, touches: Visit | None = None
) -> LastAct:
    """Return a counter's act, with how all stood before the command it is part of."""
    visits = () if touches is None else (touches.snapshot(),)
    before = counter.last_act
    if before is not None and (before.cause, before.by) == (at.cause, at.by):
        known = {visit.visit for visit in before.visits}
        return replace(
            before,
            act=codec.wire_name(at.event),
            position=at.position,
            visits=(*before.visits, *(v for v in visits if v.visit not in known)),
        )
    return LastAct(
        act=codec.wire_name(at.event),
        cause=at.cause,
        by=at.by,
        at=at.at,
        position=at.position,
        visits=visits,
        counter=counter.snapshot(),
        priority_run=day.priority_run,
    )


def unless(visit: str | None, gone: str) -> str | None:
    """Return the visit, or None if that is the one that has gone."""
    return None if visit == gone else visit
