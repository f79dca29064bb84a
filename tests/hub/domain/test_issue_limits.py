"""When no more numbers are given."""

from typing import Any

import pytest
from msgspec.structs import replace

from events.plan import DayOrders
from events.visit import CallNext, IssueTicket
from hub.domain.refusals import AfterClosing, CapReached, ServiceShut, UnknownService
from tests.given import History, at, given
from tests.history import (
    FRESH,
    PRIORITY,
    abandoned,
    called,
    closed,
    configured,
    issued,
    opened,
    plan,
)

ISSUE = IssueTicket(service="A")


def ordered(*items: Any, **orders: Any) -> History:
    """Return an open day on which the manager ordered that."""
    return given(configured(replace(plan(), orders=DayOrders(**orders))), *items)


def test_a_shut_service_gives_no_numbers() -> None:
    """A service that the manager closed gives none; the others do."""
    day = ordered(shut=("A",))

    day.when(ISSUE).refused(ServiceShut, service="A")
    day.when(IssueTicket(service="B")).then(issued("B001", visit=FRESH))


def test_who_waits_for_a_shut_service_is_called() -> None:
    """Closing a service takes the number from nobody who has one."""
    ordered(issued("A001"), shut=("A",)).when(CallNext(counter="1"), minutes=3).then(
        called("A001", to="1", minutes=3)
    )


def test_an_unknown_service_is_unknown_first() -> None:
    """What the office does not offer is not said to be shut."""
    ordered(shut=("Z",)).when(IssueTicket(service="Z")).refused(UnknownService)


def test_a_service_gives_its_cap_and_no_more() -> None:
    """The cap counts numbers given, whatever became of them."""
    day = ordered(issued("A001"), caps={"A": 2})

    full = day.when(ISSUE).after.and_then(abandoned("A001"))
    full.when(ISSUE).refused(CapReached, service="A", cap=2)
    full.when(IssueTicket(service="B")).then(issued("B001", visit=FRESH))


def test_a_cap_of_none_gives_none() -> None:
    """A cap of 0 shuts the service too."""
    ordered(caps={"A": 0}).when(ISSUE).refused(CapReached, service="A", cap=0)


@pytest.mark.parametrize(("clock", "is_given"), [("16:19", True), ("16:20", False)])
def test_no_number_is_given_whose_turn_would_come_too_late(clock, is_given) -> None:
    """Four ahead, twenty minutes each, two counters: forty minutes until the turn."""
    waiting = [issued(f"A00{n}") for n in range(1, 5)]
    day = ordered(*waiting, stops_at="17:00", usual_min={"A": 20})

    asked = day.when(ISSUE, at=clock)
    if is_given:
        asked.then(issued("A005", visit=FRESH))
    else:
        asked.refused(AfterClosing, service="A", closes="17:00")


def test_a_visit_usually_takes_twelve_minutes() -> None:
    """Where the manager told no usual time a visit is reckoned with twelve minutes."""
    day = ordered(issued("A001"), issued("A002"), closed("2"), stops_at="17:00")

    day.when(ISSUE, at="16:35").then(issued("A003", visit=FRESH))
    day.when(ISSUE, at="16:36").refused(AfterClosing)


def test_priority_counts_the_people_before_it() -> None:
    """Who has priority has fewer people ahead and may still get a number."""
    waiting = [at("16:29"), *(issued(f"A00{n}") for n in range(1, 6))]
    day = ordered(*waiting, stops_at="17:00")

    day.when(ISSUE, at="16:40").refused(AfterClosing)
    priority = IssueTicket(service="A", visit_class=PRIORITY)
    day.when(priority, at="16:40").then(issued("A006", PRIORITY, visit=FRESH))


def test_after_closing_no_number_is_given() -> None:
    """Once the office has closed nobody gets a number, however empty it is."""
    day = ordered(stops_at="17:00")

    day.when(ISSUE, at="16:59").then(issued("A001", visit=FRESH))
    day.when(ISSUE, at="17:00").refused(AfterClosing)


def test_before_the_counters_open_all_of_them_count() -> None:
    """While no counter is open yet, those that could take the service are reckoned."""
    waiting = [issued(f"A00{n}") for n in range(1, 5)]
    day = ordered(closed("1"), closed("2"), *waiting, stops_at="17:00")

    day.when(ISSUE, at="16:30").then(issued("A005", visit=FRESH))


def test_only_counters_that_take_the_service_count() -> None:
    """A counter whose clerk is not trained for the service shortens nobody's wait."""
    waiting = [issued("A001"), issued("A002")]
    trained = {"NV-05": ("B",)}
    day = ordered(
        *(closed("2"), opened("2", clerk="NV-05"), *waiting),
        stops_at="17:00",
        skills=trained,
    )

    day.when(ISSUE, at="16:36").refused(AfterClosing)
