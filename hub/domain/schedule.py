"""When everybody would be called if all went as it lately did: what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from events.visit import VisitClass


class Seat(NamedTuple):
    """An open counter once everybody is called: what it takes, and when it is free."""

    services: frozenset[str]
    free: float


class Schedule(Struct, frozen=True, kw_only=True):
    """In how many seconds, from `at` on, each waiting visit would be called.

    `priority` is for whoever takes a number of a service with priority now. `left` is
    how long a visit still goes on that is looked at some time while it is served.
    """

    at: datetime
    starts: Mapping[str, float]
    priority: Mapping[str, float]
    seats: tuple[Seat, ...]
    left: float

    def of_newcomer(
        self, service: str, visit_class: VisitClass = VisitClass.NORMAL
    ) -> float | None:
        """Return when somebody who takes a number now would be called, if known.

        Nobody knows it of a service that no open counter takes.
        """
        if visit_class is VisitClass.PRIORITY:
            return self.priority.get(service)
        return newcomer(self.seats, service, self.left)

    def joined(self, service: str, visit_class: VisitClass, work: float) -> Schedule:
        """Return the schedule with one more at the end, who takes so long."""
        seats = self.seats
        taking = [n for n, seat in enumerate(seats) if service in seat.services]
        if not taking:
            return self
        at = min(taking, key=lambda n: seats[n].free)
        longer = Seat(seats[at].services, seats[at].free + work)
        priority = self.priority
        if visit_class is VisitClass.PRIORITY:
            delay = work / len(taking)
            priority = {
                s: x + delay if s in longer.services else x for s, x in priority.items()
            }
        seats = (*seats[:at], longer, *seats[at + 1 :])
        return replace(self, seats=seats, priority=priority)


def newcomer(seats: Sequence[Seat], service: str, left: float) -> float | None:
    """Return when the first counter that takes a service would be free, if any does."""
    free = [seat.free for seat in seats if service in seat.services]
    return soonest(free, left) if free else None


def soonest(free: Sequence[float], left: float) -> float:
    """Return when the first of some counters is free, by the means of each.

    The mean of a least is below the least of the means. While all of them are busy
    their free times sum up to all the work there is; what the others still have to do
    when the first is free is `left` each, or less where their own end is nearer. With
    exponential times this is exact, `(n + 1) / (c * rate)`.
    """
    least, total, still = free[0], 0.0, 0.0
    for each in free:
        least = min(least, each)
        total += each
        still += min(left, each)
    count = len(free)
    mean = (total - (count - 1) * still / count) / count
    return max(min(mean, least), 0.0)
