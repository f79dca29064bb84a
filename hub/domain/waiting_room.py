"""Who waits for what, each line in its order, so that nobody looks through them all.

People of one service, one class and one wish (any counter, or that one) stand in one
line by arrival: the class's credit, being the same for all of them, changes no order.
Whoever comes or goes has one line copied; a room is never changed in place.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from events.visit import VisitClass, Waiting
from hub.domain.visit import Visit


class Turn(NamedTuple):
    """A visit's place in its line: by arrival, and at one instant by ticket."""

    arrived: datetime
    ticket: str
    visit: str


Turns: TypeAlias = Sequence[Turn]


class Lines(Struct, frozen=True):
    """The two lines of those who wait for the same, one for each class."""

    normal: Turns = ()
    priority: Turns = ()

    def of(self, visit_class: VisitClass) -> Turns:
        """Return the line of a class."""
        return self.normal if visit_class is VisitClass.NORMAL else self.priority

    def with_line(self, visit_class: VisitClass, turns: Turns) -> Lines:
        """Return the lines with that one for a class."""
        if visit_class is VisitClass.NORMAL:
            return Lines(turns, self.priority)
        return Lines(self.normal, turns)


# The lines of one service: by the counter that is waited for, None for any.
ByCounter: TypeAlias = Mapping[str | None, Lines]

NOBODY = Lines()
NO_LINES: ByCounter = {}


class WaitingRoom(Struct, frozen=True):
    """All lines of the office; one that has stood once stays, if only empty."""

    services: Mapping[str, ByCounter] = {}

    def of(self, service: str) -> ByCounter:
        """Return the lines of a service."""
        return self.services.get(service, NO_LINES)

    def count(self, service: str) -> int:
        """Return how many wait for a service."""
        by_counter = self.of(service).values()
        return sum([len(x.normal) + len(x.priority) for x in by_counter])

    def __iter__(self) -> Iterator[Turn]:
        """Yield everybody, line by line."""
        for by_counter in self.services.values():
            for lines in by_counter.values():
                yield from lines.normal
                yield from lines.priority

    def moved(self, was: Visit | None, now: Visit) -> WaitingRoom:
        """Return the room after a visit has moved; it may have been or be elsewhere."""
        room = self
        if was is not None and isinstance(was.place, Waiting):
            room = room._without(was, was.place.counter)
        if isinstance(now.place, Waiting):
            room = room._with(now, now.place.counter)
        return room

    def _with(self, visit: Visit, wanted: str | None) -> WaitingRoom:
        line = [*self._line(visit, wanted)]
        insort(line, turn(visit))
        return self._with_line(visit, wanted, line)

    def _without(self, visit: Visit, wanted: str | None) -> WaitingRoom:
        line = [*self._line(visit, wanted)]
        del line[bisect_left(line, turn(visit))]
        return self._with_line(visit, wanted, line)

    def _line(self, visit: Visit, wanted: str | None) -> Turns:
        return self.of(visit.service).get(wanted, NOBODY).of(visit.visit_class)

    def _with_line(self, visit: Visit, wanted: str | None, line: Turns) -> WaitingRoom:
        by_counter = self.of(visit.service)
        lines = by_counter.get(wanted, NOBODY).with_line(visit.visit_class, line)
        return WaitingRoom(
            {**self.services, visit.service: {**by_counter, wanted: lines}}
        )


def turn(visit: Visit) -> Turn:
    """Return a visit's place in its line."""
    return Turn(visit.arrived, visit.ticket, visit.id)
