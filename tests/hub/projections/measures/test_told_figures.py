"""How good what visitors were told at issue turned out to be, and what was undone."""

from events.counter import CounterRestored
from events.visit import Called, WaitEstimated, Waiting
from hub.projections.measures import Share, figures
from tests.given import DAWN, together
from tests.history import (
    abandoned,
    called,
    issued,
    served,
    started,
    undone,
    visit_id,
    was,
)
from tests.hub.projections.measures.hands import facts_of, minutes, on

OPEN = CounterRestored(is_open=True)


def told(ticket: str, first: int, last: int) -> WaitEstimated:
    """Somebody was told a range, in minutes."""
    return WaitEstimated(
        visit=visit_id(ticket),
        ticket=ticket,
        ahead=0,
        from_s=first * 60,
        to_s=last * 60,
        method="list",
    )


def test_a_wait_is_too_long_past_the_end_of_the_range() -> None:
    """5 to 10 minutes were told: 10 is within, 11 is not; no range is in neither."""
    facts = facts_of(
        on("08:00", together(issued("A001"), told("A001", 5, 10))),
        on("08:01", together(issued("A002"), told("A002", 5, 10))),
        on("08:02", issued("A003")),
        on("08:03", together(issued("A004"), told("A004", 5, 10))),
        on("08:10", called("A001", to="1")),
        on("08:12", called("A002", to="2")),
        on("08:50", abandoned("A004"), served("A001", at="1"), called("A003", to="1")),
    )

    assert figures(facts).told_too_little == Share(1, 2)


def test_the_error_is_from_the_middle_of_the_range() -> None:
    """5 to 10 minutes are 7.5: waits of 10 and 4 minutes were off by 2.5 and 3.5."""
    facts = facts_of(
        on("08:00", together(issued("A001"), told("A001", 5, 10))),
        on("08:06", together(issued("A002"), told("A002", 5, 10))),
        on("08:10", called("A001", to="1"), called("A002", to="2")),
    )
    error = figures(facts).told_error

    assert (error.n, [error.p50, error.longest]) == (2, minutes(2.5, 3.5))


def test_a_call_that_was_taken_back_ends_no_wait() -> None:
    """Called at 3 and taken back, called again at 9: the wait is 9, the call is one."""
    arrived = DAWN.replace(hour=8, minute=0)
    facts = facts_of(
        on("08:00", issued("A001")),
        on("08:03:00", called("A001", to="1")),
        on(
            "08:03:05",
            undone(
                "1",
                "visit-called",
                was("A001", Waiting(since=arrived)),
                restored=OPEN,
            ),
        ),
        on("08:09", called("A001", to="2")),
        on("08:10", started("A001", at="2")),
    )
    now = figures(facts)

    assert (now.wait_first.n, now.wait_first.total) == (1, minutes(9)[0])
    assert (now.recalls, now.overtaken) == (Share(0, 1), Share(0, 1))
    assert now.occupancy.part == minutes(1)[0]


def test_serving_that_was_taken_back_is_walking_still() -> None:
    """Started by mistake at 4, called all along: 5 minutes walking, 6 handling."""
    since = DAWN.replace(hour=8, minute=3)
    facts = facts_of(
        on("08:00", issued("A001")),
        on("08:03", called("A001", to="1")),
        on("08:04:00", started("A001", at="1")),
        on(
            "08:04:05",
            undone(
                "1",
                "serving-started",
                was("A001", Called(counter="1", since=since)),
                restored=CounterRestored(is_open=True, visit=visit_id("A001")),
            ),
        ),
        on("08:08", started("A001", at="1")),
        on("08:14", served("A001", at="1")),
    )
    now = figures(facts)

    assert [now.walking.total, now.handling.total] == minutes(5, 6)
