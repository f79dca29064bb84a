"""What the box makes of presses, answers, states and time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_device.counter import ANSWER_S, Counter, Press, Sign
from counter_device.gestures import Gesture
from counter_device.keys import Key
from events.codec import wire_name
from events.counter import CounterStatus
from events.replies import Accepted
from tests.counter_device.fake_hub import refusal, state_of

READY = Counter("2", is_connected=True, shown=state_of("idle"))


def press(key="next", gesture="tap", *, at=100.0, id="p1"):
    """Return a press of that key."""
    return Press(Key(key), Gesture(gesture), at, id)


def asked(step):
    """Return name and revision of what is sent."""
    return wire_name(step.command), step.command.revision


def sign(counter):
    """Return what the lamps say for a moment."""
    return counter.shining and counter.shining.sign


def test_a_press_asks_with_the_revision_shown():
    """A command rests on the state the clerk sees."""
    step = READY.pressed(press())
    assert asked(step) == ("call-next", 412)
    assert step.counter.asked == ("p1", 100.0, "next")


def test_one_press_at_a_time():
    """While one command waits, another press is ignored and the lamp says so."""
    waiting = READY.pressed(press()).counter
    step = waiting.pressed(press(id="p2", at=100.1))
    assert step.command is None
    assert step.counter.asked == ("p1", 100.0, "next")
    assert sign(step.counter) is Sign.IGNORED


@pytest.mark.parametrize(
    "counter", [replace(READY, is_connected=False), replace(READY, shown=None)]
)
def test_nothing_is_asked_while_cut(counter):
    """Without hub or state a press is refused by the box and not kept."""
    step = counter.pressed(press())
    assert step.command is None
    assert step.counter.asked is None
    assert sign(step.counter) is Sign.REFUSED


def test_an_accepted_press():
    """Once accepted, the next press may come, with the revision of the answer."""
    waiting = READY.pressed(press()).counter
    accepted = Accepted(ticket="A047", revision=413, state="called")
    after = waiting.answered("p1", accepted, 100.1)
    assert sign(after) is Sign.ACCEPTED
    assert after.asked is None
    assert (after.revision, after.status) == (413, CounterStatus.CALLED)
    start = after.pressed(press("start", id="p2", at=100.2))
    assert asked(start) == ("start-serving", 413)


def test_an_answer_without_state():
    """An answer that says less changes only what it says."""
    waiting = READY.pressed(press()).counter
    after = waiting.answered("p1", Accepted(revision=413), 100.1)
    assert (after.revision, after.status) == (413, CounterStatus.IDLE)
    assert waiting.answered("p1", Accepted(), 100.1).revision == 412
    newer = Accepted(revision=413, state="dancing")
    assert waiting.answered("p1", newer, 100.1).status is CounterStatus.IDLE


def test_the_newest_of_state_and_answer_counts():
    """A state shown after the answer takes its place; an older one does not."""
    waiting = READY.pressed(press()).counter
    after = waiting.answered("p1", Accepted(revision=413, state="called"), 100.1)
    assert after.showed(state_of("idle", 412)).status is CounterStatus.CALLED
    assert after.showed(state_of("serving", 414)).status is CounterStatus.SERVING
    assert after.showed(state_of("serving", 414)).revision == 414


def test_a_stale_press_learns_the_revision():
    """A refusal brings the counter's revision; the next press can pass."""
    waiting = READY.pressed(press()).counter
    after = waiting.answered("p1", refusal("stale-revision", 420), 100.1)
    assert sign(after) is Sign.REFUSED
    assert after.revision == 420


def test_no_answer_in_two_seconds():
    """After 2 s the press is given up; the lamps say so and another may come."""
    waiting = READY.pressed(press()).counter
    assert waiting.waited(100 + ANSWER_S - 0.01) == waiting
    after = waiting.waited(100 + ANSWER_S)
    assert sign(after) is Sign.UNANSWERED
    assert after.asked is None


def test_a_late_answer_changes_nothing():
    """What the clerk was told is not turned round, nor the next press's revision."""
    given_up = READY.pressed(press()).counter.waited(103.0)
    assert given_up.answered("p1", Accepted(revision=413), 103.1) == given_up
    assert given_up.answered(None, Accepted(revision=413), 103.1) == given_up
    again = given_up.pressed(press(id="p2", at=104.0))
    assert asked(again) == ("call-next", 412)


def test_losing_the_hub_drops_what_waits():
    """A press in flight is given up with the connection; its answer comes too late."""
    waiting = READY.pressed(press()).counter
    lost = waiting.connected(False, 100.5)
    assert lost.asked is None
    assert sign(lost) is Sign.UNANSWERED
    assert lost.connected(True, 101.0).answered("p1", Accepted(), 101.1).asked is None


def test_a_lost_hub_leaves_the_state_it_showed():
    """A hub that beats again need not show its counters again."""
    back = READY.connected(False, 100.0).connected(True, 101.0)
    assert back.is_ready
    assert READY.connected(True, 100.0) is READY


def test_a_lost_broker_leaves_nothing():
    """After a broker's return the state must be shown anew."""
    assert not READY.forgot().is_ready
    assert (READY.forgot().revision, READY.forgot().status) == (None, None)


def test_a_new_hub_may_count_anew():
    """A hub with another history is believed, though its revisions are lower."""
    known = READY.pressed(press()).counter
    known = known.answered("p1", Accepted(revision=413, state="called"), 100.1)
    fresh = known.met_new_hub().showed(state_of("closed", 3))
    assert (fresh.revision, fresh.status) == (3, CounterStatus.CLOSED)


def test_signs_end():
    """A sign ends by itself: accepted after 1 s, refused after 2 s."""
    waiting = READY.pressed(press()).counter
    accepted = waiting.answered("p1", Accepted(), 100.0)
    assert accepted.waited(100.9).is_timing
    assert not accepted.waited(101.0).is_timing
    refused = waiting.answered("p1", refusal(), 100.0)
    assert sign(refused.waited(101.9)) is Sign.REFUSED
    assert sign(refused.waited(102.0)) is None
