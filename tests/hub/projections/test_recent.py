"""What was seen lately: how long visits took, who did not come, how told waits went."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from msgspec.structs import replace

from events import topics
from events.plan import DayOrders, Rules
from hub.projections.recent_seen import PROMPT, TIMES
from tests import history as house
from tests.given import DAWN, after, given
from tests.history import abandoned, closed, day_opened, issued
from tests.hub.projections.recent_examples import (
    A_VISIT,
    called,
    seen,
    served,
    started,
    told,
    transferred,
)

recalled = partial(house.recalled, to="1")
parked = partial(house.parked, at="1")
returned = house.returned
no_show = partial(house.no_show, at="1", until=DAWN + timedelta(hours=2))


def later(seconds: int, event: Any) -> tuple[Any, Any]:
    """Have an event happen so long after the one before."""
    return after(seconds=seconds), event


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


def test_the_same_again_is_the_same() -> None:
    """What was seen is a value, and folding changes none that was before."""
    recent = seen(given(issued("A001"), called("A001")))
    assert replace(recent) == recent
