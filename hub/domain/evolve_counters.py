"""How a counter stands after one more event."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from events import counter as counters
from events.recorded import Recorded
from hub.domain import steps
from hub.domain.day import Counter, Day, Fold


def _counter_opened(day: Day, event: counters.CounterOpened, at: Recorded) -> Day:
    return steps.act(
        day,
        at,
        event.counter,
        is_open=True,
        is_paused=False,
        since=at.at,
        clerk=event.clerk,
    )


def _counter_paused(day: Day, event: counters.CounterPaused, at: Recorded) -> Day:
    return steps.act(
        day,
        at,
        event.counter,
        is_paused=True,
        since=at.at,
        pause_reason=event.reason,
    )


def _counter_resumed(day: Day, event: counters.CounterResumed, at: Recorded) -> Day:
    return steps.act(
        day, at, event.counter, is_paused=False, since=at.at, pause_reason=None
    )


def _counter_closed(day: Day, event: counters.CounterClosed, at: Recorded) -> Day:
    return steps.act(
        day,
        at,
        event.counter,
        is_open=False,
        is_paused=False,
        since=at.at,
        pause_reason=None,
        clerk=None,
    )


def _undone(day: Day, event: counters.ActionUndone, at: Recorded) -> Day:
    for before in event.visits:
        visit = replace(
            day.visits[before.visit],
            service=before.service,
            place=before.place,
            first_called_at=before.first_called_at,
            started_at=before.started_at,
            touched=at.position,
        )
        day = day.with_visit(visit)
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
    )
    return replace(day.with_counter(counter), priority_run=event.priority_run)


FOLDS: Mapping[type, Fold] = {
    counters.CounterOpened: _counter_opened,
    counters.CounterPaused: _counter_paused,
    counters.CounterResumed: _counter_resumed,
    counters.CounterClosed: _counter_closed,
    counters.ActionUndone: _undone,
}
