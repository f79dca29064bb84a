"""Two hubs heard on one broker: who gives way? Pure but for the clock it is given.

A hub counts as established after 25 s. Whoever is established stays and says at once
that it is there; a newcomer that keeps hearing it gives way. Between equals the younger
epoch gives way. Epochs alone would not do: a machine whose clock stands in the past
makes old ones.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

ESTABLISHED_S = 25.0
HEARD_AGAIN_S = 12.0
STUBBORN_S = 60.0
MOST_REMEMBERED = 100


class Verdict(Enum):
    """What to do about a heartbeat."""

    PASS = "pass"
    ANSWER = "answer"
    GIVE_WAY = "give-way"


class Rivalry:
    """Judges the live heartbeats that are heard, by epoch."""

    def __init__(self, epoch: str, monotonic: Callable[[], float]) -> None:
        """Remember who we are and since when."""
        self._epoch = epoch
        self._monotonic = monotonic
        self._began = monotonic()
        self._first_heard: dict[str, float] = {}

    def heard(self, epoch: str) -> Verdict:
        """Return what to do about a heartbeat of that epoch."""
        if epoch == self._epoch:
            return Verdict.PASS
        now = self._monotonic()
        heard_for = now - self._since(epoch, now)
        is_established = now - self._began > ESTABLISHED_S
        if self._must_go(epoch, heard_for, is_established):
            return Verdict.GIVE_WAY
        return Verdict.ANSWER

    def _since(self, epoch: str, now: float) -> float:
        """Return when that epoch was heard first; invented ones fill no memory."""
        if epoch not in self._first_heard and len(self._first_heard) >= MOST_REMEMBERED:
            del self._first_heard[next(iter(self._first_heard))]
        return self._first_heard.setdefault(epoch, now)

    def _must_go(self, epoch: str, heard_for: float, is_established: bool) -> bool:
        is_older = epoch < self._epoch
        if is_established:
            return is_older and heard_for > STUBBORN_S
        return is_older or heard_for >= HEARD_AGAIN_S
