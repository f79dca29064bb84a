"""What was seen lately: how long visits took, who did not come, how told waits went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial, reduce
from typing import Any

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from events import topics
from events.counter import ActionUndone, CounterRestored, OpenCounter
from events.plan import DayOrders, Rules
from events.recorded import Recorded
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
    WaitEstimated,
)
from hub.domain.asked import Asked
from hub.domain.wait_estimate import Expected
from hub.projections.recent import after as seen_after
from hub.projections.recent_seen import PROMPT, TIMES, Recent
from tests import history as house
from tests.given import DAWN, History, after, given
from tests.history import abandoned, closed, day_opened, issued, visit_id
from tests.hub.domain.house_machine import House

UNDO = Undo(counter="1")

called = partial(house.called, to="1")
recalled = partial(house.recalled, to="1")
started = partial(house.started, at="1")
served = partial(house.served, at="1")
parked = partial(house.parked, at="1")
transferred = partial(house.transferred, at="1")
returned = house.returned
no_show = partial(house.no_show, at="1", until=DAWN + timedelta(hours=2))
A_VISIT = (issued("A001"), called("A001"), started("A001"), served("A001"))


def told(ticket: str, schedule_s: int | None = 600) -> WaitEstimated:
    """A wait was reckoned."""
    return WaitEstimated(
        visit=visit_id(ticket),
        ticket=ticket,
        ahead=1,
        from_s=500,
        to_s=900,
        method="list-scheduling",
        schedule_s=schedule_s,
    )


def later(seconds: int, event: Any) -> tuple[Any, Any]:
    """Have an event happen so long after the one before."""
    return after(seconds=seconds), event


def seen(history: History | Iterable[Recorded]) -> Recent:
    """Return what was seen lately."""
    events = history.events if isinstance(history, History) else history
    return reduce(seen_after, events, Recent())


def test_a_visit_takes_its_counter_from_the_call_on() -> None:
    """The walk to the counter is part of what a visit takes."""
    recent = seen(given(*A_VISIT))
    assert recent.times_of("A") == (120,)
    assert recent.no_show_share == 0


def test_nobody_comes() -> None:
    """A call that nobody comes to is no time of service, but a time of its own."""
    recent = seen(
        given(
            issued("A001"),
            called("A001"),
            no_show("A001"),
            *(issued("A002"), called("A002"), started("A002"), served("A002")),
        )
    )
    assert recent.times_of("A") == (120,)
    assert (recent.no_show_share, recent.no_show_s) == (0.5, 60)


def test_a_visit_sent_on_counts_for_both_services() -> None:
    """What it took at each counter counts for the service that it was there for."""
    recent = seen(
        given(
            issued("A001"),
            called("A001"),
            started("A001"),
            transferred("A001", to_service="B"),
            after(minutes=9),
            called("A001"),
            started("A001"),
            after(minutes=5),
            served("A001"),
        )
    )
    assert recent.times_of("A") == (120,)
    assert recent.times_of("B") == (360,)


def test_a_parked_visit_counts_each_time() -> None:
    """The counter was taken twice; the time in between is nobody's."""
    recent = seen(
        given(
            issued("A001"),
            called("A001"),
            started("A001"),
            parked("A001"),
            after(minutes=30),
            returned("A001"),
            called("A001"),
            started("A001"),
            served("A001"),
        )
    )
    assert recent.times_of("A") == (120, 120)


def test_how_a_told_wait_came_true() -> None:
    """The ratio is of the first call; a recall or a second call changes nothing."""
    recent = seen(
        given(
            issued("A001"),
            told("A001"),
            after(minutes=5),
            called("A001"),
            recalled("A001"),
            no_show("A001"),
            returned("A001"),
            called("A001"),
        )
    )
    assert recent.ratios_of("A") == (0.5,)


def test_who_finds_a_counter_free_is_counted_apart() -> None:
    """Such a wait is of the clerk's hand: counted in minutes, over all services."""
    history = given(issued("A001"), told("A001", 0), after(seconds=15), called("A001"))
    recent = seen(history)
    assert recent.ratios_of(PROMPT) == (0.25,)
    assert recent.ratios_of("A") == ()


def test_an_estimate_of_before_schedules_were_kept_teaches_nothing() -> None:
    """It does not say what the schedule said."""
    assert not seen(given(issued("A001"), told("A001", None), called("A001"))).ratios


def test_only_the_last_are_looked_at() -> None:
    """Old times go as new ones come."""
    visits = [f"A{n:03d}" for n in range(1, 2 * TIMES)]
    acts = [
        [issued(v), called(v), *later(n, started(v)), *later(n, served(v))]
        for n, v in enumerate(visits)
    ]
    recent = seen(given(*(each for act in acts for each in act)))
    last = len(visits)
    assert recent.times_of("A") == tuple(2.0 * n for n in range(last - TIMES, last))
    assert len(recent.times["A"]) < last


def test_a_new_day_forgets_who_was_there_and_nothing_else() -> None:
    """Times of yesterday are times of late."""
    recent = seen(
        given(
            *A_VISIT,
            *(issued("A002"), told("A002"), called("A002"), day_opened()),
        )
    )
    assert recent.times_of("A") == (120,)
    assert not recent.held
    assert not recent.told


def test_who_leaves_by_themselves_teach_nothing() -> None:
    """Nobody knows how long they would have taken, or waited."""
    gone = (issued("A001"), told("A001"), called("A001"), abandoned("A001"))
    recent = seen(given(*gone))
    assert not recent.held
    assert not recent.times


def test_a_forgotten_visit_teaches_nothing() -> None:
    """One that the hub itself ended in the night would say ten hours of its service."""
    *before, last = given(*A_VISIT).events
    forgotten = seen((*before, replace(last, by=topics.hub_source("hk01"))))

    assert forgotten.times_of("A") == ()
    assert seen((*before, last)).times_of("A") != ()


def test_a_counter_that_closes_is_remembered() -> None:
    """What was reckoned before is doubtful."""
    history = given(issued("A001"), closed("2"))
    assert seen(history).changed_at == history.last


def test_another_plan_makes_doubtful_only_where_others_serve() -> None:
    """What a manager saves of usual minutes or rules changes nobody's counter."""
    rules = house.plan(rules=Rules(undo_s=30))
    before = given(issued("A001"))
    same_ = before.and_then(house.configured(rules))
    assert seen(same_).changed_at == seen(before).changed_at != same_.last

    fewer = house.plan(counters=house.COUNTERS[:1])
    skilled = replace(rules, orders=DayOrders(skills={"NV-01": ("A",)}))
    sits = replace(rules, orders=DayOrders(rostered={"1": "NV-01"}))
    for plan in (fewer, skilled, sits):
        history = same_.and_then(house.configured(plan))
        assert seen(history).changed_at == history.last

    assert seen(same_.events[-1:]).changed_at == same_.last


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


def test_what_began_before_memory_teaches_nothing() -> None:
    """A memory begins anywhere in history: of who was there before it knows no call."""
    until = DAWN + timedelta(hours=2)
    whole = given(
        *(issued("A001"), called("A001"), started("A001"), served("A001")),
        *(issued("A002"), called("A002"), house.no_show("A002", at="1", until=until)),
    )
    for n in range(len(whole.events) + 1):
        recent = seen(whole.events[n:])
        assert len(recent.times_of("A")) <= 1
        assert not recent.held


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


def test_the_same_again_is_the_same() -> None:
    """What was seen is a value, and folding changes none that was before."""
    recent = seen(given(issued("A001"), called("A001")))
    assert replace(recent) == recent
