"""Taking back takes the session along."""

from __future__ import annotations

from typing import Any

from events.counter import ActionUndone, CounterStatus, OpenCounter
from events.plan import Rules
from events.session import (
    AssignReason,
    CompleteSession,
    CompleteStep,
    DescribeSession,
    DifficultyKind,
    Intent,
    NoteDifficulty,
    Outcome,
    Rate,
    ReassignSession,
    SessionPause,
    SessionReopened,
    SessionWithdrawn,
    Step,
    TakeOverSession,
)
from events.visit import (
    Called,
    CallNext,
    FinishServing,
    ParkVisit,
    Serving,
    StartServing,
    TransferVisit,
    Undo,
)
from hub.domain.refusals import UndoOvertaken
from hub.domain.session import Stage
from tests.given import History, given_office, together
from tests.history import (
    COUNTERS,
    called,
    closed,
    configured,
    day_opened,
    issued,
    opened,
    parked,
    plan,
    returned,
)
from tests.session_history import (
    paused,
    reassigned,
    resumed,
    served_so_far,
    session_id,
)

ID = session_id("A001")
START, FINISH = StartServing(counter="1"), FinishServing(counter="1")
UNDO = Undo(counter="1")
SERVED = served_so_far("A001", at="1")
AWAY = together(parked("A001", at="1"), paused("A001", SessionPause.MISSING_PAPERS))
BACK = (*SERVED, AWAY, returned("A001"))
TO_2 = TakeOverSession(counter="2", session=ID, from_counter="1")
SLOW = (day_opened(plan(rules=Rules(undo_s=600))), opened("1"), opened("2"))


def session(history: History) -> Any:
    """Return the one session of the visit A001."""
    return history.state.sessions.for_visit("visit-A001")


def follows(history: History, counter: str = "1") -> tuple[Any, ...]:
    """Return what an undo has sessions do, after the day's own event."""
    undone, *rest = history.when(Undo(counter=counter), seconds=5).events
    assert isinstance(undone, ActionUndone)
    return tuple(rest)


def test_a_finish_taken_back_reopens_the_session() -> None:
    """A visit finished by mistake goes on, and so does its session."""
    history = given_office(*SERVED).when(FINISH).after

    assert follows(history) == (SessionReopened(session=ID),)
    assert session(history.when(UNDO, seconds=5).after).outcome is None


def test_a_completion_taken_back_is_one_act() -> None:
    """Session and visit ended together, and are taken back together."""
    complete = CompleteSession(session=ID, outcome=Outcome.SUBMITTED)
    history = given_office(*SERVED).when(complete).after.when(UNDO, seconds=5).after

    assert session(history).stage is Stage.ONGOING
    assert history.day.status("1") is CounterStatus.SERVING
    assert history.state.sessions.last_ended("1") is None


def test_an_outcome_put_right_goes_with_the_end() -> None:
    """A reopened session has no outcome, and gets one when it ends again."""
    history = given_office(*SERVED)
    for outcome in (Outcome.ADVISED_ONLY, Outcome.SUBMITTED):
        said = CompleteSession(session=ID, outcome=outcome)
        history = history.when(said, seconds=2).after
    history = history.when(UNDO, seconds=2).after

    assert session(history).outcome is None
    assert follows(history.when(FINISH).after) == (SessionReopened(session=ID),)


def test_a_call_taken_back_reopens_the_session_it_ended() -> None:
    """One press that finished and called is taken back as a whole."""
    history = given_office(*SERVED, issued("A002")).when(CallNext(counter="1")).after

    assert follows(history) == (SessionReopened(session=ID),)


def test_a_start_taken_back_withdraws_the_session() -> None:
    """A session that began by mistake never was."""
    history = given_office(issued("A001"), called("A001", to="1")).when(START).after
    begun = session(history).id

    assert follows(history) == (SessionWithdrawn(session=begun),)
    after = history.when(UNDO, seconds=5).after
    assert session(after) is None
    assert isinstance(after.day.visits["visit-A001"].place, Called)


def test_what_was_written_down_is_not_lost() -> None:
    """Once a step or a description is noted the start is not taken back any more."""
    history = given_office(issued("A001"), called("A001", to="1")).when(START).after
    begun = session(history).id

    for written in (
        CompleteStep(session=begun, step=Step.ADVICE),
        DescribeSession(session=begun, intent=Intent.LOOK_UP),
    ):
        after = history.when(written, seconds=2).after
        after.when(UNDO, seconds=2).refused(UndoOvertaken, ticket="A001")


