"""What each key asks for: four keys, pressed in three ways."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from counter_device.gestures import Gesture
from events.counter import (
    CloseCounter,
    CounterStatus,
    OpenCounter,
    PauseCounter,
    ResumeCounter,
)
from events.ids import CounterId
from events.visit import (
    CallNext,
    FinishServing,
    MarkNoShow,
    ParkVisit,
    Recall,
    ReturnVisit,
    StartServing,
    Undo,
)

Command: TypeAlias = (
    CallNext
    | CloseCounter
    | FinishServing
    | MarkNoShow
    | OpenCounter
    | ParkVisit
    | PauseCounter
    | Recall
    | ResumeCounter
    | ReturnVisit
    | StartServing
    | Undo
)


class Key(StrEnum):
    """A key, by the name that site file and panel use."""

    NEXT = "next"
    RECALL = "recall"
    START = "start"
    PAUSE = "pause"


def command(
    key: Key,
    gesture: Gesture,
    status: CounterStatus,
    *,
    counter: CounterId,
    revision: int,
) -> Command | None:
    """Return what the gesture asks the hub for; None if it means nothing on that key.

    Whether it may be done just now is the hub's to say.
    """
    asked = _BY_STATE.get((key, gesture, status)) or _ALWAYS.get((key, gesture))
    if asked is None:
        return None
    return asked(counter=counter, revision=revision)


_ALWAYS: Mapping[tuple[Key, Gesture], type[Command]] = {
    (Key.NEXT, Gesture.TAP): CallNext,
    (Key.NEXT, Gesture.HOLD): OpenCounter,
    (Key.RECALL, Gesture.TAP): Recall,
    (Key.RECALL, Gesture.HOLD): MarkNoShow,
    (Key.RECALL, Gesture.DOUBLE): Undo,
    (Key.START, Gesture.TAP): StartServing,
    (Key.START, Gesture.HOLD): ParkVisit,
    (Key.START, Gesture.DOUBLE): ReturnVisit,
    (Key.PAUSE, Gesture.TAP): PauseCounter,
    (Key.PAUSE, Gesture.HOLD): CloseCounter,
}

_BY_STATE: Mapping[tuple[Key, Gesture, CounterStatus], type[Command]] = {
    (Key.START, Gesture.TAP, CounterStatus.SERVING): FinishServing,
    (Key.PAUSE, Gesture.TAP, CounterStatus.PAUSED): ResumeCounter,
}

DOUBLES = frozenset(key for key, gesture in _ALWAYS if gesture is Gesture.DOUBLE)
