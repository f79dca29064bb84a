"""Giving the number up."""

from datetime import timedelta

import pytest

from events.counter import CounterStatus
from events.visit import AbandonVisit, Departed, Undo
from hub.domain.refusals import (
    BeingServed,
    DayNotOpen,
    NothingToUndo,
    UnknownTicket,
    VisitEnded,
)
from tests.given import History, given
from tests.history import (
    abandoned,
    called,
    issued,
    no_show,
    parked,
    served,
    started,
)

LEAVE = AbandonVisit(ticket="A001")
CALLED = (issued("A001"), called("A001", to="1"))
UNTIL = given().now + timedelta(minutes=20)


@pytest.mark.parametrize(
    "so_far",
    [
        (issued("A001"),),
        CALLED,
        (*CALLED, parked("A001", at="1")),
        (*CALLED, no_show("A001", at="1", until=UNTIL)),
    ],
    ids=["waiting", "called", "parked", "no-show"],
)
def test_a_number_may_be_given_up_before_being_served(so_far) -> None:
    """A visitor may give the number up at any time before being served."""
    done = given(*so_far).when(LEAVE).then(abandoned("A001"))
    visit = done.day.visit_of("A001")

    assert visit is not None
    assert visit.place == Departed("abandoned", done.last)
    assert list(done.day.waiting_visits()) == []


def test_a_counter_is_free_when_its_called_visit_leaves() -> None:
    """A counter that called somebody who gave up is free, and sees that it changed."""
    before = given(*CALLED)
    done = before.when(LEAVE).then(abandoned("A001"))

    assert done.day.status("1") is CounterStatus.IDLE
    assert done.day.counters["1"].revision > before.day.counters["1"].revision


def test_giving_up_twice_is_giving_up_once() -> None:
    """A number already given up stays given up."""
    given(issued("A001"), abandoned("A001")).when(LEAVE).nothing_happens()


def test_whoever_is_being_served_does_not_give_up() -> None:
    """A visit being served ends at its counter."""
    given(*CALLED, started("A001", at="1")).when(LEAVE).refused(
        BeingServed, ticket="A001", counter="1"
    )


def test_a_served_visit_is_not_given_up() -> None:
    """A visit that has ended is not given up afterwards."""
    given(*CALLED, started("A001", at="1"), served("A001", at="1")).when(LEAVE).refused(
        VisitEnded, ticket="A001"
    )


def test_an_unknown_number_is_not_given_up() -> None:
    """Only today's numbers are given up."""
    given().when(LEAVE).refused(UnknownTicket, ticket="A001")


def test_nothing_is_given_up_before_the_day_opens() -> None:
    """Without an open day there is no number to give up."""
    History().when(LEAVE).refused(DayNotOpen)


def test_no_counter_takes_back_what_the_visitor_did() -> None:
    """A number given up while called stays given up: it was not the counter's act."""
    given(*CALLED, abandoned("A001")).when(Undo(counter="1"), seconds=3).refused(
        NothingToUndo, counter="1"
    )
