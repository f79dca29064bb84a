"""What was taken back was not seen lately: an undo leaves no trace."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from events.counter import ActionUndone, CounterRestored, OpenCounter
from events.visit import (
    CallNext,
    FinishServing,
    MarkNoShow,
    ParkReason,
    ParkVisit,
    Recall,
    Serving,
    StartServing,
    Undo,
    VisitHandedOver,
)
from hub.domain.asked import Asked
from hub.domain.wait_estimate import Expected
from hub.projections.recent_seen import PROMPT, Recent
from tests import history as house
from tests.given import History, after, given
from tests.history import closed, issued, visit_id
from tests.hub.domain.house_machine import House
from tests.hub.projections.recent_examples import (
    A_VISIT,
    called,
    seen,
    started,
    told,
    transferred,
)

UNDO = Undo(counter="1")


def test_an_undone_service_is_gone_and_goes_on() -> None:
    """It counts once, whole, when it is over."""
    here = given(issued("A001"), called("A001"), started("A001"))
    undone = here.when(FinishServing(counter="1")).after.when(UNDO, seconds=5)
    assert seen(undone.after).times_of("A") == ()

    over = undone.after.when(FinishServing(counter="1")).after
    (took,) = seen(over).times_of("A")
    assert took == (over.last - here.last).total_seconds() + 60


def test_what_others_did_meanwhile_stays() -> None:
    """Only what was taken back is gone."""
    other = (house.called("A002", to="2"), house.started("A002", at="2"))
    here = given(*A_VISIT[:3], issued("A002"), *other)
    over = here.when(FinishServing(counter="1")).after
    meanwhile = over.when(FinishServing(counter="2"), seconds=2).after
    undone = meanwhile.when(UNDO, seconds=2).after
    assert len(seen(undone).times_of("A")) == 1
    assert set(seen(undone).held) == {visit_id("A001")}


def test_an_undone_call_gives_the_wait_back() -> None:
    """The wait goes on, and comes true when it is over."""
    waits = given(issued("A001"), told("A001"), issued("A002"))
    undone = waits.when(CallNext(counter="1")).after.when(UNDO, seconds=5).after
    assert seen(undone).ratios_of("A") == ()
    assert not seen(undone).held

    again = undone.and_then(after(seconds=355)).when(CallNext(counter="1")).after
    assert seen(again).ratios_of("A") == (0.8,)


def test_an_undone_no_show_is_none() -> None:
    """Who was given up by mistake is still called."""
    here = given(issued("A001"), called("A001"))
    undone = here.when(MarkNoShow(counter="1")).after.when(UNDO, seconds=5).after
    recent = seen(undone)
    assert recent.no_shows == recent.comings == ()
    assert set(recent.held) == {visit_id("A001")}


def test_an_undone_start_has_not_come() -> None:
    """Who was thought to have come may still not."""
    here = given(issued("A001"), called("A001"))
    undone = here.when(StartServing(counter="1")).after.when(UNDO, seconds=5).after
    recent = seen(undone)
    assert recent.comings == ()
    assert not recent.held[visit_id("A001")].has_come


def test_who_was_set_aside_unseen_by_mistake_is_called_again() -> None:
    """Nothing was counted, and nothing is taken back."""
    here = given(issued("A001"), called("A001"))
    park = ParkVisit(counter="1", reason=ParkReason.PHOTOCOPY)
    undone = here.when(park).after.when(UNDO, seconds=5).after
    assert same(seen(undone), seen(here))


def test_an_undone_recall_changes_nothing() -> None:
    """Who was announced once too often is still called."""
    here = given(issued("A001"), called("A001"))
    undone = here.when(Recall(counter="1")).after.when(UNDO, seconds=5).after
    assert same(seen(undone), seen(here))


def test_an_undone_call_of_who_was_told_nothing() -> None:
    """There is no wait to give back."""
    here = given(issued("A001"))
    undone = here.when(CallNext(counter="1")).after.when(UNDO, seconds=5).after
    assert same(seen(undone), seen(here))


def test_a_visit_sent_on_stays_with_its_service_when_it_goes_on() -> None:
    """What was taken back counts for the service that it was served for."""
    here = given(
        issued("A001"),
        called("A001"),
        started("A001"),
        transferred("A001", to_service="B"),
        called("A001"),
        started("A001"),
    )
    undone = here.when(FinishServing(counter="1")).after.when(UNDO, seconds=5).after
    assert same(seen(undone), seen(here))
    over = seen(undone.when(FinishServing(counter="1")).after)
    assert len(over.times_of("B")) == 1


def test_what_was_taken_back_may_be_older_than_memory() -> None:
    """Then a visit is where it was, since it was there."""
    here = given(issued("A001"), called("A001"), started("A001"))
    undone = here.when(FinishServing(counter="1")).after.when(UNDO, seconds=5).after
    recent = seen(undone.events[-1:])
    assert recent.held[visit_id("A001")].since == here.last

    missed = given(issued("A001"), called("A001")).when(MarkNoShow(counter="1")).after
    back = missed.when(UNDO, seconds=5).after
    assert not seen(back.events[-1:]).held[visit_id("A001")].has_come


def test_a_counter_that_takes_its_opening_back_has_changed() -> None:
    """It calls nobody any more."""
    open_ = given(closed("2")).when(OpenCounter(counter="2")).after
    undone = open_.when(Undo(counter="2"), seconds=5).after
    assert seen(undone).changed_at == undone.last


def test_a_visit_taken_over_goes_on_and_goes_back() -> None:
    """Another counter took the visit; its time goes on wherever it is served."""
    here = given(issued("A001"), called("A001"), started("A001"))
    over = visit_moved(here, to="2")
    back = house.was("A001", Serving("1", here.last), started_at=here.last)
    free = CounterRestored(is_open=True)
    act = house.undone("2", "visit-handed-over", back, restored=free)
    undone = over.and_then(act)
    for history in (over, undone):
        assert seen(history).held[visit_id("A001")].has_come


def visit_moved(history: History, to: str) -> History:
    """Return the history with the visit handed over."""
    return history.and_then(
        VisitHandedOver(
            visit=visit_id("A001"), ticket="A001", counter="1", to_counter=to
        )
    )


class HouseThatRemembers(House):
    """A house at random, of which what was seen lately is followed."""

    def __init__(self) -> None:
        super().__init__()
        self.expected = Expected(schedule_s=600, from_s=500, to_s=900)

    def follow(self, events: tuple[Any, ...], asked: Asked) -> None:
        """An undo leaves what there would be without the act."""
        super().follow(events, asked)
        for event in events:
            if isinstance(event, ActionUndone):
                self.as_if_it_had_not_been(event)

    def as_if_it_had_not_been(self, event: ActionUndone) -> None:
        """Fold the history with the act and its undoing, and without both."""
        undoing = self.history[-1].cause  # a session may be reopened along with it
        before = [e for e in self.history if e.cause != undoing]
        own = [e for e in before if getattr(e.event, "counter", "") == event.counter]
        act = own[-1].cause
        without = [e for e in before if e.cause != act]
        assert same(seen(self.history), seen(without)), (event, undoing)


def same(one: Recent, other: Recent) -> bool:
    """Whether the same was seen, whenever a counter changed last."""
    return in_words(one) == in_words(other)


def in_words(recent: Recent) -> dict[str, Any]:
    """Return what is looked at of what was seen."""
    return {
        "times": {s: recent.times_of(s) for s in "ABC"},
        "ratios": {s: recent.ratios_of(s) for s in ("A", "B", "C", PROMPT)},
        "no-shows": (recent.no_show_share, recent.no_show_s),
        "held": {**recent.held},
    }


def test_an_undo_leaves_no_trace() -> None:
    """Whatever is taken back, of late it was not seen."""
    run_state_machine_as_test(
        HouseThatRemembers,
        settings=settings(max_examples=15, stateful_step_count=40, deadline=None),
    )
