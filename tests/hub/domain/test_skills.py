"""Only trained clerks take a service."""

import pytest
from msgspec.structs import replace

from events.plan import DayOrders, DayPlan
from events.visit import CallNext, CallTicket, PickReason, TransferVisit, WhyRule
from hub.application.live import numbers
from hub.domain.calling_rule import ahead
from hub.domain.refusals import NobodyWaiting, NotTrained
from hub.domain.skills import services_at
from tests.given import History, given
from tests.history import (
    called,
    closed,
    day_opened,
    issued,
    opened,
    plan,
    started,
    transferred,
)

SKILLS = {"NV-03": ("A",), "NV-05": ("B",), "NV-00": ()}


def skilled(*items: object, one: str | None = "NV-03", two: str = "NV-05") -> History:
    """Return an open day with these clerks at counters 1 and 2."""
    morning = (day_opened(with_skills()), opened("1", one), opened("2", two))
    return given(*items, since=morning)


def with_skills() -> DayPlan:
    """Return the house's plan with what each clerk is trained for."""
    return replace(plan(), orders=DayOrders(skills=SKILLS))


def test_a_counter_calls_what_its_clerk_is_trained_for() -> None:
    """An older visit of another service is left for whoever is trained for it."""
    day = skilled(issued("B001"), issued("A001"))

    day.when(CallNext(counter="1"), minutes=2).then(called("A001", "1", minutes=2))
    day.when(CallNext(counter="2"), minutes=2).then(called("B001", "2", minutes=3))


def test_untrained_for_all_that_waits_calls_nobody() -> None:
    """With nobody waiting for the clerk's own services, nobody is called."""
    skilled(issued("B001")).when(CallNext(counter="1")).refused(NobodyWaiting)


@pytest.mark.parametrize("clerk", [None, "NV-07"])
def test_whoever_is_not_named_takes_everything(clerk) -> None:
    """Without a clerk, or with one whose skills nobody told, all services are taken."""
    day = skilled(issued("B001"), issued("A001"), one=clerk)

    day.when(CallNext(counter="1"), minutes=2).then(called("B001", "1", minutes=3))


def test_a_counter_is_shown_only_its_own_waiting() -> None:
    """The waiting number of a counter counts what its clerk may call."""
    day = skilled(issued("B001"), issued("A001"), issued("A002")).day

    assert numbers(day, "1") == (2, 0)
    assert numbers(day, "2") == (1, 0)


def test_ahead_are_those_of_the_same_clerks() -> None:
    """Nobody is ahead whom only other clerks may call."""
    day = skilled(issued("B001"), issued("A001"), issued("A002")).day
    last = day.visit_of("A002")

    assert last is not None
    assert ahead(day, last) == 1
    assert ahead(skilled(issued("B001"), issued("A001"), one=None).day, last) == 2


def test_ahead_counts_the_own_line_where_nobody_is_trained() -> None:
    """With no trained clerk at work people still stand in their own line."""
    day = skilled(issued("A001"), issued("A002"), one="NV-00").day
    last = day.visit_of("A002")

    assert last is not None
    assert ahead(day, last) == 1


def test_a_visit_goes_to_no_untrained_clerk() -> None:
    """A transfer to one counter wants its clerk trained; to a service it does not."""
    here = (issued("A001"), called("A001", to="1"), started("A001", at="1"))
    day = skilled(*here)

    to_two = TransferVisit(counter="1", to_counter="2")
    day.when(to_two).refused(NotTrained, counter="2", service="A")
    both = TransferVisit(counter="1", to_counter="2", to_service="B")
    day.when(both).then(transferred("A001", "1", "B", to_counter="2"))


def test_a_visit_sent_to_a_clerk_who_left_is_free_again() -> None:
    """When the clerk who sits there is not trained, others may call the visit."""
    sent = (
        *(issued("A001"), called("A001", to="2"), started("A001", at="2")),
        transferred("A001", "2", "A", to_counter="1"),
    )
    day = skilled(*sent, closed("1"), opened("1", "NV-05"), two="NV-03")

    day.when(CallNext(counter="2"), minutes=3).then(called("A001", "2", minutes=8))


def test_a_picked_ticket_needs_the_right_and_no_skill() -> None:
    """Calling out of order is by right and with a reason, whatever the training."""
    pick = CallTicket(counter="2", ticket="A001", reason=PickReason.QUICK)

    skilled(issued("A001")).when(pick).then(
        called("A001", "2", WhyRule.PICKED, 0, reason=PickReason.QUICK, by="NV-05")
    )


def test_a_counter_left_out_of_the_plan_takes_nothing() -> None:
    """What a counter takes is in the plan, or it takes nothing."""
    assert services_at(skilled().day, "9") == ()
    assert services_at(skilled().day, "1") == {"A"}
