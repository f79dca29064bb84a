"""A day played again: its events, and how the office stood after every so many."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime

from events.recorded import Recorded
from hub.application.live_screen.seen import Seen, after

# Events between two marks: what must be played again, at most, to show an instant.
EVERY = 200


class PlayedDay:
    """The events of one day in order, with marks to go on from.

    What is seen shares with what was seen before all that did not change, so that a
    mark costs little. It `is_over` once another day has begun.
    """

    def __init__(self, begin: Seen) -> None:
        """Begin before the day's first event."""
        self._marks = [begin]
        self._last = begin
        self._events: list[Recorded] = []
        self.is_over = False

    @property
    def position(self) -> int:
        """The position of the newest event taken in."""
        return self._last.position

    def go_on(self, events: Iterable[Recorded]) -> None:
        """Take in what came next."""
        for recorded in events:
            self._last = after(self._last, recorded)
            self._events.append(recorded)
            if len(self._events) % EVERY == 0:
                self._marks.append(self._last)

    def at(self, when: datetime) -> Seen:
        """Return what was seen at an instant: every event up to it counts."""
        count = bisect_right(self._events, when, key=_at)
        if count == len(self._events):
            return self._last
        mark = count // EVERY
        seen = self._marks[mark]
        for recorded in self._events[mark * EVERY : count]:
            seen = after(seen, recorded)
        return seen


def _at(recorded: Recorded) -> datetime:
    return recorded.at
