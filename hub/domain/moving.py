"""What a clerk does with the visit at the counter: start, finish, park, send on."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from events.visit import (
    FinishServing,
    ParkVisit,
    Serving,
    ServingStarted,
    StartServing,
    TransferVisit,
    VisitParked,
    VisitServed,
    VisitTransferred,
)
from hub.domain import checks
from hub.domain.asked import Asked
from hub.domain.day import Day
from hub.domain.refusals import (
    DoesNotServe,
    NotServing,
    NotTrained,
    TransferNeedsTarget,
    TransferToItself,
    UnknownService,
)
from hub.domain.skills import is_trained
from hub.domain.visit import Visit


def start(day: Day, command: StartServing, asked: Asked) -> tuple[Any, ...]:
    """The called visitor has come."""
    del asked
    counter = checks.open_counter(day, command)
    here = day.visit_at(counter.id)
    if here is not None and isinstance(here.place, Serving):
        return ()
    visit, _ = checks.called_here(day, counter)
    return (ServingStarted(visit=visit.id, ticket=visit.ticket, counter=counter.id),)


def finish(day: Day, command: FinishServing, asked: Asked) -> tuple[Any, ...]:
    """The visit is done."""
    del asked
    counter = checks.open_counter(day, command)
    visit = day.visit_at(counter.id)
    if visit is None or not isinstance(visit.place, Serving):
        raise NotServing(counter=counter.id)
    return (VisitServed(visit=visit.id, ticket=visit.ticket, counter=counter.id),)


def park(day: Day, command: ParkVisit, asked: Asked) -> tuple[Any, ...]:
    """Set the visit aside; it keeps its number and its arrival."""
    del asked
    counter = checks.open_counter(day, command)
    visit = checks.visit_here(day, counter)
    return (
        VisitParked(
            visit=visit.id,
            ticket=visit.ticket,
            counter=counter.id,
            reason=command.reason,
        ),
    )


def transfer(day: Day, command: TransferVisit, asked: Asked) -> tuple[Any, ...]:
    """Send the visit on to a service or a counter: same number, same arrival."""
    del asked
    counter = checks.open_counter(day, command)
    visit = checks.visit_here(day, counter)
    service, target = _target(day, command, visit)
    return (
        VisitTransferred(
            visit=visit.id,
            ticket=visit.ticket,
            counter=counter.id,
            service=service,
            to_counter=target,
        ),
    )


def _target(day: Day, command: TransferVisit, visit: Visit) -> tuple[str, str | None]:
    if command.to_service is UNSET and command.to_counter is UNSET:
        raise TransferNeedsTarget
    service = visit.service if command.to_service is UNSET else command.to_service
    if day.service(service) is None:
        raise UnknownService(service=service)
    if command.to_counter is UNSET:
        if service == visit.service:
            raise TransferToItself(ticket=visit.ticket)
        return service, None
    return service, _serving_counter(day, command, service, visit)


def _serving_counter(
    day: Day, command: TransferVisit, service: str, visit: Visit
) -> str:
    target = checks.known_counter(day, str(command.to_counter)).id
    plan = day.counter_plan(target)
    if plan is None or service not in plan.serves:
        raise DoesNotServe(counter=target, service=service)
    if not is_trained(day, target, service):
        raise NotTrained(counter=target, service=service)
    if target == command.counter and service == visit.service:
        raise TransferToItself(ticket=visit.ticket)
    return target
