"""A session ends with its visit, and says what it came to."""

from __future__ import annotations

import pytest

from events.counter import CounterStatus
from events.session import CompleteSession, Outcome, OutcomeCorrected
from events.visit import CallNext, Departed, FinishServing
from hub.domain.refusals import DayNotOpen, OutcomeStands, UnknownSession
from hub.domain.session import Stage
from tests.given import given_office, together
from tests.history import called, closed, day_closed, issued, served, started
from tests.session_history import completed, done, served_so_far, session_id

SERVED = served_so_far("A001", at="1")
ID = session_id("A001")


def complete(outcome: Outcome) -> CompleteSession:
    """Return the command that says what A001's session came to."""
    return CompleteSession(session=ID, outcome=outcome)


def corrected(outcome: Outcome) -> OutcomeCorrected:
    """The outcome of A001's session was put right."""
    return OutcomeCorrected(session=ID, outcome=outcome)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_ends_session_and_visit(outcome) -> None:
    """Saying what it came to ends the session and its visit in one decision."""
    history = given_office(*SERVED).when(complete(outcome))

    after = history.then(served("A001", at="1"), completed("A001", outcome))
    assert after.day.visits["visit-A001"].place == Departed("served", after.last)
    assert after.day.status("1") is CounterStatus.IDLE


def test_finishing_without_an_outcome() -> None:
    """A visit finished by a key leaves an outcome that is not recorded."""
    given_office(*SERVED).when(FinishServing(counter="1")).then(
        served("A001", at="1"), completed("A001", Outcome.NOT_RECORDED)
    )


def test_calling_the_next_ends_the_session() -> None:
    """One press ends visit and session and calls the next, in that order."""
    given_office(*SERVED, issued("A002")).when(CallNext(counter="1"), minutes=3).then(
        served("A001", at="1"),
        completed("A001", Outcome.NOT_RECORDED),
        called("A002", to="1", minutes=3),
    )


def test_a_visit_without_a_session_is_finished() -> None:
    """A visit begun before there were sessions ends without one."""
    given_office(issued("A001"), called("A001", to="1"), started("A001", at="1")).when(
        FinishServing(counter="1")
    ).then(served("A001", at="1"))


def test_an_ended_session() -> None:
    """What has ended keeps its outcome and the time it took."""
    history = given_office(*SERVED, done("A001", "1", Outcome.TRACKED))
    session = history.state.sessions.for_visit("visit-A001")

    assert session is not None
    assert (session.stage, session.outcome) == (Stage.ENDED, Outcome.TRACKED)
    assert session.worked == history.last - session.started


def test_an_outcome_is_filled_in_afterwards() -> None:
    """What was not recorded is said until the day closes."""
    history = given_office(*SERVED, done("A001", "1"))
    after = history.when(complete(Outcome.SUBMITTED)).then(corrected(Outcome.SUBMITTED))
    session = after.state.sessions.get(ID)

    assert session is not None
    assert session.outcome is Outcome.SUBMITTED


def test_an_outcome_is_put_right() -> None:
    """A wrong outcome gives way to the right one; the same one again is nothing new."""
    history = given_office(*SERVED, done("A001", "1", Outcome.SUBMITTED))

    history.when(complete(Outcome.REFERRED)).then(corrected(Outcome.REFERRED))
    history.when(complete(Outcome.SUBMITTED)).nothing_happens()


@pytest.mark.parametrize(
    "outcome", [one for one in Outcome if one is not Outcome.NOT_RECORDED]
)
def test_an_outcome_that_was_said_is_not_wiped(outcome) -> None:
    """It gives way to another, not to none; where none was said there is none."""
    none = complete(Outcome.NOT_RECORDED)
    history = given_office(*SERVED, done("A001", "1", outcome))

    history.when(none).refused(OutcomeStands, ticket="A001")
    given_office(*SERVED, done("A001", "1")).when(none).nothing_happens()


def test_an_unknown_session() -> None:
    """A session that is none of today's has no outcome."""
    given_office().when(complete(Outcome.SUBMITTED)).refused(UnknownSession)


def test_after_the_day_an_outcome_stands() -> None:
    """Once the books are shut nothing is put right any more."""
    history = given_office(
        *SERVED, done("A001", "1"), together(closed("1"), closed("2"), day_closed())
    )

    history.when(complete(Outcome.SUBMITTED)).refused(DayNotOpen)
