"""Ending a session, putting its outcome right, and rating it."""

from __future__ import annotations

from datetime import timedelta

from msgspec import UNSET

from events.alert import AlertKind, RaiseAlert
from events.counter import CounterStatus
from events.session import (
    CompleteSession,
    Outcome,
    OutcomeCorrected,
    Rate,
    RatingChannel,
    RatingGiven,
    RatingReason,
)
from events.visit import Departed, VisitServed
from hub.domain import checks, session_checks
from hub.domain.alert_things import opened, stands
from hub.domain.asked import Asked
from hub.domain.decide import Events
from hub.domain.refusals import (
    AlreadyRated,
    NothingToRate,
    OutcomeStands,
    RatingTooLate,
    SessionIsPaused,
)
from hub.domain.session import Session, Stage
from hub.domain.state import State

RATED_WITHIN = timedelta(minutes=2)
# Who is as little content as this calls the manager.
DISLIKED = 2


def complete(state: State, command: CompleteSession, asked: Asked) -> Events:
    """End visit and session (`accompany`), or put the outcome of an ended one right."""
    del asked
    session = session_checks.known(state, command.session)
    match session.stage:
        case Stage.PAUSED:
            raise SessionIsPaused(ticket=session.ticket)
        case Stage.ONGOING:
            return (_served(session),)
        case _ if session.outcome is command.outcome:
            return ()
        case _ if command.outcome is Outcome.NOT_RECORDED:
            raise OutcomeStands(ticket=session.ticket)
        case _:
            return (OutcomeCorrected(session=session.id, outcome=command.outcome),)


def rate(state: State, command: Rate, asked: Asked) -> Events:
    """Say how it was, once; whoever was ill served calls the manager."""
    session = _to_rate(state, command, asked)
    if session.score is not None:
        raise AlreadyRated
    by_phone = command.visit is not UNSET
    given = RatingGiven(
        session=session.id,
        visit=session.visit,
        score=command.score,
        channel=RatingChannel.PHONE if by_phone else RatingChannel.BOX,
        reasons=tuple(dict.fromkeys(command.reasons)),
    )
    return (given, *_called_for(state, session, given, asked))


def _served(session: Session) -> VisitServed:
    return VisitServed(
        visit=session.visit, ticket=session.ticket, counter=session.counter
    )


def _to_rate(state: State, command: Rate, asked: Asked) -> Session:
    if command.visit is not UNSET:
        checks.open_day(state.day)
        return _served_to_the_end(state, state.sessions.for_visit(command.visit))
    if command.counter is UNSET:
        raise NothingToRate
    counter = checks.seen_counter(state.day, command)
    if state.day.status(counter.id) is CounterStatus.SERVING:
        raise NothingToRate  # the next visitor sits there by now
    last = state.sessions.last_ended(counter.id)
    session = _served_to_the_end(state, last)
    if asked.at > session.since + RATED_WITHIN:
        raise RatingTooLate
    return session


def _served_to_the_end(state: State, session: Session | None) -> Session:
    """Return the session, unless its visitor was not served, or not yet."""
    if session is None or session.stage is not Stage.ENDED:
        raise NothingToRate
    place = state.day.visits[session.visit].place
    if not isinstance(place, Departed) or place.how != "served":
        raise NothingToRate
    return session


def _called_for(
    state: State, session: Session, given: RatingGiven, asked: Asked
) -> Events:
    """Return the alert that a rating calls for; of low scores one a counter is open."""
    is_cost = RatingReason.EXTRA_COST in given.reasons
    if not is_cost and given.score > DISLIKED:
        return ()
    wanted = RaiseAlert(
        kind=AlertKind.EXTRA_COST if is_cost else AlertKind.BAD_RATING,
        counter=session.counter,
        visit=session.visit,
        ticket=session.ticket,
    )
    return () if stands(state, wanted) else (opened(wanted, asked.fresh),)
