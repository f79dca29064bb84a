"""Four keys, three ways to press."""

from __future__ import annotations

import pytest

from counter_device.gestures import Gesture
from counter_device.keys import DOUBLES, Key, command
from events.codec import wire_name
from events.counter import CounterStatus

TABLE = [
    ("next", "tap", "idle", "call-next"),
    ("next", "tap", "serving", "call-next"),
    ("next", "hold", "closed", "open-counter"),
    ("recall", "tap", "called", "recall"),
    ("recall", "hold", "called", "mark-no-show"),
    ("recall", "double", "called", "undo"),
    ("start", "tap", "called", "start-serving"),
    ("start", "tap", "serving", "finish-serving"),
    ("start", "hold", "serving", "park-visit"),
    ("start", "double", "idle", "return-visit"),
    ("pause", "tap", "idle", "pause-counter"),
    ("pause", "tap", "paused", "resume-counter"),
    ("pause", "hold", "idle", "close-counter"),
]


@pytest.mark.parametrize(("key", "gesture", "status", "name"), TABLE)
def test_what_a_key_asks(key, gesture, status, name):
    """Each gesture asks for one thing; two keys look at the counter's state first."""
    asked = command(
        Key(key), Gesture(gesture), CounterStatus(status), counter="2", revision=412
    )
    assert asked is not None
    assert wire_name(asked) == name
    assert (asked.counter, asked.revision) == ("2", 412)


@pytest.mark.parametrize("status", CounterStatus)
@pytest.mark.parametrize("key", Key)
def test_tap_and_hold_always_ask_the_hub(key, status):
    """Whether an act is allowed now is the hub's to say, never the box's."""
    for gesture in (Gesture.TAP, Gesture.HOLD):
        assert command(key, gesture, status, counter="2", revision=1) is not None


def test_only_two_keys_double():
    """The two keys that are pressed most answer without waiting for a second press."""
    assert {Key.RECALL, Key.START} == DOUBLES
    none = command(
        Key.NEXT, Gesture.DOUBLE, CounterStatus.IDLE, counter="2", revision=1
    )
    assert none is None
