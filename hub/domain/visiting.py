"""Taking a number, giving it up, coming back: what a visitor does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import UNSET

from events.local_time import local
from events.visit import (
    AbandonVisit,
    ChangeClass,
    ClassChanged,
    Departed,
    IssueTicket,
    NoShow,
    Parked,
    ReturnVisit,
    Serving,
    TicketIssued,
    VisitAbandoned,
    VisitReturned,
    WaitEstimated,
    Waiting,
)
from hub.domain import checks, numbering
from hub.domain.asked import Asked
from hub.domain.calling_rule import ahead
from hub.domain.day import Counter, Day
from hub.domain.issue_limits import may_issue
from hub.domain.refusals import (
    BeingServed,
    GraceOver,
    NothingParked,
    NumbersUsedUp,
    ReturnNeedsTicket,
    UnknownService,
    VisitEnded,
)
from hub.domain.visit import Visit
from hub.domain.wait_estimate import Expected


def issue(day: Day, command: IssueTicket, asked: Asked) -> tuple[Any, ...]:
    """Give the next number of a service; numbers have no gaps."""
    checks.open_day(day)
    if day.service(command.service) is None:
        raise UnknownService(service=command.service)
    if day.plan.orders is not UNSET:
        may_issue(day, command.service, command.visit_class, asked.at)
    count = day.issued.get(command.service, 0) + 1
    ticket = numbering.label(command.service, count)
    if ticket is None:
        raise NumbersUsedUp(service=command.service)
    issued = TicketIssued(
        visit=asked.fresh,
        ticket=ticket,
        service=command.service,
        visit_class=command.visit_class,
        channel=command.channel,
        device=asked.device,
    )
    if asked.expected is None:
        return (issued,)
    return (issued, _estimated(day, issued, asked.expected, asked.at))


def _estimated(
    day: Day, issued: TicketIssued, told: Expected, at: datetime
) -> WaitEstimated:
    """Return what a visitor is told with the number."""
    newcomer = Visit(
        id=issued.visit,
        ticket=issued.ticket,
        service=issued.service,
        visit_class=issued.visit_class,
        arrived=at,
        place=Waiting(since=at),
        touched=0,
    )
    return WaitEstimated(
        visit=issued.visit,
        ticket=issued.ticket,
        ahead=ahead(day, newcomer),
        from_s=told.from_s,
        to_s=told.to_s,
        method=told.method,
        schedule_s=told.schedule_s,
    )


def abandon(day: Day, command: AbandonVisit, asked: Asked) -> tuple[Any, ...]:
    """A visitor gives the number up, at any time before being served."""
    del asked
    visit = checks.known_ticket(day, command.ticket)
    match visit.place:
        case Serving(counter=counter):
            raise BeingServed(ticket=visit.ticket, counter=counter)
        case Departed(how="abandoned"):
            return ()
        case Departed():
            raise VisitEnded(ticket=visit.ticket)
        case _:
            return (VisitAbandoned(visit=visit.id, ticket=visit.ticket),)


def change_class(day: Day, command: ChangeClass, asked: Asked) -> tuple[Any, ...]:
    """A clerk corrects a visit's class while it still matters."""
    del asked
    visit = checks.known_ticket(day, command.ticket)
    if isinstance(visit.place, Departed):
        raise VisitEnded(ticket=visit.ticket)
    if visit.visit_class is command.visit_class:
        return ()
    return (
        ClassChanged(
            visit=visit.id,
            ticket=visit.ticket,
            visit_class=command.visit_class,
            reason=command.reason,
        ),
    )


def come_back(day: Day, command: ReturnVisit, asked: Asked) -> tuple[Any, ...]:
    """A parked visit or a no-show waits again, with its old arrival."""
    visit = _who_comes_back(day, command)
    if isinstance(visit.place, Waiting):
        return ()
    checks.not_at_a_counter(visit)
    if isinstance(visit.place, NoShow) and asked.at > visit.place.until:
        until = local(visit.place.until).strftime("%H:%M")
        raise GraceOver(ticket=visit.ticket, until=until)
    counter = None if command.counter is UNSET else command.counter
    return (VisitReturned(visit=visit.id, ticket=visit.ticket, counter=counter),)


def _who_comes_back(day: Day, command: ReturnVisit) -> Visit:
    if command.counter is not UNSET:
        counter = checks.seen_counter(day, command)
        if command.ticket is UNSET:
            return _parked_last(day, counter)
    if command.ticket is UNSET:
        raise ReturnNeedsTicket
    return checks.known_ticket(day, command.ticket)


def _parked_last(day: Day, counter: Counter) -> Visit:
    visit = None if counter.last_parked is None else day.visits[counter.last_parked]
    match visit:
        case Visit(place=Parked(counter=at)) if at == counter.id:
            return visit
        case _:
            raise NothingParked(counter=counter.id)
