"""Setting a visit aside, and back."""

import pytest

from events.visit import CallNext, Parked, ParkReason, ParkVisit, ReturnVisit, WhyRule
from hub.domain.refusals import (
    AlreadyCalled,
    BeingServed,
    CounterIsClosed,
    NothingParked,
    NoVisitHere,
    ReturnNeedsTicket,
    UnknownTicket,
    VisitEnded,
)
from tests.given import at, given
from tests.history import abandoned, called, closed, issued, parked, returned, started

PARK = ParkVisit(counter="1")
PARKED = (issued("A001"), called("A001", to="1"), parked("A001", at="1"))


@pytest.mark.parametrize("so_far", [(), (started("A001", at="1"),)])
def test_the_visit_at_the_counter_is_parked(so_far) -> None:
    """A visit is set aside whether it was only called or already being served."""
    done = (
        given(issued("A001"), called("A001", to="1"), *so_far)
        .when(ParkVisit(counter="1", reason=ParkReason.PHOTOCOPY))
        .then(parked("A001", at="1", reason=ParkReason.PHOTOCOPY))
    )
    visit = done.day.visit_of("A001")

    assert visit is not None
    assert visit.place == Parked("1", done.last)
    assert done.day.visit_at("1") is None


def test_nobody_to_park() -> None:
    """A counter without a visitor has nobody to set aside."""
    given(issued("A001")).when(PARK).refused(NoVisitHere, counter="1")


def test_a_closed_counter_parks_nobody() -> None:
    """A closed counter does nothing but open."""
    given(closed("1")).when(PARK).refused(CounterIsClosed, counter="1")


def test_a_parked_visit_is_not_called() -> None:
    """Whoever is set aside waits for nobody until they come back."""
    assert list(given(*PARKED).day.waiting_visits()) == []


def test_a_counter_returns_whom_it_parked_last() -> None:
    """A counter's return key brings back the visit that it parked last."""
    given(*PARKED, issued("A002"), called("A002", to="1"), parked("A002", at="1")).when(
        ReturnVisit(counter="1")
    ).then(returned("A002", at="1"))


def test_a_counter_returns_its_last_parked_once() -> None:
    """After the return the counter holds nobody."""
    given(*PARKED, returned("A001", at="1")).when(ReturnVisit(counter="1")).refused(
        NothingParked, counter="1"
    )


def test_a_visit_called_again_is_parked_no_more() -> None:
    """A parked visit that its counter called itself is no longer its parked one."""
    assert given(*PARKED, called("A001", to="1")).day.counters["1"].last_parked is None
    assert given(*PARKED, called("A001", to="2")).day.counters["2"].last_parked is None


def test_a_counter_keeps_whom_it_parked_while_it_calls_others() -> None:
    """Calling somebody else does not make a counter forget whom it set aside."""
    busy = given(*PARKED, issued("A002"), called("A002", to="1"))

    busy.when(ReturnVisit(counter="1")).then(returned("A001", at="1"))


def test_a_counter_that_parked_nobody() -> None:
    """A counter that set nobody aside has nobody to bring back."""
    given(*PARKED).when(ReturnVisit(counter="2")).refused(NothingParked, counter="2")


def test_a_visit_returns_by_its_number() -> None:
    """Any parked visit comes back by its number, with or without a counter."""
    given(*PARKED).when(ReturnVisit(ticket="A001")).then(returned("A001"))
    given(*PARKED).when(ReturnVisit(ticket="A001", counter="2")).then(
        returned("A001", at="2")
    )


def test_a_return_says_whom_it_means() -> None:
    """A return names a ticket or a counter."""
    given(*PARKED).when(ReturnVisit()).refused(ReturnNeedsTicket)


def test_a_parked_visit_is_called_before_those_who_came_later() -> None:
    """Parking costs nobody their place: the arrival stays."""
    given(
        at("08:00"),
        issued("A001"),
        issued("A002"),
        called("A001", to="1"),
        parked("A001", at="1"),
        returned("A001"),
    ).when(CallNext(counter="1")).then(called("A001", to="1", rule=WhyRule.RETURN))


def test_whoever_waits_has_already_returned() -> None:
    """Bringing back a visit that waits changes nothing."""
    given(issued("A001")).when(ReturnVisit(ticket="A001")).nothing_happens()


def test_whoever_is_at_a_counter_does_not_return() -> None:
    """A visit at a counter is not set aside, so it cannot come back."""
    there = given(issued("A001"), called("A001", to="2"))
    there.when(ReturnVisit(ticket="A001")).refused(
        AlreadyCalled, ticket="A001", counter="2"
    )
    there.and_then(started("A001", at="2")).when(ReturnVisit(ticket="A001")).refused(
        BeingServed, ticket="A001", counter="2"
    )


def test_a_visit_given_up_does_not_return() -> None:
    """A visit that is over needs a new number."""
    gone = given(*PARKED, abandoned("A001"))

    gone.when(ReturnVisit(ticket="A001")).refused(VisitEnded, ticket="A001")
    gone.when(ReturnVisit(counter="1")).refused(NothingParked, counter="1")


def test_a_counter_brings_back_only_what_it_still_holds() -> None:
    """Who came back by the ticket and was parked elsewhere is that counter's."""
    given(
        *PARKED,
        returned("A001"),
        called("A001", to="2"),
        parked("A001", at="2"),
    ).when(ReturnVisit(counter="1")).refused(NothingParked, counter="1")


def test_an_unknown_ticket_does_not_return() -> None:
    """Only today's tickets come back."""
    given().when(ReturnVisit(ticket="A009")).refused(UnknownTicket, ticket="A009")
