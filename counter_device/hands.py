"""All keys at once: each has its own finger, and they do not mix.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from counter_device import gestures
from counter_device.gestures import Finger, Gesture, Move
from counter_device.keys import DOUBLES, Key


class Edge(NamedTuple):
    """A key went down or up, at that second of a steady clock."""

    key: Key
    is_down: bool
    at: float


class Made(NamedTuple):
    """A gesture on a key."""

    key: Key
    gesture: Gesture


@dataclass(frozen=True, slots=True)
class Hands:
    """A finger for each key."""

    fingers: Mapping[Key, Finger] = field(
        default_factory=lambda: {key: Finger(key in DOUBLES) for key in Key}
    )

    @property
    def is_pressed(self) -> bool:
        """True while a key is down, or a tap may still become a double press."""
        is_down = any(f.down_at is not None for f in self.fingers.values())
        return is_down or self.is_undecided

    @property
    def is_undecided(self) -> bool:
        """True while a gesture may still follow by itself."""
        return any(finger.is_undecided for finger in self.fingers.values())

    def moved(self, edge: Edge) -> tuple[Hands, tuple[Made, ...]]:
        """Return what follows from one edge."""
        move = gestures.moved(self.fingers[edge.key], edge.is_down, edge.at)
        return self._after({edge.key: move})

    def waited(self, at: float) -> tuple[Hands, tuple[Made, ...]]:
        """Return what follows from time alone."""
        moves = {k: gestures.waited(f, at) for k, f in self.fingers.items()}
        return self._after(moves)

    def dropped(self) -> Hands:
        """Return the hands with everything they began made void."""
        return Hands({k: gestures.dropped(f) for k, f in self.fingers.items()})

    def _after(self, moves: Mapping[Key, Move]) -> tuple[Hands, tuple[Made, ...]]:
        fingers = {key: move.finger for key, move in moves.items()}
        made = tuple(
            Made(key, move.gesture) for key, move in moves.items() if move.gesture
        )
        return Hands({**self.fingers, **fingers}), made
