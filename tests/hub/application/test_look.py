"""What everybody looks at is redrawn in part, and looks as if it were drawn anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.plan import CounterPlan
from events.visit import TicketRelabelled
from hub.application.live import counter_state, screen_state
from hub.application.look import Look, first_look, in_order
from hub.domain.day import Day
from hub.domain.evolve_state import evolve_state, fold_state
from hub.domain.state import State
from tests.given import History, at, given
from tests.history import (
    DAY,
    OFFICE,
    PRIORITY,
    abandoned,
    called,
    closed,
    configured,
    day_closed,
    day_opened,
    issued,
    opened,
    parked,
    plan,
    returned,
    served,
    started,
    transferred,
    visit_id,
)

NOTHING = State(day=Day(office=OFFICE))
TOMORROW = DAY + timedelta(days=1)
RELABELLED = TicketRelabelled(visit=visit_id("A001"), was="A001", ticket="A901")
CALLED = (issued("A001"), issued("A002", PRIORITY), called("A001", to="1"))
SENT_TO_2 = (*CALLED, transferred("A001", "1", "A", to_counter="2"))
PARKED = (*CALLED, parked("A001", at="1"))
PLAN = plan()
ONLY_3 = plan(counters=(CounterPlan(id="3", serves=("C",)),))
NEXT_DAY = (closed("1"), closed("2"), day_closed(), at("07:30", TOMORROW))

HISTORIES = {
    "a visit": given(*CALLED, started("A001", at="1"), served("A001", at="1")),
    "another number": given(*CALLED, RELABELLED),
    "called back elsewhere": given(*PARKED, returned("A001"), called("A001", to="2")),
    "sent to one counter": given(*SENT_TO_2, called("A001", to="2")),
    "whose counter closes": given(*SENT_TO_2, closed("2"), opened("2")),
    "gone while called": given(*CALLED, abandoned("A001")),
    "another plan": given(*CALLED, opened("3"), configured(ONLY_3), closed("2")),
    "another day": given(
        *(*CALLED, abandoned("A001"), *NEXT_DAY),
        *(day_opened(PLAN, on=TOMORROW), issued("B001")),
        since=(day_opened(PLAN), opened("1"), opened("2")),
    ),
}


def drawn_anew(look: Look) -> Look:
    """Return the look as it is when nothing of an older one is taken over."""
    day = look.day
    counters = {
        counter: counter_state(look.state, counter) for counter in in_order(day)
    }
    return look._replace(counters=counters, screen=screen_state(day, look.recent))


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES.keys())
def test_redrawn_in_part_it_is_as_drawn_anew(history: History) -> None:
    """Commit after commit the look is the one that its state has by itself."""
    look = first_look(NOTHING)
    for recorded in history.events:
        state = evolve_state(look.state, recorded)
        look = look.after((recorded,), state, recorded.position)
        assert look == drawn_anew(look)


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES.keys())
def test_many_events_in_one_commit_are_drawn_once(history: History) -> None:
    """Wherever a commit is cut, the look after it is the one of its state."""
    for cut in range(1, len(history.events)):
        first, rest = history.events[:cut], history.events[cut:]
        begun = fold_state(first, NOTHING)
        look = first_look(NOTHING).after(first, begun, cut)
        look = look.after(rest, fold_state(rest, begun), len(history.events))
        assert look == drawn_anew(look)


def test_what_a_commit_leaves_alone_is_not_drawn_again() -> None:
    """A call at one counter takes over what a counter of other services shows."""
    *before_it, call = given(*CALLED).events
    begun = fold_state(before_it, NOTHING)
    before = first_look(NOTHING).after(tuple(before_it), begun, 1)
    look = before.after((call,), evolve_state(begun, call), 2)

    assert look.counters["1"] != before.counters["1"]
    assert look.counters["2"] != before.counters["2"]
    assert look.counters["3"] is before.counters["3"]
