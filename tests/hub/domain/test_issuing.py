"""Taking a number."""

import pytest
from msgspec.structs import replace

from events.visit import Channel, IssueTicket
from hub.domain.asked import Asked
from hub.domain.decide import decide
from hub.domain.refusals import DayNotOpen, NumbersUsedUp, UnknownService
from tests.given import DAWN, SENDER, History, at, given
from tests.history import (
    DAY,
    FRESH,
    PRIORITY,
    abandoned,
    day_closed,
    day_opened,
    issued,
    relabelled,
)


def test_the_first_number_is_001() -> None:
    """Each morning every service begins at 001."""
    given().when(IssueTicket(service="A")).then(issued("A001", visit=FRESH))


def test_numbers_follow_each_other() -> None:
    """A service's numbers follow each other without a gap."""
    given(issued("A001"), issued("A002")).when(IssueTicket(service="A")).then(
        issued("A003", visit=FRESH)
    )


def test_services_number_apart() -> None:
    """Every service counts for itself, under its own letter."""
    given(issued("A001"), issued("A002"), issued("B001")).when(
        IssueTicket(service="B")
    ).then(issued("B002", visit=FRESH))


def test_a_number_given_up_is_not_given_again() -> None:
    """A number is issued once, whatever became of its visit."""
    given(issued("A001"), abandoned("A001")).when(IssueTicket(service="A")).then(
        issued("A002", visit=FRESH)
    )


def test_a_relabelled_visit_leaves_no_gap() -> None:
    """A visit that goes on under a spare number has used its own number up."""
    given(issued("A001"), relabelled("A001", to="A901")).when(
        IssueTicket(service="A")
    ).then(issued("A002", visit=FRESH))


def test_a_ticket_tells_class_channel_and_device() -> None:
    """A ticket keeps its class, where it was taken and at which device."""
    given().when(
        IssueTicket(service="A", visit_class=PRIORITY, channel=Channel.WEB),
        device="dispenser-1",
    ).then(
        issued(
            "A001",
            PRIORITY,
            visit=FRESH,
            channel=Channel.WEB,
            device="dispenser-1",
        )
    )


def test_a_visit_begins_waiting() -> None:
    """A visitor waits from the moment the number is given."""
    history = given(at("08:00"), issued("A001"))
    visit = history.day.visit_of("A001")

    assert visit is not None
    assert visit.arrived == history.last
    assert visit.place.since == history.last
    assert [v.ticket for v in history.day.waiting_visits()] == ["A001"]


def test_an_unknown_service_has_no_numbers() -> None:
    """Numbers are given for the office's services only."""
    given().when(IssueTicket(service="Z")).refused(UnknownService, service="Z")


def test_no_numbers_before_the_first_day() -> None:
    """Nothing is issued before the day opens."""
    History().when(IssueTicket(service="A")).refused(DayNotOpen)


def test_no_numbers_after_closing() -> None:
    """Nothing is issued after the day has closed."""
    given(issued("A001"), day_closed()).when(IssueTicket(service="A")).refused(
        DayNotOpen
    )


def test_the_next_day_begins_anew() -> None:
    """A new day's numbers begin at 001 again."""
    tomorrow = DAY.replace(day=DAY.day + 1)
    given(
        issued("A001"), day_closed(), at("07:30", tomorrow), day_opened(on=tomorrow)
    ).when(IssueTicket(service="A")).then(issued("A001", visit=FRESH))


@pytest.mark.parametrize(("count", "ticket"), [(898, "A899"), (899, "A1000")])
def test_numbers_pass_over_the_reserve(count, ticket) -> None:
    """After A899 comes A1000: 900 to 999 are kept for when the hub is away."""
    many = given(*(issued(f"A{number:03d}") for number in range(1, count + 1)))

    many.when(IssueTicket(service="A")).then(issued(ticket, visit=FRESH))


def test_numbers_can_be_used_up() -> None:
    """Past the last number a service has none left."""
    day = given().day
    all_gone = replace(day, issued=day.issued.set("A", 899 + 99_000))
    asked = Asked(
        command=IssueTicket(service="A"), id="press", at=DAWN, by=SENDER, fresh=FRESH
    )

    with pytest.raises(NumbersUsedUp) as refusal:
        decide(all_gone, asked)
    assert refusal.value.facts == {"service": "A"}
