"""Taking back: when it is too late."""

from typing import Any

import pytest

from events.plan import Rules
from events.visit import (
    AbandonVisit,
    Undo,
    Waiting,
)
from hub.domain.refusals import (
    DayNotOpen,
    NothingToUndo,
    UndoOvertaken,
    UndoTooLate,
)
from tests.given import History, given
from tests.history import (
    PRIORITY,
    called,
    class_changed,
    day_closed,
    day_opened,
    issued,
    opened,
    parked,
    plan,
    started,
    transferred,
    undone,
    was,
)

UNDO = Undo(counter="1")
CALLED = (issued("A001", PRIORITY), called("A001", to="1"))


def slow_day(*items: Any) -> History:
    """Return a history of an office that allows an undo for ten minutes."""
    return given(
        *items,
        since=(day_opened(plan(rules=Rules(undo_s=600))), opened("1"), opened("2")),
    )


def test_undo_has_its_time() -> None:
    """An act can be taken back for ten seconds, and no longer."""
    history = given(*CALLED)

    history.when(UNDO, seconds=10).then(
        undone(
            "1",
            "visit-called",
            was("A001", Waiting(since=given().now)),
            restored=given().day.counters["1"].snapshot(),
        )
    )
    history.when(UNDO, seconds=10.001).refused(UndoTooLate, seconds=10)


def test_the_office_sets_the_time() -> None:
    """How long an act can be taken back is the office's own figure."""
    since = (day_opened(plan(rules=Rules(undo_s=60))), opened("1"))
    history = given(*CALLED, since=since)

    history.when(UNDO, seconds=61).refused(UndoTooLate, seconds=60)
    assert history.when(UNDO, seconds=60).refusal is None


def test_nothing_to_take_back() -> None:
    """A counter that has done nothing today has nothing to take back."""
    given().when(Undo(counter="3")).refused(NothingToUndo, counter="3")


def test_an_act_is_taken_back_once() -> None:
    """After an undo there is nothing more to take back."""
    once = given(*CALLED).when(UNDO, seconds=5).after

    once.when(UNDO, seconds=1).refused(NothingToUndo, counter="1")


def test_issuing_is_never_taken_back() -> None:
    """A ticket issued meanwhile stays issued when a counter undoes."""
    history = slow_day(*CALLED, issued("A002"))

    assert history.when(UNDO).after.day.visit_of("A002") is not None


@pytest.mark.parametrize(
    "since_then",
    [
        (called("A001", to="2"),),
        (called("A001", to="2"), started("A001", at="2")),
        (class_changed("A001", to=PRIORITY),),
    ],
    ids=["called elsewhere", "served elsewhere", "class changed"],
)
def test_a_visit_that_moved_on_is_not_brought_back(since_then) -> None:
    """An act is not taken back when somebody else has touched its visit since."""
    sent = slow_day(
        issued("A001"), called("A001", to="1"), transferred("A001", "1", "B")
    )
    for event in since_then:
        sent = sent.and_then(event)

    sent.when(UNDO).refused(UndoOvertaken, ticket="A001")


def test_a_visit_given_up_since_is_not_brought_back() -> None:
    """A parked visitor who left is not put back at the counter."""
    slow_day(issued("A001"), called("A001", to="1"), parked("A001", at="1")).when(
        AbandonVisit(ticket="A001")
    ).after.when(UNDO).refused(UndoOvertaken, ticket="A001")


def test_what_others_do_elsewhere_does_not_matter() -> None:
    """Other visits at other counters do not stop an undo."""
    busy = slow_day(*CALLED, issued("A002"), called("A002", to="2"))
    day = busy.when(UNDO).after.day
    other = day.visit_at("2")

    assert day.visit_at("1") is None
    assert other is not None
    assert other.ticket == "A002"


def test_a_closed_day_is_not_taken_back() -> None:
    """What the day's closing did stays done."""
    given(day_closed()).when(UNDO, seconds=1).refused(DayNotOpen)
