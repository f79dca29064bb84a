"""How a finger moves on a key, told as what it means: a tap, a hold or a double press.

Pure: edges come in with their times (seconds of any steady clock), gestures go out.
A hold is told while the key is still down. A key without a double press tells its tap
on release, at once; a key with one waits that long for a second press.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

HOLD_S = 1.5
DOUBLE_S = 0.35


class Gesture(StrEnum):
    """The three ways to press one key."""

    TAP = "tap"
    HOLD = "hold"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class Finger:
    """What is going on at one key; `is_told` once this press had its gesture."""

    has_double: bool = False
    down_at: float | None = None
    is_told: bool = False
    tapped_at: float | None = None

    @property
    def is_undecided(self) -> bool:
        """True while a gesture may still follow by itself, as time goes by."""
        is_holding = self.down_at is not None and not self.is_told
        return is_holding or self.tapped_at is not None


class Move(NamedTuple):
    """The finger after one edge or some time, and the gesture that came of it."""

    finger: Finger
    gesture: Gesture | None = None


def moved(finger: Finger, is_down: bool, at: float) -> Move:
    """Return what follows from the key going down or up."""
    earlier = waited(finger, at)
    if is_down == (earlier.finger.down_at is not None):
        return earlier  # the same edge twice: nothing moved
    now = _pressed(earlier.finger, at) if is_down else _released(earlier.finger, at)
    return Move(now.finger, earlier.gesture or now.gesture)


def waited(finger: Finger, at: float) -> Move:
    """Return what follows from time alone: a hold, or a tap nobody doubled."""
    if finger.down_at is not None and not finger.is_told:
        if at - finger.down_at >= HOLD_S:
            return Move(replace(finger, is_told=True), Gesture.HOLD)
    elif finger.tapped_at is not None and at - finger.tapped_at > DOUBLE_S:
        return Move(replace(finger, tapped_at=None), Gesture.TAP)
    return Move(finger)


def _pressed(finger: Finger, at: float) -> Move:
    if finger.tapped_at is None:
        return Move(replace(finger, down_at=at))
    doubled = replace(finger, down_at=at, is_told=True, tapped_at=None)
    return Move(doubled, Gesture.DOUBLE)


def _released(finger: Finger, at: float) -> Move:
    up = replace(finger, down_at=None, is_told=False)
    if finger.is_told:
        return Move(up)
    if finger.has_double:
        return Move(replace(up, tapped_at=at))
    return Move(up, Gesture.TAP)


def dropped(finger: Finger) -> Finger:
    """Return the finger with what it began made void; it may still be down."""
    return replace(finger, is_told=finger.down_at is not None, tapped_at=None)
