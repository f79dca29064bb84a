"""What holds of sessions after every event of every history."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from events.counter import ActionUndone
from events.day import DayClosed, DayOpened
from events.recorded import Recorded
from events.session import (
    AssignReason,
    Outcome,
    OutcomeCorrected,
    ReassignReason,
    SessionCompleted,
    SessionReassigned,
    SessionReopened,
)
from events.visit import Departed, Serving
from hub.domain.day import Day
from hub.domain.session import Session, Sessions, Stage
from hub.domain.session_entries import entries
from hub.domain.state import State
from hub.domain.visit import Visit

NONE_YET = timedelta()
A_MANAGERS = {AssignReason(each) for each in ReassignReason}


class ServingTimes:
    """How long each visit has been served, as the day's own events tell it.

    An act that was taken back counts as if it had never been.
    """

    def __init__(self) -> None:
        """Begin with nobody served."""
        self._ended: dict[str, timedelta] = {}
        self._last: dict[str, timedelta] = {}

    def hear(self, before: Day, after: Day, recorded: Recorded) -> None:
        """Follow each visit that a counter has taken or left."""
        for visit in after.visits.values():
            was = before.visits.get(visit.id)
            if was is not visit and was is not None:
                self._moved(was, visit, recorded)

    def of(self, visit: Visit, now: datetime) -> timedelta:
        """Return how long a visit has been served by now."""
        ended = self._ended.get(visit.id, NONE_YET)
        is_served = isinstance(visit.place, Serving)
        return ended + (now - visit.place.since if is_served else NONE_YET)

    def _moved(self, was: Visit, now: Visit, recorded: Recorded) -> None:
        is_undo = isinstance(recorded.event, ActionUndone)
        left = isinstance(was.place, Serving) and not isinstance(now.place, Serving)
        back = isinstance(now.place, Serving) and not isinstance(was.place, Serving)
        ended = self._ended.get(now.id, NONE_YET)
        if left and not is_undo:
            self._last[now.id] = recorded.at - was.place.since
            self._ended[now.id] = ended + self._last[now.id]
        if back and is_undo:
            self._ended[now.id] = ended - self._last[now.id]


def all_hold(state: State, times: ServingTimes) -> None:
    """Check every law that one state alone can break."""
    sessions_follow_visits(state)
    every_served_visit_was_helped(state)
    times_fit_into_each_other(state, times)
    a_closed_day_leaves_nothing_open(state)
    whoever_was_served_last_may_rate(state)
    nobody_sits_twice(state)


def whoever_was_served_last_may_rate(state: State) -> None:
    """A counter's faces are for a visitor who was served there to the end."""
    for counter in state.day.counters:
        last = state.sessions.last_ended(counter)
        if last is not None:
            place = state.day.visits[last.visit].place
            assert last.counter == counter
            assert isinstance(place, Departed)
            assert place.how == "served"


def nobody_sits_twice(state: State) -> None:
    """A clerk is at one counter at most."""
    seated = [c.clerk for c in state.day.counters.values() if c.clerk is not None]
    assert len(set(seated)) == len(seated)


def sessions_follow_visits(state: State) -> None:
    """A session goes on exactly where and while its visit is served."""
    served = {
        v.id: v.place.counter
        for v in state.day.visits.values()
        if isinstance(v.place, Serving)
    }
    sessions = state.sessions.by_id.values()
    ongoing = [s for s in sessions if s.stage is Stage.ONGOING]
    assert {s.visit: s.counter for s in ongoing} == served
    assert len({s.counter for s in ongoing}) == len(ongoing)
    for session in sessions:
        is_over = isinstance(state.day.visits[session.visit].place, Departed)
        is_ended = session.stage is Stage.ENDED
        assert is_ended or not is_over or not state.day.is_open
        assert not is_ended or is_over or not state.day.is_open
        assert (session.outcome is not None) == is_ended
        assert (session.pause is not None) == (
            session.stage is Stage.PAUSED
        ) or is_ended
        assert (session.mode == "done-for") == (session.reason is not None)


def every_served_visit_was_helped(state: State) -> None:
    """A visit has one session at most, and exactly one that ended if it was served."""
    sessions = state.sessions.by_id.values()
    assert {s.visit: s.id for s in sessions} == dict(state.sessions.of_visit.items())
    assert len({s.visit for s in sessions}) == len(sessions)
    for visit in state.day.visits.values():
        if isinstance(visit.place, Departed) and visit.place.how == "served":
            session = state.sessions.for_visit(visit.id)
            assert session is not None
            assert session.stage is Stage.ENDED


