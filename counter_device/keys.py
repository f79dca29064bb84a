"""What each key asks for: the clerk's four, pressed in three ways, and the faces."""

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
from events.session import Rate
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

Act: TypeAlias = (
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
Command: TypeAlias = Act | Rate


class Key(StrEnum):
    """A key, by the name that site file and panel use; a face by its score."""

    NEXT = "next"
    RECALL = "recall"
    START = "start"
    PAUSE = "pause"
    FACE_1 = "face-1"
    FACE_2 = "face-2"
    FACE_3 = "face-3"
    FACE_4 = "face-4"
    FACE_5 = "face-5"


SCORES: Mapping[Key, int] = {
    Key.FACE_1: 1,
    Key.FACE_2: 2,
    Key.FACE_3: 3,
    Key.FACE_4: 4,
    Key.FACE_5: 5,
}
"""What a visitor says by a face."""

FACES: Mapping[int, tuple[Key, ...]] = {
    0: (),
    3: (Key.FACE_1, Key.FACE_3, Key.FACE_5),
    5: (Key.FACE_1, Key.FACE_2, Key.FACE_3, Key.FACE_4, Key.FACE_5),
}
"""The faces of a box, by how many it has: three span as wide a scale as five."""


def command(
    key: Key,
    gesture: Gesture,
    status: CounterStatus,
    *,
    counter: CounterId,
    revision: int,
) -> Command | None:
    """Return what the gesture asks the hub for; None if it means nothing on that key.

    Whether it may be done just now is the hub's to say. A face means the same however
    long a finger rests on it.
    """
    if (score := SCORES.get(key)) is not None:
        return Rate(score=score, counter=counter, revision=revision)
    asked = _BY_STATE.get((key, gesture, status)) or _ALWAYS.get((key, gesture))
    if asked is None:
        return None
    return asked(counter=counter, revision=revision)


_ALWAYS: Mapping[tuple[Key, Gesture], type[Act]] = {
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

_BY_STATE: Mapping[tuple[Key, Gesture, CounterStatus], type[Act]] = {
    (Key.START, Gesture.TAP, CounterStatus.SERVING): FinishServing,
    (Key.PAUSE, Gesture.TAP, CounterStatus.PAUSED): ResumeCounter,
}

DOUBLES = frozenset(key for key, gesture in _ALWAYS if gesture is Gesture.DOUBLE)
