"""Counters."""

import pytest

from events.counter import (
    CloseCounter,
    CounterStatus,
    OpenCounter,
    PauseCounter,
    PauseReason,
    ResumeCounter,
)
from hub.domain.refusals import (
    CounterBusy,
    CounterIsClosed,
    DayNotOpen,
    UnknownCounter,
)
from tests.given import History, given
from tests.history import (
    called,
    closed,
    day_opened,
    issued,
    opened,
    paused,
    resumed,
    started,
)

OPEN = OpenCounter(counter="3")
CALLED = (issued("A001"), called("A001", to="1"))
SERVING = (*CALLED, started("A001", at="1"))


def test_every_counter_begins_the_day_closed() -> None:
    """When the day opens, every counter of the plan is closed."""
    day = given(since=(day_opened(),)).day

    assert {c: day.status(c) for c in sorted(day.counters)} == {
        "1": CounterStatus.CLOSED,
        "2": CounterStatus.CLOSED,
        "3": CounterStatus.CLOSED,
    }


def test_a_counter_opens() -> None:
    """A clerk sits down and the counter is free."""
    done = given().when(OPEN).then(opened("3"))

    assert done.day.status("3") is CounterStatus.IDLE
    assert done.day.counters["3"].since == done.last


def test_a_counter_opens_with_its_clerk() -> None:
    """The clerk's pseudonym is kept while the counter is open."""
    done = (
        given()
        .when(OpenCounter(counter="3", clerk="NV-07"))
        .then(opened("3", clerk="NV-07"))
    )

    assert done.day.counters["3"].clerk == "NV-07"
    assert done.and_then(closed("3")).day.counters["3"].clerk is None


def test_an_open_counter_is_open() -> None:
    """Opening an open counter changes nothing."""
    given().when(OpenCounter(counter="1")).nothing_happens()


def test_opening_ends_a_break() -> None:
    """Opening a paused counter has it go on."""
    given(paused("1")).when(OpenCounter(counter="1")).then(resumed("1"))


def test_a_counter_takes_a_break() -> None:
    """A counter stops calling for a while, and says why."""
    done = (
        given()
        .when(PauseCounter(counter="1", reason=PauseReason.PAPERWORK))
        .then(paused("1", PauseReason.PAPERWORK))
    )

    assert done.day.status("1") is CounterStatus.PAUSED
    assert done.day.counters["1"].pause_reason is PauseReason.PAPERWORK


def test_a_paused_counter_is_paused() -> None:
    """A second pause changes nothing."""
    given(paused("1")).when(PauseCounter(counter="1")).nothing_happens()


def test_a_counter_goes_on() -> None:
    """After the break the counter is free again."""
    done = given(paused("1")).when(ResumeCounter(counter="1")).then(resumed("1"))

    assert done.day.status("1") is CounterStatus.IDLE
    assert done.day.counters["1"].pause_reason is None


def test_a_counter_that_does_not_rest_need_not_go_on() -> None:
    """Going on without a break changes nothing."""
    given().when(ResumeCounter(counter="1")).nothing_happens()


def test_a_counter_closes() -> None:
    """A clerk leaves and the counter is closed."""
    done = given().when(CloseCounter(counter="1")).then(closed("1"))

    assert done.day.status("1") is CounterStatus.CLOSED


def test_a_closed_counter_is_closed() -> None:
    """Closing a closed counter changes nothing."""
    given().when(CloseCounter(counter="3")).nothing_happens()


def test_a_paused_counter_may_close() -> None:
    """A counter may close from a break, and opens without one."""
    done = given(paused("1")).when(CloseCounter(counter="1")).then(closed("1"))

    assert done.and_then(opened("1")).day.status("1") is CounterStatus.IDLE


@pytest.mark.parametrize(
    "leave", [PauseCounter(counter="1"), CloseCounter(counter="1")]
)
def test_nobody_is_left_sitting_or_standing(leave) -> None:
    """A counter neither rests nor closes while a visitor is there or called."""
    given(*CALLED).when(leave).refused(CounterBusy, counter="1", ticket="A001")
    given(*SERVING).when(leave).refused(CounterBusy, counter="1", ticket="A001")


@pytest.mark.parametrize(
    "rest", [PauseCounter(counter="3"), ResumeCounter(counter="3")]
)
def test_a_closed_counter_takes_no_break(rest) -> None:
    """A closed counter does nothing but open."""
    given().when(rest).refused(CounterIsClosed, counter="3")


@pytest.mark.parametrize(
    "kind", [OpenCounter, PauseCounter, ResumeCounter, CloseCounter]
)
def test_only_the_offices_counters(kind) -> None:
    """A counter that the office does not have is refused."""
    given().when(kind(counter="9")).refused(UnknownCounter, counter="9")


@pytest.mark.parametrize(
    "kind", [OpenCounter, PauseCounter, ResumeCounter, CloseCounter]
)
def test_counters_need_an_open_day(kind) -> None:
    """Counters open and close within a day."""
    History().when(kind(counter="1")).refused(DayNotOpen)
