"""The two moves that every fold is made of: a counter acts, a visit changes place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from events import codec
from events.recorded import Recorded
from events.visit import Called, NoShow, Parked, Place, Serving
from hub.domain.day import Day, LastAct, Visit


def moved(
    day: Day,
    visit: Visit,
    place: Place,
    at: Recorded,
    first_called_at: datetime | None = None,
) -> Day:
    """Move a visit to another place."""
    moved = replace(
        visit,
        place=place,
        counter=_counter_of(place) or visit.counter,
        touched=at.position,
        first_called_at=first_called_at or visit.first_called_at,
    )
    return day.with_visit(moved)


def _counter_of(place: Place) -> str | None:
    """Return the counter where a place is; one only waited for is not reached yet."""
    if isinstance(place, Called | Serving | Parked | NoShow):
        return place.counter
    return None


def left(day: Day, visit_id: str, counter: str, place: Place, at: Recorded) -> Day:
    """Move a visit away from its counter, which stands free afterwards."""
    visit = day.visits[visit_id]
    after = act(day, at, counter, touches=visit, visit=None, since=at.at)
    return moved(after, visit, place, at)


def act(
    day: Day,
    at: Recorded,
    counter_id: str,
    *,
    touches: Visit | None = None,
    **changes: Any,
) -> Day:
    """Change a counter, and remember how all stood before its command."""
    counter = day.counters[counter_id]
    before = counter.last_act
    if before is None or before.cause != at.cause:
        before = LastAct(
            act="",
            cause=at.cause,
            at=at.at,
            position=at.position,
            visits=(),
            counter=counter.snapshot(),
            priority_run=day.priority_run,
        )
    touched = before.visits
    if touches is not None and all(v.visit != touches.id for v in touched):
        touched = (*touched, touches.snapshot())
    act = replace(
        before,
        act=codec.wire_name(at.event),
        position=at.position,
        visits=touched,
    )
    return day.with_counter(
        replace(counter, revision=at.position, last_act=act, **changes)
    )


def unless(visit: str | None, gone: str) -> str | None:
    """Return the visit, or None if that is the one that has gone."""
    return None if visit == gone else visit
