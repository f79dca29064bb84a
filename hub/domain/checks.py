"""What must hold before a rule looks further; each says no by name."""

from __future__ import annotations

from msgspec import UNSET

from events.visit import Called, Departed, NoShow, Parked, Serving
from hub.domain.day import Counter, Day
from hub.domain.refusals import (
    AlreadyCalled,
    BeingServed,
    CounterIsClosed,
    CounterIsPaused,
    DayNotOpen,
    NobodyCalled,
    NoVisitHere,
    StaleRevision,
    UnknownCounter,
    UnknownTicket,
    VisitEnded,
)
from hub.domain.visit import Visit


def open_day(day: Day) -> None:
    """The day is open."""
    if not day.is_open:
        raise DayNotOpen


def known_counter(day: Day, counter: str) -> Counter:
    """Return the counter, if the office has it."""
    if counter not in day.counters:
        raise UnknownCounter(counter=counter)
    return day.counters[counter]


def seen_counter(day: Day, command: object) -> Counter:
    """Return the command's counter, if its sender has seen it as it is now."""
    open_day(day)
    counter = known_counter(day, command.counter)  # type: ignore[attr-defined]  # every counter command has one
    revision = command.revision  # type: ignore[attr-defined]  # the same
    if revision is not UNSET and revision != counter.revision:
        raise StaleRevision
    return counter


def open_counter(day: Day, command: object) -> Counter:
    """Return the command's counter, if it is open, paused or not."""
    counter = seen_counter(day, command)
    if not counter.is_open:
        raise CounterIsClosed(counter=counter.id)
    return counter


def calling_counter(day: Day, command: object) -> Counter:
    """Return the command's counter, if it is open and not on a break."""
    counter = open_counter(day, command)
    if counter.is_paused:
        raise CounterIsPaused(counter=counter.id)
    return counter


def visit_here(day: Day, counter: Counter) -> Visit:
    """Return the visit called to this counter or served there."""
    visit = day.visit_at(counter.id)
    if visit is None:
        raise NoVisitHere(counter=counter.id)
    return visit


def called_here(day: Day, counter: Counter) -> tuple[Visit, Called]:
    """Return the visit that is called to this counter and has not come yet."""
    visit = day.visit_at(counter.id)
    if visit is None or not isinstance(visit.place, Called):
        raise NobodyCalled(counter=counter.id)
    return visit, visit.place


def known_ticket(day: Day, ticket: str) -> Visit:
    """Return the visit of a ticket of today."""
    open_day(day)
    visit = day.visit_of(ticket)
    if visit is None:
        raise UnknownTicket(ticket=ticket)
    return visit


def not_at_a_counter(visit: Visit) -> None:
    """The visit is not at a counter, and not over."""
    match visit.place:
        case Called(counter=counter):
            raise AlreadyCalled(ticket=visit.ticket, counter=counter)
        case Serving(counter=counter):
            raise BeingServed(ticket=visit.ticket, counter=counter)
        case Departed():
            raise VisitEnded(ticket=visit.ticket)
        case NoShow() | Parked() | _:
            return
