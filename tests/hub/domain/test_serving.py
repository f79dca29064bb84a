"""Serving."""

from events.counter import CounterStatus
from events.visit import CallNext, Departed, FinishServing, Serving, StartServing
from hub.domain.refusals import (
    CounterIsClosed,
    NobodyCalled,
    NobodyWaiting,
    NotServing,
)
from tests.given import given, together
from tests.history import called, closed, issued, served, started

START = StartServing(counter="1")
FINISH = FinishServing(counter="1")
CALLED = (issued("A001"), called("A001", to="1"))
SERVING = (*CALLED, started("A001", at="1"))


def test_a_called_visit_is_started() -> None:
    """When the called visitor comes, serving starts."""
    given(*CALLED).when(START).then(started("A001", at="1"))


def test_being_served() -> None:
    """A visit being served is at its counter since the start."""
    history = given(*SERVING)
    visit = history.day.visit_at("1")

    assert visit is not None
    assert visit.place == Serving("1", history.last)
    assert visit.started_at == history.last
    assert history.day.status("1") is CounterStatus.SERVING


def test_starting_twice_is_starting_once() -> None:
    """Starting whoever is already being served changes nothing."""
    given(*SERVING).when(START).nothing_happens()


def test_nobody_to_start() -> None:
    """Serving starts with a call."""
    given(issued("A001")).when(START).refused(NobodyCalled, counter="1")


def test_a_visit_is_finished() -> None:
    """A visit being served ends served."""
    done = given(*SERVING).when(FINISH).then(served("A001", at="1"))
    visit = done.day.visit_of("A001")

    assert visit is not None
    assert visit.place == Departed("served", done.last)
    assert done.day.visit_at("1") is None
    assert done.day.status("1") is CounterStatus.IDLE


def test_only_a_started_visit_is_finished() -> None:
    """Whoever was called and has not come is not finished."""
    given(*CALLED).when(FINISH).refused(NotServing, counter="1")


def test_an_empty_counter_finishes_nobody() -> None:
    """A counter where nobody sits has nobody to finish."""
    given().when(FINISH).refused(NotServing, counter="1")


def test_a_closed_counter_serves_nobody() -> None:
    """A closed counter does nothing but open."""
    given(closed("1")).when(START).refused(CounterIsClosed, counter="1")
    given(closed("1")).when(FINISH).refused(CounterIsClosed, counter="1")


def test_calling_the_next_finishes_the_last() -> None:
    """One press finishes the visit being served and calls the next."""
    given(*SERVING, issued("A002")).when(CallNext(counter="1"), minutes=3).then(
        served("A001", at="1"), called("A002", to="1", minutes=3)
    )


def test_nobody_is_finished_when_nobody_waits() -> None:
    """With nobody waiting the press is refused, and the visit goes on."""
    given(*SERVING).when(CallNext(counter="1")).refused(NobodyWaiting)


def test_a_visit_finished_by_a_call_is_not_at_the_counter() -> None:
    """After one press for two events the counter holds the called visit only."""
    day = given(
        *SERVING,
        issued("A002"),
        together(served("A001", at="1"), called("A002", to="1")),
    ).day
    here = day.visit_at("1")

    assert here is not None
    assert here.ticket == "A002"
    assert day.status("1") is CounterStatus.CALLED
