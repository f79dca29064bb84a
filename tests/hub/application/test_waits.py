"""The waits that screen and phones show, damped against rising."""

from __future__ import annotations

import pytest

from events.replies import WaitRange
from hub.application.waits import Told, Waits, damped, waits_now
from hub.domain.list_scheduling import schedule
from hub.domain.paces import Paces, pace
from hub.domain.wait_estimate import TAIL_S, expected
from tests.given import History, after, given
from tests.history import issued, visit_id

PACES = Paces(common=pace([300.0] * 20), services={})


def told(least: int, most: int, place: int = 3) -> Told:
    """Minutes are shown to somebody in that place."""
    return Told(WaitRange(from_s=least * 60, to_s=most * 60), place)


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        pytest.param(told(10, 15), told(10, 20), told(10, 15), id="one step up"),
        pytest.param(told(10, 15), told(15, 20), told(10, 15), id="both ends up"),
        pytest.param(told(10, 15), told(10, 20, 4), told(10, 20, 4), id="one ahead"),
        pytest.param(told(10, 15), told(15, 25), told(15, 25), id="two steps up"),
        pytest.param(told(10, 15), told(5, 10), told(5, 10), id="down"),
        pytest.param(told(10, 15), told(5, 15, 2), told(5, 15, 2), id="nearer"),
        pytest.param(told(0, 0), told(0, 5), told(0, 5), id="a free counter taken"),
        pytest.param(None, told(10, 20), told(10, 20), id="first"),
    ],
)
def test_a_shown_wait_does_not_rise_by_one_step(
    was: Told | None, now: Told, shown: Told
) -> None:
    """Only somebody who goes before, or two steps at once, make it rise."""
    assert damped(was, now) == shown


def waits(history: History, before: Waits = Waits()) -> Waits:  # noqa: B008  # it is frozen
    """Return what is shown after the last event."""
    made = schedule(history.day, PACES, history.last)
    return waits_now(before, history.day, made, PACES)


def test_each_service_and_each_visit_has_a_range() -> None:
    """Counters 1 and 2 take A and B; nobody takes C, whose wait is not known."""
    history = given(*(issued(f"A{n:03d}") for n in range(1, 9)))
    now = waits(history)

    assert now.of_service("A") == WaitRange(from_s=900, to_s=1800)
    assert now.of_service("B") == now.of_service("A")
    assert now.of_service("C") is None
    day = history.day
    first, last = (day.visits[visit_id(t)] for t in ("A001", "A008"))
    assert now.of_visit(first) == WaitRange(from_s=0, to_s=0)
    assert (now.of_visit(last) or WaitRange(from_s=0, to_s=0)).to_s > 600


def test_a_far_wait_is_drawn_towards_what_was_just_seen() -> None:
    """From an hour on a schedule is trusted less, down to half."""
    near = expected(TAIL_S, "A", PACES, head_waited=60)
    far = expected(3 * TAIL_S, "A", PACES, head_waited=60)
    assert near.schedule_s == TAIL_S
    assert far.schedule_s == 2 * TAIL_S
    assert expected(3 * TAIL_S, "A", PACES).schedule_s == 3 * TAIL_S


def test_what_was_told_at_issue_is_shown_first() -> None:
    """Until the waits are next reckoned a phone shows what the slip says."""
    history = given(issued("A001"))
    waits_before = waits(history)
    later = history.and_then(after(minutes=1)).and_then(issued("A002"))
    visit = later.day.visits[visit_id("A002")]
    assert waits_before.of_visit(visit) is None
