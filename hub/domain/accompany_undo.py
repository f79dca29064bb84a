"""What a session does when an act is taken back: it follows each restored place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from events.counter import ActionUndone
from events.session import (
    AssignReason,
    SessionPause,
    SessionPaused,
    SessionReassigned,
    SessionReopened,
    SessionResumed,
    SessionWithdrawn,
)
from events.visit import Place, Serving
from hub.domain.asked import Asked
from hub.domain.day import Counter, LastAct
from hub.domain.decide import Events
from hub.domain.refusals import UndoOvertaken
from hub.domain.session import Session, Stage
from hub.domain.state import State


def undone(state: State, event: ActionUndone, asked: Asked) -> Events:
    """Return how the sessions of an undone act stand as before it."""
    del asked
    act = state.day.counters[event.counter].last_act
    assert act is not None, "an undo takes an act back"
    places: dict[str, Place | None] = {event.restored.visit or "": None}
    places.update({before.visit: before.place for before in event.visits})
    follows: list[Any] = []
    for visit, place in places.items():
        session = state.sessions.for_visit(visit)
        if session is not None:
            follows += _back(session, place, act)
    return tuple(follows)


def _back(session: Session, place: Place | None, act: LastAct) -> Iterator[Any]:
    """Yield what has a session follow its visit back to a place; None: it stayed."""
    if isinstance(place, Serving):
        yield from _on_again(session)
    elif place is not None and session.stage is Stage.ONGOING:
        if session.last_pause is None:
            yield SessionWithdrawn(session=_unwritten(session, act))
            return
        undone = SessionPause.UNDONE
        yield SessionPaused(session=_unwritten(session, act), reason=undone)
    yield from _whose(session, place, act)


def _on_again(session: Session) -> Iterator[Any]:
    if session.stage is Stage.ENDED:
        yield SessionReopened(session=session.id)
    elif session.stage is Stage.PAUSED:
        yield SessionResumed(session=session.id)


def _unwritten(session: Session, act: LastAct) -> str:
    """Return a session's id; what was written into it since its start is not lost."""
    if session.noted > act.position:
        raise UndoOvertaken(ticket=session.ticket)
    return session.id


def is_written_into(state: State, counter: Counter) -> bool:
    """Whether something was noted for whom a counter's last act began to serve."""
    act = counter.last_act
    return act is not None and any(
        session is not None
        and session.stage is Stage.ONGOING
        and session.noted > act.position
        for before in act.visits
        if not isinstance(before.place, Serving)
        for session in (state.sessions.for_visit(before.visit),)
    )


def _whose(session: Session, place: Place | None, act: LastAct) -> Iterator[Any]:
    """Yield its return to whom it was taken from; it is where its visit is."""
    counter, clerk, was = session.counter, session.clerk, session.before
    if was is not None and (was.cause, was.by) == (act.cause, act.by):
        counter, clerk = was.counter, was.clerk
    if isinstance(place, Serving):
        counter = place.counter
    if (counter, clerk) != (session.counter, session.clerk):
        undone = AssignReason.UNDONE
        yield SessionReassigned(
            session=session.id, counter=counter, clerk=clerk, reason=undone
        )
