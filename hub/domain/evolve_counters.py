"""How a counter stands after one more event."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from msgspec.structs import replace

from events import counter as counters
from events.recorded import Recorded
from events.visit import Serving
from hub.domain import steps
from hub.domain.day import Counter, Day, Fold, LastUndo
from hub.domain.visit import Visit


def _counter_opened(day: Day, event: counters.CounterOpened, at: Recorded) -> Day:
    return _acted(
        day,
        event,
        at,
        is_open=True,
        is_paused=False,
        pause_reason=None,
        clerk=event.clerk,
    )


def _counter_paused(day: Day, event: counters.CounterPaused, at: Recorded) -> Day:
    return _acted(day, event, at, is_paused=True, pause_reason=event.reason)


def _counter_resumed(day: Day, event: counters.CounterResumed, at: Recorded) -> Day:
    return _acted(day, event, at, is_paused=False, pause_reason=None)


def _counter_closed(day: Day, event: counters.CounterClosed, at: Recorded) -> Day:
    return _acted(
        day,
        event,
        at,
        is_open=False,
        is_paused=False,
        pause_reason=None,
        clerk=None,
    )


def _acted(day: Day, event: Any, at: Recorded, **changes: Any) -> Day:
    before = day.counters[event.counter]
    act = steps.act(day, before, at)
    counter = replace(
        before, since=at.at, revision=at.position, last_act=act, **changes
    )
    return day.after(at, counter=counter)


def _undone(day: Day, event: counters.ActionUndone, at: Recorded) -> Day:
    visits = (_restored(day, before, at) for before in event.visits)
    restored = event.restored
    counter = Counter(
        id=event.counter,
        is_open=restored.is_open,
        is_paused=restored.is_paused,
        since=restored.since,
        pause_reason=restored.pause_reason,
        clerk=restored.clerk,
        visit=restored.visit,
        last_parked=restored.last_parked,
        revision=at.position,
        last_undo=LastUndo(act=event.act, by=at.by, at=at.at),
    )
    back = reduce(Day.with_visit, visits, day).after(at, counter=counter)
    for before in event.visits:
        back = _back_elsewhere(back, before, event, at)
    return replace(back, priority_run=event.priority_run)


def _back_elsewhere(
    day: Day, before: counters.VisitRestored, event: Any, at: Recorded
) -> Day:
    """A visit that was taken over is back at the counter it came from."""
    if not isinstance(before.place, Serving) or before.place.counter == event.counter:
        return day
    came_from = replace(
        day.counters[before.place.counter],
        visit=before.visit,
        since=before.place.since,
        revision=at.position,
        last_act=None,
    )
    return day.after(at, counter=came_from)


def _restored(day: Day, before: counters.VisitRestored, at: Recorded) -> Visit:
    return replace(
        day.visits[before.visit],
        service=before.service,
        place=before.place,
        first_called_at=before.first_called_at,
        started_at=before.started_at,
        touched=at.position,
    )


FOLDS: Mapping[type, Fold] = {
    counters.CounterOpened: _counter_opened,
    counters.CounterPaused: _counter_paused,
    counters.CounterResumed: _counter_resumed,
    counters.CounterClosed: _counter_closed,
    counters.ActionUndone: _undone,
}
