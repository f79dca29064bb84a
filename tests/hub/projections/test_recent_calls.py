"""The last calls that the waiting room heard."""

from functools import reduce

from events.visit import CallNext, Undo
from hub.projections.calls import KEPT, RecentCalls
from tests.given import History, given, together
from tests.history import (
    called,
    day_opened,
    issued,
    no_show,
    opened,
    parked,
    recalled,
    returned,
    served,
    started,
)

TWO = (
    issued("A001"),
    issued("A002"),
    called("A001", to="1"),
    called("A002", to="2"),
)
UNDO = Undo(counter="1")


def heard(history: History) -> list[tuple[str, str, int]]:
    """Return the calls, the newest first: ticket, counter, times."""
    recent = reduce(RecentCalls.after, history.events, RecentCalls())
    return [(c.ticket, c.counter, c.times) for c in recent.calls]


def test_the_newest_call_comes_first() -> None:
    """Calls stand in the order in which they were heard, the newest first."""
    assert heard(given(*TWO)) == [("A002", "2", 1), ("A001", "1", 1)]


def test_a_call_keeps_when() -> None:
    """A call keeps its time and its place in history."""
    history = given(issued("A001"), called("A001", to="1"))
    (call,) = reduce(RecentCalls.after, history.events, RecentCalls()).calls

    assert (call.at, call.position) == (history.last, len(history.events))


def test_a_recall_comes_to_the_front() -> None:
    """A visit announced again is the newest, with its count."""
    history = given(*TWO, recalled("A001", to="1"))
    newest, _ = reduce(RecentCalls.after, history.events, RecentCalls()).calls

    assert (newest.ticket, newest.times) == ("A001", 2)
    assert (newest.at, newest.position) == (history.last, len(history.events))


def test_a_visit_stands_there_once() -> None:
    """A visit called again elsewhere stands in the list with its newest call only."""
    history = given(
        *TWO, parked("A001", at="1"), returned("A001"), called("A001", to="3")
    )

    assert heard(history) == [("A001", "3", 1), ("A002", "2", 1)]


def many_calls() -> History:
    """Return a day in which A001 is called first and as many more as are kept."""
    history = given(issued("A001"), called("A001", to="1"))
    for number in range(2, KEPT + 2):
        ticket = f"A{number:03d}"
        history = history.and_then(issued(ticket))
        history = history.and_then(together(called(ticket, to="2")))
        history = history.and_then(
            together(started(ticket, at="2"), served(ticket, at="2"))
        )
    return history


def test_only_the_newest_calls_are_kept() -> None:
    """The list is as long as the screen can show."""
    calls = heard(many_calls())

    assert len(calls) == KEPT
    assert "A001" not in {ticket for ticket, _, _ in calls}


def test_a_recall_brings_back_a_call_that_was_pushed_out() -> None:
    """Whoever is announced again is shown, however many were called since."""
    history = many_calls().and_then(recalled("A001", to="1"))

    assert heard(history)[0] == ("A001", "1", 2)
    assert len(heard(history)) == KEPT


def test_a_call_taken_back_is_gone() -> None:
    """A call that was undone was never made, as far as the room can see."""
    history = given(*TWO).when(Undo(counter="2"), seconds=5).after

    assert heard(history) == [("A001", "1", 1)]


def test_a_press_taken_back_leaves_the_visit_that_goes_on() -> None:
    """Undoing a call that finished a visit leaves that visit's own call."""
    history = given(
        issued("A001"), issued("A002"), called("A001", to="1"), started("A001", at="1")
    )
    done = history.when(CallNext(counter="1")).after
    assert heard(done) == [("A002", "1", 1), ("A001", "1", 1)]

    assert heard(done.when(UNDO, seconds=5).after) == [("A001", "1", 1)]


def test_a_recall_taken_back_counts_no_more() -> None:
    """A recall that was undone is not counted."""
    history = given(issued("A001"), called("A001", to="1"), recalled("A001", to="1"))

    assert heard(history.when(UNDO, seconds=5).after) == [("A001", "1", 1)]


def test_other_acts_taken_back_leave_the_calls() -> None:
    """Undoing anything else than a call leaves the calls as they were heard."""
    history = given(issued("A001"), called("A001", to="1"))
    gone = history.and_then(no_show("A001", at="1", until=history.now))
    back = gone.and_then(returned("A001", at="1"))

    assert heard(gone.when(UNDO, seconds=5).after) == [("A001", "1", 1)]
    assert heard(back.when(UNDO, seconds=5).after) == [("A001", "1", 1)]


def test_a_new_day_begins_in_silence() -> None:
    """When a day opens nobody has been called."""
    assert heard(given(*TWO).and_then(day_opened())) == []


def test_what_is_no_call_is_not_heard() -> None:
    """Tickets and counters leave the list alone."""
    assert heard(given(issued("A001"), opened("3"))) == []
