"""Opening, pausing and closing a counter."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from events.counter import (
    CloseCounter,
    CounterClosed,
    CounterOpened,
    CounterPaused,
    CounterResumed,
    OpenCounter,
    PauseCounter,
    ResumeCounter,
)
from hub.domain import checks
from hub.domain.asked import Asked
from hub.domain.day import Counter, Day
from hub.domain.refusals import CounterBusy


def open_counter(day: Day, command: OpenCounter, asked: Asked) -> tuple[Any, ...]:
    """A clerk sits down; a paused counter goes on."""
    del asked
    counter = checks.seen_counter(day, command)
    if not counter.is_open:
        clerk = None if command.clerk is UNSET else command.clerk
        return (CounterOpened(counter=counter.id, clerk=clerk),)
    return _resumed(counter)


def resume(day: Day, command: ResumeCounter, asked: Asked) -> tuple[Any, ...]:
    """A clerk goes on after a break."""
    del asked
    return _resumed(checks.open_counter(day, command))


def pause(day: Day, command: PauseCounter, asked: Asked) -> tuple[Any, ...]:
    """A clerk takes a break; nobody may be at the counter."""
    del asked
    counter = checks.open_counter(day, command)
    if counter.is_paused:
        return ()
    _nobody_here(day, counter)
    return (CounterPaused(counter=counter.id, reason=command.reason),)


def close(day: Day, command: CloseCounter, asked: Asked) -> tuple[Any, ...]:
    """A clerk leaves; nobody may be at the counter."""
    del asked
    counter = checks.seen_counter(day, command)
    if not counter.is_open:
        return ()
    _nobody_here(day, counter)
    return (CounterClosed(counter=counter.id),)


def _resumed(counter: Counter) -> tuple[Any, ...]:
    return (CounterResumed(counter=counter.id),) if counter.is_paused else ()


def _nobody_here(day: Day, counter: Counter) -> None:
    visit = day.visit_at(counter.id)
    if visit is not None:
        raise CounterBusy(counter=counter.id, ticket=visit.ticket)
