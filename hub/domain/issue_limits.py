"""When no more numbers are given: the service is shut, its cap reached, time is short.

The time of a new number's turn is reckoned roughly, from the people ahead, the minutes
that one visit usually takes and the counters that are open; nobody is shown it.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from events.local_time import local
from events.settings import USUAL_MIN
from events.visit import VisitClass, Waiting
from hub.domain.calling_rule import AFTER_ALL_TICKETS, ahead
from hub.domain.day import Day
from hub.domain.refusals import AfterClosing, CapReached, ServiceShut
from hub.domain.skills import services_at
from hub.domain.visit import Visit


def may_issue(
    day: Day, service: str, visit_class: VisitClass, asked_at: datetime
) -> None:
    """The manager's orders leave room for one more number of a service."""
    told = day.plan.told
    if service in told.shut:
        raise ServiceShut(service=service)
    cap = told.caps.get(service)
    if cap is not None and day.issued.get(service, 0) >= cap:
        raise CapReached(service=service, cap=cap)
    if told.stops_at is not None:
        turn = turn_of(day, service, visit_class, asked_at)
        if turn >= _closing(day, told.stops_at, asked_at):
            raise AfterClosing(service=service, closes=told.stops_at)


def gives_numbers(day: Day, service: str) -> bool:
    """Whether the manager's orders leave room for a number, whatever the hour."""
    told = day.plan.told
    cap = told.caps.get(service)
    is_full = cap is not None and day.issued.get(service, 0) >= cap
    return service not in told.shut and not is_full


def turn_of(
    day: Day, service: str, visit_class: VisitClass, asked_at: datetime
) -> datetime:
    """Return about when somebody who takes a number now would be called."""
    newcomer = Visit(
        id="",
        ticket=AFTER_ALL_TICKETS,
        service=service,
        visit_class=visit_class,
        arrived=asked_at,
        place=Waiting(since=asked_at),
        touched=0,
    )
    usual = timedelta(minutes=usual_min(day, service))
    return asked_at + ahead(day, newcomer) * usual / _counters(day, service)


def usual_min(day: Day, service: str) -> int:
    """Return how many minutes serving a visit takes as a rule."""
    return day.plan.told.usual_min.get(service, USUAL_MIN)


def _counters(day: Day, service: str) -> int:
    """Return how many open counters take a service; all that could if none is open."""
    taking = [c.id for c in day.plan.counters if service in services_at(day, c.id)]
    is_open = [c for c in taking if c in day.counters and day.counters[c].is_open]
    return max(len(is_open or taking), 1)


def _closing(day: Day, closes: str, asked_at: datetime) -> datetime:
    here = local(asked_at)
    return datetime.combine(
        day.date or here.date(), time.fromisoformat(closes), here.tzinfo
    )
