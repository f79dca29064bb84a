"""A session stands still while its visit is away, and ends if that is for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.day import CloseDay
from events.session import CompleteSession, CompleteStep, Outcome, SessionPause, Step
from events.visit import (
    AbandonVisit,
    ParkReason,
    ParkVisit,
    TransferVisit,
)
from hub.domain.refusals import SessionIsPaused
from tests.given import History, after, given_office, together
from tests.history import (
    DAY,
    abandoned,
    called,
    closed,
    day_closed,
    day_opened,
    expired,
    issued,
    no_show,
    parked,
    returned,
    transferred,
)
from tests.session_history import completed, paused, served_so_far, session_id

SERVED = served_so_far("A001", at="1")
MISSING, COPY = SessionPause.MISSING_PAPERS, SessionPause.PHOTOCOPY


def set_aside(reason: SessionPause = MISSING) -> History:
    """Return a history in which A001 has gone for something."""
    return given_office(
        *SERVED,
        together(
            parked("A001", at="1", reason=ParkReason(reason)), paused("A001", reason)
        ),
    )


@pytest.mark.parametrize("reason", ParkReason)
def test_setting_a_visit_aside_pauses_its_session(reason) -> None:
    """Whatever a visitor goes for, the session stands still for the same reason."""
    given_office(*SERVED).when(ParkVisit(counter="1", reason=reason)).then(
        parked("A001", at="1", reason=reason), paused("A001", SessionPause(reason))
    )


def test_a_transfer_pauses_the_session() -> None:
    """A visit sent on takes its session along, standing still."""
    given_office(*SERVED).when(TransferVisit(counter="1", to_service="B")).then(
        transferred("A001", at="1", to_service="B"),
        paused("A001", SessionPause.TRANSFERRED),
    )


def test_a_called_visit_has_no_session_to_pause() -> None:
    """A visit set aside before it was served has no session yet."""
    given_office(issued("A001"), called("A001", to="1")).when(
        ParkVisit(counter="1")
    ).then(parked("A001", at="1"))


def test_a_session_paused_once_is_not_paused_again() -> None:
    """A visit that is set aside again before it was served leaves its session be."""
    history = set_aside().and_then(returned("A001")).and_then(called("A001", to="1"))

    history.when(ParkVisit(counter="1")).then(parked("A001", at="1"))


def test_a_paused_session_has_no_step_and_no_end() -> None:
    """While the visitor is away nothing takes time, and nothing ends."""
    history, id = set_aside(), session_id("A001")

    history.when(CompleteStep(session=id, step=Step.SCAN)).refused(
        SessionIsPaused, ticket="A001"
    )
    history.when(CompleteSession(session=id, outcome=Outcome.SUBMITTED)).refused(
        SessionIsPaused, ticket="A001"
    )


def test_who_went_for_papers_and_left() -> None:
    """A visit paused for missing papers and given up came to missing papers."""
    set_aside(MISSING).when(AbandonVisit(ticket="A001")).then(
        abandoned("A001"), completed("A001", Outcome.MISSING_PAPERS)
    )


def test_who_went_for_something_else_and_left() -> None:
    """A visit paused for another reason and given up was abandoned."""
    set_aside(COPY).when(AbandonVisit(ticket="A001")).then(
        abandoned("A001"), completed("A001", Outcome.ABANDONED)
    )


def test_who_was_never_served_has_no_outcome() -> None:
    """A visit given up before it was served has no session to end."""
    given_office(issued("A001")).when(AbandonVisit(ticket="A001")).then(
        abandoned("A001")
    )


def test_the_day_ends_on_who_did_not_come_back() -> None:
    """What expires at the day's end ends its session before the books are shut."""
    set_aside().when(CloseDay()).then(
        expired("A001"),
        completed("A001", Outcome.MISSING_PAPERS),
        closed("1"),
        closed("2"),
        day_closed(issued={"A": 1}, expired=1),
    )


def test_the_day_ends_on_who_did_not_answer() -> None:
    """Who came back, was called and was not there: the session ends with the day."""
    history = set_aside(COPY)
    for item in (returned("A001"), called("A001", to="1"), after(minutes=1)):
        history = history.and_then(item)
    history = history.and_then(no_show("A001", at="1", until=history.now))

    history.when(CloseDay()).then(
        closed("1"),
        closed("2"),
        completed("A001", Outcome.ABANDONED),
        day_closed(issued={"A": 1}, no_show=1),
    )


def test_a_session_of_a_day_before_is_forgotten() -> None:
    """A new day begins without sessions."""
    history = set_aside().when(CloseDay()).after
    tomorrow = history.and_then(day_opened(on=DAY + timedelta(days=1)))

    assert history.state.sessions.by_id
    assert not tomorrow.state.sessions.by_id
