"""How the sessions of the day stand after one more event. Never refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec.structs import replace

from events import session as told
from events.recorded import Recorded
from hub.domain import session_notes
from hub.domain.session import Assigned, Session, Sessions, Stage

SessionFold: TypeAlias = Callable[[Sessions, Any, Recorded], Sessions]
Change: TypeAlias = Callable[[Session, Any, Recorded], Session]


def _started(sessions: Sessions, event: told.SessionStarted, at: Recorded) -> Sessions:
    begun = Session(
        id=event.session,
        visit=event.visit,
        ticket=event.ticket,
        counter=event.counter,
        stage=Stage.ONGOING,
        started=at.at,
        since=at.at,
        mark=at.at,
        clerk=event.clerk,
        visitor=event.visitor,
        intent=event.intent,
        mode=event.mode,
        reason=event.reason,
    )
    return sessions.with_one(begun)


def _paused(session: Session, event: told.SessionPaused, at: Recorded) -> Session:
    """Stand still; where a start is taken back, as if it had never gone on."""
    if event.reason is told.SessionPause.UNDONE:
        pause = session.last_pause or event.reason
        return replace(session, stage=Stage.PAUSED, pause=pause)
    return replace(
        session,
        stage=Stage.PAUSED,
        pause=event.reason,
        worked=session.lasted(at.at),
        since=at.at,
    )


def _resumed(session: Session, event: told.SessionResumed, at: Recorded) -> Session:
    del event
    return replace(
        session,
        stage=Stage.ONGOING,
        pause=None,
        last_pause=session.pause,
        mark=session.mark + (at.at - session.since),
        since=at.at,
    )


def _reassigned(
    session: Session, event: told.SessionReassigned, at: Recorded
) -> Session:
    before = Assigned(
        counter=session.counter, clerk=session.clerk, cause=at.cause, by=at.by
    )
    return replace(session, counter=event.counter, clerk=event.clerk, before=before)


def _completed(
    sessions: Sessions, event: told.SessionCompleted, at: Recorded
) -> Sessions:
    session = sessions.get(event.session)
    if session is None:
        return sessions
    ended = replace(
        session,
        stage=Stage.ENDED,
        outcome=event.outcome,
        worked=session.lasted(at.at),
        since=at.at,
    )
    if session.stage is Stage.PAUSED:
        return sessions.with_one(ended)
    ended = replace(ended, followed=sessions.last_at.get(session.counter))
    last_at = sessions.last_at.set(session.counter, session.id)
    return replace(sessions.with_one(ended), last_at=last_at)


def _reopened(
    sessions: Sessions, event: told.SessionReopened, at: Recorded
) -> Sessions:
    """Go on as if it had never ended: the time since then counts."""
    del at
    session = sessions.get(event.session)
    if session is None:
        return sessions
    last_at = sessions.last_at
    if last_at.get(session.counter) == session.id:
        last_at = last_at.set(session.counter, session.followed or "")
    again = replace(session, stage=Stage.ONGOING, outcome=None)
    return replace(sessions.with_one(again), last_at=last_at)


def _withdrawn(
    sessions: Sessions, event: told.SessionWithdrawn, at: Recorded
) -> Sessions:
    del at
    session = sessions.get(event.session)
    return sessions if session is None else sessions.without(session)


def _one(change: Change) -> SessionFold:
    """Return the fold that changes the event's session, if the day knows it."""

    def fold(sessions: Sessions, event: Any, at: Recorded) -> Sessions:
        session = sessions.get(event.session)
        if session is None:
            return sessions
        return sessions.with_one(change(session, event, at))

    return fold


CHANGES: Mapping[type, Change] = {
    told.SessionPaused: _paused,
    told.SessionResumed: _resumed,
    told.SessionReassigned: _reassigned,
    **session_notes.CHANGES,
}

FOLDS: Mapping[type, SessionFold] = {
    told.SessionStarted: _started,
    told.SessionCompleted: _completed,
    told.SessionReopened: _reopened,
    told.SessionWithdrawn: _withdrawn,
    **{kind: _one(change) for kind, change in CHANGES.items()},
}
