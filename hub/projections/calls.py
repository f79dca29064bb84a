"""Which calls did the waiting room hear last?"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from events.counter import ActionUndone
from events.day import DayOpened
from events.recorded import Recorded
from events.visit import VisitCalled, VisitRecalled, Why

KEPT = 12


class Call(Struct, frozen=True, kw_only=True):
    """A visit announced to a counter; `at` and `position` are of the newest time."""

    visit: str
    ticket: str
    counter: str
    at: datetime
    position: int
    why: Why
    times: int = 1


class RecentCalls(Struct, frozen=True):
    """The last calls of the day, the newest first."""

    calls: tuple[Call, ...] = ()

    def after(self, recorded: Recorded) -> RecentCalls:
        """Return the calls as they stand after one more event."""
        match recorded.event:
            case VisitCalled(visit=visit, ticket=ticket, counter=counter, why=why):
                call = Call(
                    visit=visit,
                    ticket=ticket,
                    counter=counter,
                    at=recorded.at,
                    position=recorded.position,
                    why=why,
                )
                return RecentCalls((call, *self._without(visit))[:KEPT])
            case VisitRecalled(visit=visit, times=times):
                return self._again(visit, times, recorded)
            case ActionUndone(act="visit-called", visits=visits, counter=counter):
                gone = {v.visit for v in visits}
                kept = (
                    c for c in self.calls if c.visit not in gone or c.counter != counter
                )
                return RecentCalls(tuple(kept))
            case DayOpened():
                return RecentCalls()
            case _:
                return self

    def _again(self, visit: str, times: int, recorded: Recorded) -> RecentCalls:
        again = (
            replace(c, times=times, at=recorded.at, position=recorded.position)
            for c in self.calls
            if c.visit == visit
        )
        return RecentCalls((*again, *self._without(visit)))

    def _without(self, visit: str) -> tuple[Call, ...]:
        return tuple(c for c in self.calls if c.visit != visit)
