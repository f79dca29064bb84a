"""Calling a visit to a counter, again, and giving it up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from events.local_time import local
from events.visit import (
    Called,
    CallNext,
    CallTicket,
    MarkNoShow,
    NoShow,
    NoShowMarked,
    Recall,
    VisitCalled,
    VisitRecalled,
    VisitServed,
    Why,
    WhyRule,
)
from hub.domain import checks
from hub.domain.asked import Asked
from hub.domain.calling_rule import choose
from hub.domain.day import Counter, Day
from hub.domain.refusals import (
    GraceOver,
    NobodyWaiting,
    NoRightToPick,
    VisitStillCalled,
)
from hub.domain.visit import Visit


def call_next(day: Day, command: CallNext, asked: Asked) -> tuple[Any, ...]:
    """Call whoever is next; a visit being served here is finished with it."""
    counter = checks.calling_counter(day, command)
    finished = _finish_first(day, counter)
    chosen = choose(day, counter.id, asked.at)
    if chosen is None:
        raise NobodyWaiting
    visit, why = chosen
    return (*finished, _called(visit, counter, why))


def call_ticket(day: Day, command: CallTicket, asked: Asked) -> tuple[Any, ...]:
    """Call a given ticket, by right and with a reason that is kept."""
    counter = checks.calling_counter(day, command)
    plan = day.counter_plan(counter.id)
    if plan is None or not plan.may_pick:
        raise NoRightToPick(counter=counter.id)
    visit = checks.known_ticket(day, command.ticket)
    checks.not_at_a_counter(visit)
    if isinstance(visit.place, NoShow) and asked.at > visit.place.until:
        until = local(visit.place.until).strftime("%H:%M")
        raise GraceOver(ticket=visit.ticket, until=until)
    why = Why(rule=WhyRule.PICKED, reason=command.reason, by=counter.clerk)
    return (*_finish_first(day, counter), _called(visit, counter, why))


def recall(day: Day, command: Recall, asked: Asked) -> tuple[Any, ...]:
    """Announce the called visit again."""
    del asked
    counter = checks.open_counter(day, command)
    visit, place = checks.called_here(day, counter)
    return (
        VisitRecalled(
            visit=visit.id,
            ticket=visit.ticket,
            counter=counter.id,
            times=place.times + 1,
        ),
    )


def mark_no_show(day: Day, command: MarkNoShow, asked: Asked) -> tuple[Any, ...]:
    """Give the called visit up; it may return within the grace time."""
    counter = checks.open_counter(day, command)
    visit, _ = checks.called_here(day, counter)
    until = asked.at + timedelta(minutes=day.plan.rules.grace_min)
    return (
        NoShowMarked(
            visit=visit.id, ticket=visit.ticket, counter=counter.id, until=until
        ),
    )


def _finish_first(day: Day, counter: Counter) -> tuple[Any, ...]:
    visit = day.visit_at(counter.id)
    if visit is None:
        return ()
    if isinstance(visit.place, Called):
        raise VisitStillCalled(ticket=visit.ticket)
    return (VisitServed(visit=visit.id, ticket=visit.ticket, counter=counter.id),)


def _called(visit: Visit, counter: Counter, why: Why) -> VisitCalled:
    return VisitCalled(visit=visit.id, ticket=visit.ticket, counter=counter.id, why=why)
