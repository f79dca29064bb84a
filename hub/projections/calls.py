"""Which calls did the waiting room hear last?"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from events.counter import ActionUndone
from events.day import DayOpened
from events.recorded import Recorded
from events.visit import Called, Place, Serving, VisitCalled, VisitRecalled

KEPT = 12
ASKED = frozenset({VisitCalled, VisitRecalled, ActionUndone, DayOpened})


class Call(Struct, frozen=True, kw_only=True):
    """A visit announced to a counter; `at` and `position` are of the newest time."""

    visit: str
    ticket: str
    counter: str
    at: datetime
    position: int
    times: int = 1


class RecentCalls(Struct, frozen=True):
    """The last calls of the day, the newest first."""

    calls: tuple[Call, ...] = ()

    def after(self, recorded: Recorded) -> RecentCalls:
        """Return the calls as they stand after one more event."""
        if type(recorded.event) not in ASKED:
            return self
        match recorded.event:
            case VisitCalled():
                return self._heard(recorded, times=1)
            case VisitRecalled(times=times):
                return self._heard(recorded, times)
            case ActionUndone():
                return self._undone(recorded.event)
            case _:  # A day opens: nobody has been called yet.
                return RecentCalls()

    def _heard(self, recorded: Recorded, times: int) -> RecentCalls:
        """Put a call to the front, even if newer ones have pushed it out."""
        event = recorded.event
        call = Call(
            visit=event.visit,
            ticket=event.ticket,
            counter=event.counter,
            at=recorded.at,
            position=recorded.position,
            times=times,
        )
        return RecentCalls((call, *self._without(event.visit))[:KEPT])

    def _undone(self, event: ActionUndone) -> RecentCalls:
        places = {visit.visit: visit.place for visit in event.visits}
        calls = (
            _as_before(call, places.get(call.visit), event.act) for call in self.calls
        )
        return RecentCalls(tuple(call for call in calls if call is not None))

    def _without(self, visit: str) -> tuple[Call, ...]:
        return tuple([c for c in self.calls if c.visit != visit])


def _as_before(call: Call, place: Place | None, act: str) -> Call | None:
    """Return a call as it stands when its visit is back at that place."""
    match place:
        case Called(times=times):
            return replace(call, times=times)
        case None | Serving():
            return call
        case _:
            return None if act == "visit-called" else call