def test_a_return_to_the_counter_taken_back() -> None:
    """A session that went on by mistake stands still again, for its old reason."""
    history = given_office(*BACK, called("A001", to="1")).when(START).after

    assert follows(history) == (paused("A001", SessionPause.UNDONE),)
    after = history.when(UNDO, seconds=5).after
    assert session(after).pause is SessionPause.MISSING_PAPERS


def test_a_return_elsewhere_taken_back() -> None:
    """It is the first counter's and the first clerk's again, too."""
    history = given_office(*BACK, opened("2", clerk="NV-02"), called("A001", to="2"))
    history = history.when(StartServing(counter="2")).after

    assert follows(history, "2") == (
        paused("A001", SessionPause.UNDONE),
        reassigned("A001", "1", AssignReason.UNDONE),
    )


def test_a_pause_taken_back() -> None:
    """A visit set aside or sent on by mistake goes on with its session."""
    for command in (ParkVisit(counter="1"), TransferVisit(counter="1", to_service="B")):
        history = given_office(*SERVED).when(command).after

        assert follows(history) == (resumed("A001"),)


def test_a_hand_over_taken_back() -> None:
    """Visit and session are back at the counter and with the clerk they came from."""
    history = given_office(*served_so_far("A001", at="1", clerk="NV-01"))
    since = history.last
    history = history.when(TO_2).after

    assert follows(history, "2") == (
        reassigned("A001", "1", AssignReason.UNDONE, clerk="NV-01"),
    )
    day = history.when(Undo(counter="2"), seconds=5).after.day
    assert day.visits["visit-A001"].place == Serving("1", since)
    assert day.status("1") is CounterStatus.SERVING
    assert day.status("2") is CounterStatus.IDLE
    assert day.counters["1"].last_act is None


def test_a_hand_over_stands_once_the_first_counter_went_on() -> None:
    """Who was taken over cannot come back to a counter that has acted since."""
    history = given_office(*SERVED, issued("A002"), since=SLOW).when(TO_2).after
    history = history.when(CallNext(counter="1")).after

    history.when(Undo(counter="2")).refused(UndoOvertaken, ticket="A001")


def test_a_hand_over_stands_once_the_first_counter_is_gone() -> None:
    """Nobody comes back to a counter that the office has no more."""
    without = configured(plan(counters=COUNTERS[1:], rules=Rules(undo_s=600)))
    history = given_office(*SERVED, since=SLOW).when(TO_2).after
    history = history.and_then(closed("1")).and_then(without)

    history.when(Undo(counter="2")).refused(UndoOvertaken, ticket="A001")


def test_a_manager_is_not_overruled() -> None:
    """After a manager's word an undo moves the session, not its name."""
    history = given_office(*SERVED).when(TO_2).after
    manager = ReassignSession(session=ID, clerk="NV-09")
    history = history.when(manager, seconds=2).after

    assert follows(history, "2") == (
        reassigned("A001", "1", AssignReason.UNDONE, clerk="NV-09"),
    )


def test_a_seat_given_back() -> None:
    """A clerk who sat down by mistake leaves the session to whose it was."""
    history = given_office(*served_so_far("A001", at="1"))
    history = history.when(OpenCounter(counter="1", clerk="NV-02")).after

    assert follows(history) == (reassigned("A001", "1", AssignReason.UNDONE),)


def test_what_came_after_an_end_stays() -> None:
    """A rating or a difficulty noted since the end stands when that is taken back."""
    history = given_office(*SERVED).when(FINISH).after
    difficulty = NoteDifficulty(session=ID, kind=DifficultyKind.PORTAL)
    history = history.when(Rate(visit="visit-A001", score=4), seconds=2).after
    history = history.when(difficulty, seconds=2).after.when(UNDO, seconds=2).after

    assert session(history).stage is Stage.ONGOING
    assert session(history).score == 4
    kinds = [noted.kind for noted in session(history).difficulties]
    assert kinds == [DifficultyKind.PORTAL]


def test_an_older_end_stays_the_last() -> None:
    """Taking back one end leaves what ended at other counters."""
    b = served_so_far("A002", at="2")
    history = given_office(*SERVED, *b).when(FinishServing(counter="2")).after
    history = history.when(FINISH).after.when(UNDO, seconds=5).after

    assert history.state.sessions.last_ended("1") is None
    assert history.state.sessions.last_ended("2") is not None