def times_fit_into_each_other(state: State, times: ServingTimes) -> None:
    """Steps together last no longer than the session, nor that than the serving."""
    now = state.day.last_at
    assert now is not None
    for session in state.sessions.by_id.values():
        until = max(now, session.mark)
        lasted = session.lasted(until)
        served = times.of(state.day.visits[session.visit], until)
        steps = sum((step.took for step in session.steps), start=NONE_YET)
        assert all(step.took >= NONE_YET for step in session.steps)
        assert NONE_YET <= steps <= lasted <= served


def one_less(was: Session | None, now: Session | None, entry: int) -> None:
    """What is taken back is gone, alone; no time of the session is lost with it."""
    assert was is not None
    assert now is not None
    had = {held.entry for held in entries(was)}
    assert {held.entry for held in entries(now)} in (had - {entry}, had)
    assert was.mark - _in_steps(was) == now.mark - _in_steps(now)


def _in_steps(session: Session) -> timedelta:
    return sum((step.took for step in session.steps), start=NONE_YET)


def noted_alone(was: Session | None, now: Session | None) -> None:
    """What is noted after an end adds facts, and changes nothing that took time."""
    if was is None or was.stage is not Stage.ENDED:
        return
    assert now is not None
    assert _ended_so(now) == _ended_so(was)
    assert {held.entry for held in entries(was)} <= {e.entry for e in entries(now)}


def facts_stay(was: Sessions, now: Sessions) -> None:
    """No session that is still there has lost or won a fact."""
    for session in now.by_id.values():
        before = was.get(session.id)
        assert before is not None
        assert list(entries(session)) == list(entries(before))
        assert (session.way, session.intent) == (before.way, before.intent)


def _ended_so(session: Session) -> tuple[Any, ...]:
    times = (session.started, session.since, session.mark, session.worked)
    whose = (session.counter, session.clerk, session.outcome)
    return (session.stage, session.steps, *times, *whose)


def a_closed_day_leaves_nothing_open(state: State) -> None:
    """After the books are shut no session goes on or stands still."""
    if state.day.is_open:
        return
    assert all(s.stage is Stage.ENDED for s in state.sessions.by_id.values())


def brought_back(was: State, now: State, undone: ActionUndone) -> None:
    """After an undo the sessions of its visits stand as before the act."""
    for visit in undone.visits:
        before = was.sessions.for_visit(visit.visit)
        after = now.sessions.for_visit(visit.visit)
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            assert _standing(before) == _standing(after)


def _standing(session: Session) -> tuple[Any, ...]:
    return (session.id, session.stage, session.pause, session.outcome)


def assigned_back(was: State, now: State, undone: ActionUndone) -> None:
    """After an undo they are where and whose they were, if no manager spoke since."""
    for visit in undone.visits:
        before = was.sessions.for_visit(visit.visit)
        after = now.sessions.for_visit(visit.visit)
        if before is not None and after is not None:
            assert (before.counter, before.clerk) == (after.counter, after.clerk)


def a_manager_spoke(history: Sequence[Recorded], since: int) -> bool:
    """Whether a session was put to another clerk's name after a position."""
    return any(
        isinstance(r.event, SessionReassigned) and r.event.reason in A_MANAGERS
        for r in history[since:]
    )


def outcomes_add_up(history: Sequence[Recorded], state: State) -> None:
    """Outcomes by count are the sessions that ended; so it was in each day's books."""
    told: dict[str, Any] = {}
    for recorded in history:
        match recorded.event:
            case DayOpened():
                told = {}
            case SessionCompleted() as event:
                assert event.session not in told
                told[event.session] = event.outcome
            case SessionReopened() as event:
                del told[event.session]
            case OutcomeCorrected() as event:
                assert told[event.session] is not event.outcome
                assert event.outcome is not Outcome.NOT_RECORDED
                told[event.session] = event.outcome
            case DayClosed() as event:
                assert len(told) >= event.books.served
            case _:
                pass
    ended = [s for s in state.sessions.by_id.values() if s.stage is Stage.ENDED]
    assert Tally(told.values()) == Tally(s.outcome for s in ended)
    assert Tally(told.values()).total() == len(ended)
