"""Rating: once for a session, without a name, by phone or at the counter."""

from __future__ import annotations

from typing import Any

import pytest

from events.session import (
    Outcome,
    Rate,
    RatingChannel,
    RatingReason,
    SessionPause,
    TakeOverSession,
)
from events.visit import AbandonVisit, FinishServing, ParkVisit, StartServing, Undo
from hub.application.live import rate_until
from hub.domain.refusals import (
    AlreadyRated,
    DayNotOpen,
    NothingToRate,
    RatingTooLate,
    StaleRevision,
    UnknownCounter,
)
from hub.domain.session_ending import RATED_WITHIN
from tests.given import History, given_office, together
from tests.history import abandoned, called, closed, day_closed, issued, parked
from tests.session_history import (
    bad_rating,
    completed,
    done,
    extra_cost,
    paused,
    rated,
    served_so_far,
    session_id,
)

BOX = RatingChannel.BOX
SERVED = served_so_far("A001", at="1")
DONE = (*SERVED, done("A001", "1"))
SHUT = together(closed("1"), closed("2"), day_closed())
PHONE = Rate(visit="visit-A001", score=4)
FACES = Rate(counter="1", score=3)
ASKED_MORE = (RatingReason.EXTRA_COST,)


def session(history: History) -> Any:
    """Return A001's session."""
    return history.state.sessions.get(session_id("A001"))


def test_a_visitor_rates_by_phone() -> None:
    """Whoever was served says how it was, until the day closes."""
    history = given_office(*DONE)

    after = history.when(PHONE, minutes=90).then(rated("A001", 4))
    assert session(after).score == 4
    history.and_then(SHUT).when(PHONE).refused(DayNotOpen)


def test_a_visitor_rates_at_the_counter() -> None:
    """The faces at a counter are for whoever was served there last."""
    given_office(*DONE).when(FACES).then(rated("A001", 3, BOX))


def test_a_session_is_rated_once() -> None:
    """Whoever has rated, at the counter or by phone, does not rate again."""
    for first in (PHONE, FACES):
        history = given_office(*DONE).when(first, seconds=20).after

        history.when(PHONE).refused(AlreadyRated)
        history.when(FACES, seconds=20).refused(AlreadyRated)


def test_what_is_not_over_is_not_rated() -> None:
    """Neither a visit being served nor one that never was is rated."""
    given_office(*SERVED).when(PHONE).refused(NothingToRate)
    given_office(*SERVED).when(FACES).refused(NothingToRate)
    given_office(issued("A001")).when(PHONE).refused(NothingToRate)
    given_office().when(FACES).refused(NothingToRate)
    given_office().when(Rate(score=5)).refused(NothingToRate)


def test_faces_have_their_time() -> None:
    """After two minutes a press at the counter could be anybody's."""
    history = given_office(*DONE)

    history.when(FACES, seconds=120).then(rated("A001", 3, BOX))
    history.when(FACES, seconds=120.001).refused(RatingTooLate)


def test_the_next_visitor_rates_nobody_elses_visit() -> None:
    """While the next one is on the way the last may rate; once there, no more."""
    history = given_office(issued("A002"), *DONE, called("A002", to="1"))

    history.when(FACES, seconds=5).then(rated("A001", 3, BOX))
    history.when(StartServing(counter="1"), seconds=5).after.when(
        FACES, seconds=5
    ).refused(NothingToRate)


def test_faces_have_seen_their_counter() -> None:
    """A late press is refused by its revision; no counter, no faces; no day, none."""
    history = given_office(*DONE)

    history.when(Rate(counter="1", score=3, revision=1)).refused(StaleRevision)
    history.when(Rate(counter="9", score=3)).refused(UnknownCounter, counter="9")
    history.and_then(SHUT).when(FACES).refused(DayNotOpen)


def test_who_gave_up_has_nothing_to_rate() -> None:
    """Whoever left before the end rates by no way, nor takes another's place."""
    away = (parked("A001", at="1"), paused("A001", SessionPause.OTHER))
    gone = together(abandoned("A001"), completed("A001", Outcome.ABANDONED))
    b = (*served_so_far("A002", at="1"), done("A002", "1"))
    history = given_office(*SERVED, together(*away), *b, gone)

    history.when(PHONE).refused(NothingToRate)
    history.when(FACES).then(rated("A002", 3, BOX))


def test_an_end_taken_back_is_nobodys_last_visit() -> None:
    """Who was served before may rate again, and nobody in the place of who gave up."""
    history = given_office(*DONE, *served_so_far("A002", at="1"))
    history = history.when(FinishServing(counter="1"), seconds=5).after
    history = history.when(Undo(counter="1"), seconds=5).after
    history = history.when(ParkVisit(counter="1"), seconds=5).after
    history = history.when(AbandonVisit(ticket="A002"), seconds=5).after

    session = history.state.sessions.last_ended("1")
    assert session is not None
    assert session.ticket == "A001"


@pytest.mark.parametrize("command", [PHONE, FACES], ids=["phone", "box"])
def test_who_was_asked_for_money_calls_the_manager(command) -> None:
    """The one reason that is an alarm opens an alert in the same decision."""
    alarm = Rate(
        visit=command.visit, counter=command.counter, score=1, reasons=ASKED_MORE * 2
    )
    channel = BOX if command is FACES else RatingChannel.PHONE

    given_office(*DONE).when(alarm).then(
        rated("A001", 1, channel, ASKED_MORE), extra_cost("A001", at="1")
    )


@pytest.mark.parametrize("score", [1, 2])
def test_who_was_not_content_calls_somebody(score: int) -> None:
    """A low score opens an alert too, of the counter, and only one while it is open."""
    low = Rate(visit="visit-A001", score=score)
    history = given_office(*DONE, *served_so_far("A002", at="1"), done("A002", "1"))
    given = history.when(low).then(rated("A001", score), bad_rating("A001", at="1"))

    given.when(Rate(visit="visit-A002", score=1)).then(rated("A002", 1))


def test_whoever_was_content_enough_calls_nobody() -> None:
    """Three of five, whatever the reasons, is no alarm."""
    reasons = tuple(r for r in RatingReason if r is not RatingReason.EXTRA_COST)
    command = Rate(visit="visit-A001", score=3, reasons=reasons)

    given_office(*DONE).when(command).then(rated("A001", 3, reasons=reasons))


def test_a_counter_shows_until_when() -> None:
    """Faces are lit from the end of a visit until two minutes later, or a rating."""
    history = given_office(*DONE)

    assert rate_until(history.state, "1") == history.last + RATED_WITHIN
    assert rate_until(history.state, "2") is None
    assert rate_until(given_office(*SERVED).state, "1") is None
    assert rate_until(history.when(FACES).after.state, "1") is None
    assert rate_until(history.and_then(SHUT).state, "1") is None


def test_a_counter_shows_faces_to_the_last_visitor_only() -> None:
    """While the next is served no face is lit."""
    history = given_office(issued("A002"), *DONE, called("A002", to="1"))

    assert rate_until(history.state, "1") is not None
    assert rate_until(history.when(StartServing(counter="1")).after.state, "1") is None


def test_faces_are_for_the_counter_that_ended_it() -> None:
    """A session that was taken over is rated where it ended."""
    take = TakeOverSession(counter="2", session=session_id("A001"), from_counter="1")
    history = given_office(*SERVED).when(take).after
    history = history.when(FinishServing(counter="2")).after

    history.when(FACES, seconds=5).refused(NothingToRate)
    history.when(Rate(counter="2", score=3), seconds=5).then(rated("A001", 3, BOX))
