"""A visit as its holder sees it, and what is left of the wait that was told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.replies import WaitRange
from events.visit import WaitEstimated
from hub.web.visit_view import still_told, visit_view
from tests.given import DAWN, History, after, given
from tests.history import called, issued, no_show, returned, visit_id

TOLD = WaitEstimated(
    visit=visit_id("A001"),
    ticket="A001",
    ahead=2,
    from_s=700,
    to_s=1100,
    method="list-scheduling",
    schedule_s=800,
)
WAITS = given(issued("A001"), after(seconds=0), TOLD)
WAIT = WaitRange(from_s=600, to_s=1200)


def left(history: History, minutes: float) -> WaitRange | None:
    """Return what a copy of the slip says so many minutes after issue."""
    visit = history.day.visits[visit_id("A001")]
    return still_told(visit, visit.arrived + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, (600, 1200)), (5, (300, 900)), (17, (0, 300))]
)
def test_a_copy_tells_what_is_left(minutes: float, shown: tuple[int, int]) -> None:
    """What was told at issue less what has passed, rounded as everything is."""
    assert left(WAITS, minutes) == WaitRange(from_s=shown[0], to_s=shown[1])


def test_a_copy_tells_nothing_once_the_wait_is_used_up() -> None:
    """Nobody knows any more."""
    assert left(WAITS, 19) is None


def test_a_copy_tells_nothing_to_who_was_called_before() -> None:
    """What was told was of another wait, or nothing was."""
    until = DAWN + timedelta(hours=1)
    back = (called("A001", to="1"), no_show("A001", at="1", until=until))
    again = WAITS
    for each in (*back, returned("A001")):
        again = again.and_then(each)
    assert left(again, 5) is None
    assert left(given(issued("A001")), 5) is None


def test_only_who_waits_sees_a_wait() -> None:
    """Once called the wait is over."""
    here = WAITS.and_then(called("A001", to="1"))
    for history, wait in ((WAITS, WAIT), (here, None)):
        visit = history.day.visits[visit_id("A001")]
        assert visit_view(history.day, visit, None, WAIT).wait == wait
