"""What counters do: open, pause, resume, close; and how they go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from events import counter as counters
from events.recorded import Recorded
from hub.projections.measured.ledger import waiting
from hub.projections.measured.ledger.acts import Act, act_of, word
from hub.projections.measured.ledger.counter import Counter, State
from hub.projections.measured.ledger.day import Day
from hub.projections.measured.rows import Instant

Fold: TypeAlias = Callable[[Day, Any, Instant, Recorded], None]

IDLE, CALLED, SERVING, PAUSED = "idle", "called", "serving", "paused"


def goes_on(
    day: Day,
    counter: Counter,
    state: str,
    at: Instant,
    act: Act,
    reason: str | None = None,
) -> None:
    """Have a counter be in another state from now on.

    Of the states that one act passes through only the last lasts, so only it is kept.
    """
    counter.remember(act)
    passed = _end(day, counter, at)
    clerk, states = counter.clerk, counter.states
    before = counter.before
    if passed is not None and before is not None and len(states) > before.states:
        states.pop()
    states.append(
        State(
            day=day.name,
            counter=counter.id,
            n=len(states),
            state=state,
            clerk=clerk,
            team=None if clerk is None else day.team(clerk),
            reason=reason,
            began=at,
        )
    )
    if state == IDLE:
        day.idle[counter.id] = counter
        waiting.look_at(day, counter, at)


def ends(day: Day, counter: Counter, at: Instant, act: Act) -> None:
    """Have a counter be closed from now on."""
    counter.remember(act)
    _end(day, counter, at)


def _end(day: Day, counter: Counter, at: Instant) -> State | None:
    """End the state that a counter is in, and return it if there was one."""
    now = counter.now
    if now is not None:
        if now.state == IDLE:
            waiting.feed(day, counter, at)
            day.idle.pop(counter.id, None)
        now.ended = at
    day.new_counters[counter.id] = counter
    return now


def _opened(
    day: Day, event: counters.CounterOpened, at: Instant, recorded: Recorded
) -> None:
    """Begin, or go on with another clerk in the same state; a pause is over."""
    counter, act = day.counter(event.counter), act_of(recorded)
    counter.act, now = act, counter.now
    counter.remember(act)
    counter.clerk = event.clerk
    counter.takes = waiting.services(day, counter)
    state = now.state if now is not None and now.state != PAUSED else IDLE
    goes_on(day, counter, state, at, act)
    if day.bound:
        waiting.look(day, at)


def _paused(
    day: Day, event: counters.CounterPaused, at: Instant, recorded: Recorded
) -> None:
    counter, act = day.counter(event.counter), act_of(recorded)
    counter.act = act
    goes_on(day, counter, PAUSED, at, act, word(event.reason))


def _resumed(
    day: Day, event: counters.CounterResumed, at: Instant, recorded: Recorded
) -> None:
    counter, act = day.counter(event.counter), act_of(recorded)
    counter.act = act
    goes_on(day, counter, IDLE, at, act)


def _closed(
    day: Day, event: counters.CounterClosed, at: Instant, recorded: Recorded
) -> None:
    counter, act = day.counter(event.counter), act_of(recorded)
    counter.act = act
    ends(day, counter, at, act)
    counter.clerk = None
    if day.bound:
        waiting.look(day, at)


FOLDS: Mapping[type, Fold] = {
    counters.CounterOpened: _opened,
    counters.CounterPaused: _paused,
    counters.CounterResumed: _resumed,
    counters.CounterClosed: _closed,
}
