"""A finger on a key: tap, hold, double press."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counter_device.gestures import (
    DOUBLE_S,
    HOLD_S,
    Finger,
    Gesture,
    dropped,
    moved,
    waited,
)

TAP, HOLD, DOUBLE = Gesture.TAP, Gesture.HOLD, Gesture.DOUBLE

# Lengths on both sides of each limit, and well clear of it.
HELD = st.sampled_from([0.05, 0.2, 1.4, 1.6, 3.0])
APART = st.sampled_from([0.02, 0.1, 0.3, 0.4, 1.0])
PRESSES = st.lists(st.tuples(HELD, APART), max_size=12)


def gestures(presses, *, has_double, look_every=None):
    """Return what these presses (held, then apart) mean, looking now and then."""
    finger, now, told = Finger(has_double), 0.0, []

    def take(move):
        nonlocal finger
        finger = move.finger
        if move.gesture:
            told.append(move.gesture)

    def wait(length):
        nonlocal now
        end = now + length
        while look_every and now + look_every < end:
            now += look_every
            take(waited(finger, now))
        now = end

    for held, apart in presses:
        take(moved(finger, True, now))
        wait(held)
        take(moved(finger, False, now))
        wait(apart)
    take(waited(finger, now + 1))
    assert not finger.is_undecided
    return told


def test_a_short_press_is_a_tap_at_once():
    """A key without a double press tells its tap on release."""
    finger = moved(Finger(), True, 10.0).finger
    assert moved(finger, False, 10.08).gesture is TAP


def test_a_hold_is_told_while_the_key_is_down():
    """A hold is told after 1.5 s, and its release tells nothing more."""
    finger = moved(Finger(), True, 10.0).finger
    assert waited(finger, 10.0 + HOLD_S - 0.01).gesture is None
    move = waited(finger, 10.0 + HOLD_S)
    assert move.gesture is HOLD
    assert moved(move.finger, False, 13.0).gesture is None


def test_a_hold_is_told_even_if_nobody_looked_meanwhile():
    """A release after 1.5 s tells the hold that nobody had noticed."""
    finger = moved(Finger(), True, 10.0).finger
    assert moved(finger, False, 12.0).gesture is HOLD


def test_a_second_press_in_time_is_a_double():
    """A double press is told as the key goes down again."""
    finger = moved(Finger(has_double=True), True, 10.0).finger
    finger = moved(finger, False, 10.1).finger
    move = moved(finger, True, 10.1 + DOUBLE_S)
    assert move.gesture is DOUBLE
    assert moved(move.finger, False, 10.6).gesture is None


def test_a_second_press_too_late_is_another_one():
    """The first tap is told when its time is over, before the second begins."""
    assert gestures([(0.1, 0.4), (0.1, 1.0)], has_double=True) == [TAP, TAP]


def test_a_tap_that_could_double_waits():
    """A key with a double press tells its tap 0.35 s after release."""
    finger = moved(Finger(has_double=True), True, 10.0).finger
    finger = moved(finger, False, 10.1).finger
    assert waited(finger, 10.1 + DOUBLE_S).gesture is None
    assert waited(finger, 10.1 + DOUBLE_S + 0.01).gesture is TAP


def test_the_same_edge_twice_moves_nothing():
    """A lost or repeated edge starts no second press."""
    finger = moved(Finger(), True, 10.0).finger
    assert moved(finger, True, 10.5) == (finger, None)
    assert moved(Finger(), False, 10.5) == (Finger(), None)


def test_a_dropped_press_means_nothing():
    """What a dropped finger began is told neither by time nor by release."""
    finger = dropped(moved(Finger(has_double=True), True, 10.0).finger)
    assert waited(finger, 12.0).gesture is None
    finger = moved(finger, False, 12.0).finger
    assert waited(finger, 13.0) == (Finger(has_double=True), None)


@given(PRESSES)
def test_every_press_is_one_gesture(presses):
    """Without a double press, each press is a tap or a hold by its length alone."""
    meant = [HOLD if held >= HOLD_S else TAP for held, _ in presses]
    assert gestures(presses, has_double=False) == meant


@given(PRESSES)
def test_every_press_counts_once(presses):
    """With a double press, a gesture takes one press or exactly two."""
    told = gestures(presses, has_double=True)
    assert sum(2 if gesture is DOUBLE else 1 for gesture in told) == len(presses)


@given(PRESSES, st.booleans(), st.sampled_from([0.01, 0.05, 0.7]))
def test_looking_changes_nothing(presses, has_double, look_every):
    """How often somebody looks at the key does not change what a press means."""
    plain = gestures(presses, has_double=has_double)
    assert gestures(presses, has_double=has_double, look_every=look_every) == plain
