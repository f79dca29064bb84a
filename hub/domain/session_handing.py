"""Who helps: a clerk sits down, takes a session over, or gets it from a manager."""

from __future__ import annotations

from msgspec import UNSET

from events.counter import OpenCounter
from events.session import (
    AssignReason,
    ReassignSession,
    SessionReassigned,
    TakeOverSession,
)
from events.visit import VisitHandedOver
from hub.domain import at_counter, checks, session_checks
from hub.domain.asked import Asked
from hub.domain.day import Day
from hub.domain.day_plan import helps
from hub.domain.decide import Events
from hub.domain.refusals import (
    ClerkNotTrained,
    CounterBusy,
    DoesNotServe,
    NotTrained,
    SessionElsewhere,
)
from hub.domain.session import Session
from hub.domain.skills import is_trained
from hub.domain.state import State


def open_counter(state: State, command: OpenCounter, asked: Asked) -> Events:
    """A clerk of this office sits down; a rostered one too, if he still helps."""
    if command.clerk is not UNSET:
        session_checks.helps(state, command.clerk)
    away = {clerk.id for clerk in state.settings.held.clerks if not helps(clerk)}
    return at_counter.open_counter(state.day, command, asked, away)


def take_over(state: State, command: TakeOverSession, asked: Asked) -> Events:
    """Go on here with the visit that is served there; its session follows."""
    del asked
    counter = checks.calling_counter(state.day, command).id
    session = session_checks.ongoing(state, command.session)
    if session.counter == counter:
        return ()
    if session.counter != command.from_counter:
        raise SessionElsewhere(ticket=session.ticket, counter=_place(session))
    _may_take(state.day, counter, session)
    return (
        VisitHandedOver(
            visit=session.visit,
            ticket=session.ticket,
            counter=session.counter,
            to_counter=counter,
        ),
    )


def reassign(state: State, command: ReassignSession, asked: Asked) -> Events:
    """Put a session to another clerk's name, where it is."""
    del asked
    session = session_checks.not_ended(state, command.session)
    session_checks.helps(state, command.clerk)
    if session.clerk == command.clerk:
        return ()
    service = state.day.visits[session.visit].service
    skills = state.day.plan.told.skills.get(command.clerk)
    if skills is not None and service not in skills:
        raise ClerkNotTrained(clerk=command.clerk, service=service)
    return (
        SessionReassigned(
            session=session.id,
            counter=session.counter,
            clerk=command.clerk,
            reason=AssignReason(command.reason),
        ),
    )


def _may_take(day: Day, counter: str, session: Session) -> None:
    """The counter is free, and its clerk does what the visit is for."""
    here = day.visit_at(counter)
    if here is not None:
        raise CounterBusy(counter=counter, ticket=here.ticket)
    service = day.visits[session.visit].service
    plan = day.counter_plan(counter)
    if plan is None or service not in plan.serves:
        raise DoesNotServe(counter=counter, service=service)
    if not is_trained(day, counter, service):
        raise NotTrained(counter=counter, service=service)


def _place(session: Session) -> str:
    return f"{session.counter} ({session.clerk})" if session.clerk else session.counter
