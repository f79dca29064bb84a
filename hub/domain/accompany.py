"""What a session does when its visit is started, finished, set aside or undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from events import alert, visit
from events.counter import ActionUndone, CounterOpened
from events.day import DayClosed, DayOpened
from events.session import (
    AssignReason,
    CompleteSession,
    Intent,
    Mode,
    Outcome,
    SessionCompleted,
    SessionPause,
    SessionPaused,
    SessionReassigned,
    SessionResumed,
    SessionStarted,
    VisitorType,
)
from events.visit import NoShow
from hub.domain.accompany_undo import undone
from hub.domain.asked import Asked
from hub.domain.decide import Events
from hub.domain.session import Session, Stage
from hub.domain.state import State

Follow: TypeAlias = Callable[[State, Any, Asked], Events]

# The books of a day are shut, or begun, over what has been put away already.
LAST = (DayClosed, DayOpened)


def accompany(state: State, events: Events, asked: Asked) -> Events:
    """Return what was decided, each event with what follows from it for sessions."""
    all_of_it: list[Any] = []
    for event in events:
        follow = FOLLOWS.get(type(event))
        follows = follow(state, event, asked) if follow else ()
        is_last = isinstance(event, LAST)
        all_of_it += (*follows, event) if is_last else (event, *follows)
    return tuple(all_of_it)


def _started(state: State, event: visit.ServingStarted, asked: Asked) -> Events:
    clerk = state.day.counters[event.counter].clerk
    session = state.sessions.for_visit(event.visit)
    if session is not None:
        return (
            SessionResumed(session=session.id),
            *_assigned(session, event.counter, clerk, _back_from(session)),
        )
    return (
        SessionStarted(
            session=asked.fresh,
            visit=event.visit,
            ticket=event.ticket,
            counter=event.counter,
            visitor=VisitorType.CITIZEN,
            intent=Intent.FILE,
            mode=Mode.GUIDED,
            clerk=clerk,
        ),
    )


def _back_from(session: Session) -> AssignReason:
    """Return why a session goes on where it does: sent there, or come back."""
    was_sent = session.pause is SessionPause.TRANSFERRED
    return AssignReason.TRANSFERRED if was_sent else AssignReason.CAME_BACK


def _served(state: State, event: visit.VisitServed, asked: Asked) -> Events:
    command = asked.command
    said = isinstance(command, CompleteSession)
    session = state.sessions.for_visit(event.visit)
    return _completed(session, command.outcome if said else Outcome.NOT_RECORDED)


def _parked(state: State, event: visit.VisitParked, asked: Asked) -> Events:
    del asked
    return _paused(state, event.visit, SessionPause(event.reason))


def _transferred(state: State, event: visit.VisitTransferred, asked: Asked) -> Events:
    del asked
    return _paused(state, event.visit, SessionPause.TRANSFERRED)


def _handed_over(state: State, event: visit.VisitHandedOver, asked: Asked) -> Events:
    del asked
    session = state.sessions.for_visit(event.visit)
    clerk = state.day.counters[event.to_counter].clerk
    return _assigned(session, event.to_counter, clerk, AssignReason.TAKEN_OVER)


def _gone(
    state: State, event: visit.VisitAbandoned | visit.VisitExpired, asked: Asked
) -> Events:
    del asked
    return _left_open(state.sessions.for_visit(event.visit))


def _clerk_came(state: State, event: CounterOpened, asked: Asked) -> Events:
    """Whoever sits down at an open counter goes on with what goes on there."""
    del asked
    here = state.day.counters[event.counter].visit
    session = state.sessions.for_visit(here) if here else None
    if session is None or session.stage is not Stage.ONGOING:
        return ()
    return _assigned(session, event.counter, event.clerk, AssignReason.CLERK_CHANGED)


def _day_closed(state: State, event: DayClosed, asked: Asked) -> Events:
    """What waited or was set aside has expired by now; only no-shows are left."""
    ended: list[Any] = []
    for session in state.sessions.by_id.values():
        if isinstance(state.day.visits[session.visit].place, NoShow):
            ended += _left_open(session)
    ended.sort(key=lambda completed: completed.session)
    return (*ended, *_alerts_over(state, event, asked))


def _alerts_over(state: State, event: DayClosed | DayOpened, asked: Asked) -> Events:
    """Alerts end with the day, and those of the evening before the next begins."""
    del event, asked
    over = alert.AlertEnd.DAY_CLOSED
    return tuple(alert.AlertClosed(alert=a, how=over) for a in sorted(state.alerts))


def _left_open(session: Session | None) -> Events:
    """End a session that was never ended at a counter."""
    waited_for = None if session is None else session.pause
    for_papers = waited_for is SessionPause.MISSING_PAPERS
    outcome = Outcome.MISSING_PAPERS if for_papers else Outcome.ABANDONED
    return _completed(session, outcome)


def _completed(session: Session | None, outcome: Outcome) -> Events:
    if session is None:
        return ()
    return (
        SessionCompleted(
            session=session.id,
            visit=session.visit,
            outcome=outcome,
            visitor=session.visitor,
            intent=session.intent,
            mode=session.mode,
            reason=session.reason,
        ),
    )


def _paused(state: State, visit_id: str, reason: SessionPause) -> Events:
    session = state.sessions.for_visit(visit_id)
    if session is None or session.stage is not Stage.ONGOING:
        return ()
    return (SessionPaused(session=session.id, reason=reason),)


def _assigned(
    session: Session | None, counter: str, clerk: str | None, why: AssignReason
) -> Events:
    if session is None or (session.counter, session.clerk) == (counter, clerk):
        return ()
    return (
        SessionReassigned(session=session.id, counter=counter, clerk=clerk, reason=why),
    )


FOLLOWS: Mapping[type, Follow] = {
    visit.ServingStarted: _started,
    visit.VisitServed: _served,
    visit.VisitParked: _parked,
    visit.VisitTransferred: _transferred,
    visit.VisitHandedOver: _handed_over,
    visit.VisitAbandoned: _gone,
    visit.VisitExpired: _gone,
    CounterOpened: _clerk_came,
    ActionUndone: undone,
    DayClosed: _day_closed,
    DayOpened: _alerts_over,
}
