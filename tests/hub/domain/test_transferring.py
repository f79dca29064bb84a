"""Sending a visit on."""

import pytest

from events.visit import CallNext, TransferVisit, Waiting
from hub.domain.refusals import (
    CounterIsClosed,
    DoesNotServe,
    NobodyWaiting,
    NoVisitHere,
    TransferNeedsTarget,
    TransferToItself,
    UnknownCounter,
    UnknownService,
)
from tests.given import at, given
from tests.history import called, closed, issued, opened, started, transferred

HERE = (issued("A001"), called("A001", to="1"), started("A001", at="1"))


def to_service(service: str) -> TransferVisit:
    """Ask to send counter 1's visit on to a service."""
    return TransferVisit(counter="1", to_service=service)


def test_a_visit_goes_on_to_another_service() -> None:
    """A visit goes on to another service on the same number."""
    done = given(*HERE).when(to_service("C")).then(transferred("A001", "1", "C"))
    visit = done.day.visit_of("A001")

    assert visit is not None
    assert (visit.ticket, visit.service) == ("A001", "C")
    assert visit.place == Waiting(done.last)
    assert done.day.visit_at("1") is None


def test_a_called_visit_may_be_sent_on() -> None:
    """A visit may be sent on before it sat down."""
    given(issued("A001"), called("A001", to="1")).when(to_service("B")).then(
        transferred("A001", "1", "B")
    )


def test_a_transferred_visit_keeps_its_arrival() -> None:
    """Whoever is sent on is called before those who came later."""
    given(
        at("08:00"),
        issued("A001"),
        issued("C001"),
        called("A001", to="1"),
        opened("3"),
        transferred("A001", "1", "C"),
    ).when(CallNext(counter="3"), at="08:30").then(called("A001", to="3", minutes=30))


def test_a_visit_goes_on_to_one_counter() -> None:
    """A visit sent to a counter waits for that one only."""
    sent = (
        given(*HERE)
        .when(TransferVisit(counter="1", to_counter="2"))
        .then(transferred("A001", "1", "A", to_counter="2"))
    )

    sent.when(CallNext(counter="1")).refused(NobodyWaiting)
    sent.when(CallNext(counter="2"), at="07:43").then(
        called("A001", to="2", minutes=10)
    )


def test_a_visit_goes_on_to_a_service_at_one_counter() -> None:
    """A transfer may name both, and then changes both."""
    given(*HERE).when(TransferVisit(counter="1", to_service="B", to_counter="2")).then(
        transferred("A001", "1", "B", to_counter="2")
    )


def test_a_counter_may_keep_a_visit_for_another_service() -> None:
    """A counter may send a visit on to itself if the service changes."""
    given(*HERE).when(TransferVisit(counter="1", to_service="B", to_counter="1")).then(
        transferred("A001", "1", "B", to_counter="1")
    )


def test_a_transfer_says_where_to() -> None:
    """A transfer without a target is asked for one."""
    given(*HERE).when(TransferVisit(counter="1")).refused(TransferNeedsTarget)


@pytest.mark.parametrize(
    "nowhere",
    [
        to_service("A"),
        TransferVisit(counter="1", to_counter="1"),
        TransferVisit(counter="1", to_service="A", to_counter="1"),
    ],
)
def test_a_transfer_changes_something(nowhere) -> None:
    """A visit is not sent to where it is."""
    given(*HERE).when(nowhere).refused(TransferToItself, ticket="A001")


def test_a_transfer_goes_to_a_service_of_the_office() -> None:
    """An unknown service cannot be the target."""
    given(*HERE).when(to_service("Z")).refused(UnknownService, service="Z")


def test_a_transfer_goes_to_a_counter_of_the_office() -> None:
    """An unknown counter cannot be the target."""
    given(*HERE).when(TransferVisit(counter="1", to_counter="9")).refused(
        UnknownCounter, counter="9"
    )


def test_a_transfer_goes_to_a_counter_that_serves() -> None:
    """The counter chosen must serve the visit's service."""
    given(*HERE).when(TransferVisit(counter="1", to_counter="3")).refused(
        DoesNotServe, counter="3", service="A"
    )


def test_nobody_to_send_on() -> None:
    """A counter without a visitor has nobody to send on."""
    given().when(to_service("B")).refused(NoVisitHere, counter="1")


def test_a_closed_counter_sends_nobody_on() -> None:
    """A closed counter does nothing but open."""
    given(closed("1")).when(to_service("B")).refused(CounterIsClosed, counter="1")
