"""Which calls did the waiting room hear last?"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from events.counter import ActionUndone
from events.day import DayOpened
from events.recorded import Recorded
from events.visit import Called, Place, Serving, VisitCalled, VisitRecalled, Why

KEPT = 12


class Call(Struct, frozen=True, kw_only=True):
    """A visit announced to a counter; `at` and `position` are of the newest time.

    `why` is None where the first announcement is no longer known.
    """

    visit: str
    ticket: str
    counter: str
    at: datetime
    position: int
    why: Why | None
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
            case VisitRecalled():
                return self._again(recorded.event, recorded)
            case ActionUndone():
                return self._undone(recorded.event)
            case DayOpened():
                return RecentCalls()
            case _:
                return self

    def _again(self, event: VisitRecalled, recorded: Recorded) -> RecentCalls:
        """Move the call to the front, even if newer ones have pushed it out."""
        call = Call(
            visit=event.visit,
            ticket=event.ticket,
            counter=event.counter,
            at=recorded.at,
            position=recorded.position,
            why=next((c.why for c in self.calls if c.visit == event.visit), None),
            times=event.times,
        )
        return RecentCalls((call, *self._without(event.visit))[:KEPT])

    def _undone(self, event: ActionUndone) -> RecentCalls:
        places = {visit.visit: visit.place for visit in event.visits}
        calls = (
            _as_before(call, places.get(call.visit), event.act) for call in self.calls
        )
        return RecentCalls(tuple(call for call in calls if call is not None))

    def _without(self, visit: str) -> tuple[Call, ...]:
        return tuple(c for c in self.calls if c.visit != visit)


def _as_before(call: Call, place: Place | None, act: str) -> Call | None:
    """Return a call as it stands when its visit is back at that place."""
    match place:
        case Called(times=times):
            return replace(call, times=times)
        case None | Serving():
            return call
        case _:
            return None if act == "visit-called" else call
