"""Presses that come late."""

import pytest
from msgspec.structs import replace

from events.counter import CloseCounter, OpenCounter, PauseCounter, ResumeCounter
from events.visit import (
    CallNext,
    CallTicket,
    FinishServing,
    MarkNoShow,
    ParkVisit,
    PickReason,
    Recall,
    ReturnVisit,
    StartServing,
    TransferVisit,
    Undo,
)
from hub.domain.refusals import StaleRevision
from tests.given import given
from tests.history import called, issued, paused, started

EVERY_PRESS = [
    OpenCounter(counter="1"),
    PauseCounter(counter="1"),
    ResumeCounter(counter="1"),
    CloseCounter(counter="1"),
    CallNext(counter="1"),
    CallTicket(counter="1", ticket="A001", reason=PickReason.QUICK),
    Recall(counter="1"),
    StartServing(counter="1"),
    FinishServing(counter="1"),
    MarkNoShow(counter="1"),
    ReturnVisit(counter="1"),
    ParkVisit(counter="1"),
    TransferVisit(counter="1", to_service="B"),
    Undo(counter="1"),
]


@pytest.mark.parametrize("press", EVERY_PRESS, ids=lambda p: type(p).__name__)
def test_a_press_of_one_who_has_not_seen_the_counter_is_refused(press) -> None:
    """A press is refused if the counter has changed since the clerk looked."""
    history = given(issued("A001"), called("A001", to="1"))
    seen = history.day.counters["1"].revision
    changed = history.and_then(started("A001", at="1"))

    changed.when(replace(press, revision=seen)).refused(StaleRevision)
    changed.when(replace(press, revision=seen + 100)).refused(StaleRevision)


def test_a_press_of_one_who_has_seen_the_counter_counts() -> None:
    """The newest revision is the one that counts."""
    history = given(issued("A001"))
    seen = history.day.counters["1"].revision

    history.when(CallNext(counter="1", revision=seen), minutes=5).then(
        called("A001", to="1", minutes=5)
    )


def test_the_revision_is_the_place_of_the_counters_last_event() -> None:
    """A counter's revision is the position of the last event of its own."""
    history = given(issued("A001"), paused("1"))

    assert history.day.counters["1"].revision == len(history.events)


def test_who_waits_does_not_change_a_counter() -> None:
    """New tickets and other counters leave a revision as it was."""
    before = given().day.counters["1"].revision
    after = given(issued("A001"), called("A001", to="2")).day.counters["1"].revision

    assert after == before


def test_a_new_day_gives_every_counter_a_new_revision() -> None:
    """A press from yesterday does not count today."""
    assert given().day.counters["3"].revision == 1
