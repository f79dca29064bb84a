"""What screen and counters show."""

from datetime import timedelta
from functools import reduce
from itertools import chain

from events.counter import CounterStatus, PauseReason
from events.device import CounterState, ScreenState
from events.visit import WhyRule
from hub.application.live import counter_state, screen_state
from hub.projections.calls import KEPT, RecentCalls
from tests.given import History, given
from tests.history import (
    PRIORITY,
    abandoned,
    called,
    closed,
    day_closed,
    issued,
    no_show,
    parked,
    paused,
    recalled,
    returned,
    served,
    started,
)

CALLED = (issued("A001"), called("A001", to="1"))


def box(history: History, counter: str = "1") -> CounterState:
    """Return what a counter's box shows."""
    return counter_state(history.state, counter)


def screen(history: History) -> ScreenState:
    """Return what the waiting room's screen shows."""
    recent = reduce(RecentCalls.after, history.events, RecentCalls())
    return screen_state(history.day, recent)


def current(history: History) -> dict[str, bool]:
    """Return the screen's calls, and whether each is still a call."""
    return {call.ticket: call.is_current for call in screen(history).calls}


def test_a_free_counter_shows_how_many_wait_for_it() -> None:
    """A box counts those whom its counter may call, and the priority among them."""
    shown = box(given(issued("A001"), issued("B001", PRIORITY), issued("C001")))

    assert shown.state is CounterStatus.IDLE
    assert shown.ticket is None
    assert (shown.waiting, shown.priority_waiting) == (2, 1)


def test_a_calling_counter_shows_whom_and_why() -> None:
    """A box shows the called ticket, since when, how often and by which rule."""
    history = given(*CALLED)
    shown = box(history.and_then(recalled("A001", to="1")))

    assert shown.state is CounterStatus.CALLED
    assert (shown.ticket, shown.times) == ("A001", 2)
    assert shown.since == history.last
    assert shown.why is not None
    assert shown.why.rule is WhyRule.LONGEST_WAIT


def test_a_serving_counter_shows_since_when() -> None:
    """A box shows whom it serves and since when; nobody is announced any more."""
    history = given(*CALLED, started("A001", at="1"))
    shown = box(history)

    assert shown.state is CounterStatus.SERVING
    assert (shown.ticket, shown.times) == ("A001", 0)
    assert shown.since == history.last
    assert shown.why is not None


def test_a_resting_counter_shows_its_reason() -> None:
    """A box on a break shows why, and since when."""
    history = given(paused("1", PauseReason.MEETING))
    shown = box(history)

    assert (shown.state, shown.reason) == (CounterStatus.PAUSED, PauseReason.MEETING)
    assert shown.since == history.last


def test_a_counter_shows_until_when_its_act_can_be_taken_back() -> None:
    """A box knows how long undo is possible, and that a fresh counter has none."""
    history = given(*CALLED)

    assert box(history).undo_until == history.last + timedelta(seconds=10)
    assert box(history, "3").undo_until is None


def test_a_counter_shows_whom_it_holds() -> None:
    """A box shows the ticket that it set aside, as long as that is set aside."""
    held = given(*CALLED, parked("A001", at="1"))

    assert box(held).parked == "A001"
    assert box(held, "2").parked is None
    assert box(held.and_then(returned("A001"))).parked is None


def test_a_counter_knows_why_however_many_were_called_since() -> None:
    """A box shows why it called, even when the screen no longer shows the call."""
    others = (f"A{number:03d}" for number in range(2, KEPT + 2))
    rounds = (
        (issued(t), called(t, to="2"), started(t, at="2"), served(t, at="2"))
        for t in others
    )
    history = given(*CALLED, *chain.from_iterable(rounds))

    assert "A001" not in current(history)
    assert box(history).why == box(given(*CALLED)).why


def test_a_counter_of_a_closed_day_counts_nobody() -> None:
    """After the close a box shows no queue."""
    shown = box(given(issued("A001"), day_closed()))

    assert shown.waiting == 0


def test_the_screen_counts_who_waits_for_each_service() -> None:
    """The screen names every service and how many wait for it."""
    shown = screen(given(issued("A001"), issued("A002"), issued("C001")))

    assert [(s.service, s.waiting) for s in shown.services] == [
        ("A", 2),
        ("B", 0),
        ("C", 1),
    ]
    assert shown.services[0].names.vi == "Dịch vụ A"


def test_the_screen_tells_a_call_that_is_still_one() -> None:
    """A call is current until the visitor sits down, leaves or is given up."""
    history = given(*CALLED)

    assert current(history) == {"A001": True}
    assert current(history.and_then(started("A001", at="1"))) == {"A001": False}
    assert current(history.and_then(abandoned("A001"))) == {"A001": False}
    assert current(history.and_then(no_show("A001", at="1", until=history.now))) == {
        "A001": False
    }


def test_the_screen_shows_where_to_go() -> None:
    """A call on the screen has its counter, service, time and place in history."""
    history = given(*CALLED)
    (call,) = screen(history).calls

    assert (call.counter, call.service, call.times) == ("1", "A", 1)
    assert (call.at, call.position) == (history.last, len(history.events))


def test_the_screen_knows_whether_the_office_is_open() -> None:
    """The screen tells an open office, its open counters and its place in history."""
    history = given()

    assert screen(history).is_open
    assert screen(history).open_counters == 2
    assert screen(history.and_then(closed("1"))).open_counters == 1
    assert screen(history).position == len(history.events)
    assert not screen(history.and_then(day_closed())).is_open


def test_before_the_first_day_the_screen_is_empty() -> None:
    """An office without a day shows nobody and is closed."""
    shown = screen(History())

    assert (shown.office, shown.is_open) == ("hk01", False)
    assert (shown.calls, shown.services, shown.open_counters) == ((), (), 0)
