"""Opening, pausing and closing a counter."""

from __future__ import annotations

from collections.abc import Collection
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
from hub.domain.refusals import ClerkElsewhere, CounterBusy


def open_counter(
    day: Day, command: OpenCounter, asked: Asked, away: Collection[str] = ()
) -> tuple[Any, ...]:
    """A clerk sits down, or takes another's seat; a paused counter goes on.

    Whoever is `away` does not sit here, whatever the roster says.
    """
    del asked
    counter = checks.seen_counter(day, command)
    if command.clerk is not UNSET and command.clerk != counter.clerk:
        not_elsewhere(day, command.clerk)
        return (CounterOpened(counter=counter.id, clerk=command.clerk),)
    if not counter.is_open:
        clerk = _rostered(day, counter)
        seated = None if clerk in away else clerk
        return (CounterOpened(counter=counter.id, clerk=seated),)
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


def _rostered(day: Day, counter: Counter) -> str | None:
    """Return whom the roster has sit here, unless that clerk has sat down elsewhere."""
    clerk = day.plan.told.rostered.get(counter.id)
    return None if clerk is None or _seat(day, clerk) else clerk


def not_elsewhere(day: Day, clerk: str) -> None:
    """The clerk sits at no counter."""
    seat = _seat(day, clerk)
    if seat is not None:
        raise ClerkElsewhere(clerk=clerk, counter=seat)


def _seat(day: Day, clerk: str) -> str | None:
    """Return the counter at which a clerk sits."""
    return next((c.id for c in day.counters.values() if c.clerk == clerk), None)


def _nobody_here(day: Day, counter: Counter) -> None:
    visit = day.visit_at(counter.id)
    if visit is not None:
        raise CounterBusy(counter=counter.id, ticket=visit.ticket)
