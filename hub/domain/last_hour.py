"""Who was called and who left in the last sixty minutes, as far as alerts ask."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from events.counter import ActionUndone
from events.day import DayOpened
from events.recorded import Recorded
from events.visit import VisitAbandoned, VisitCalled, WhyRule

HOUR = timedelta(minutes=60)
ASKED = frozenset({VisitCalled, VisitAbandoned, ActionUndone, DayOpened})


class Call(NamedTuple):
    """A visit was called to a counter; `is_picked`: out of order, by the clerk."""

    at: datetime
    visit: str
    counter: str
    is_picked: bool


class Leave(NamedTuple):
    """A visitor gave the number up."""

    at: datetime
    visit: str


Kept = TypeVar("Kept", Call, Leave)


class LastHour(Struct, frozen=True):
    """The calls and leaves of the day's last hour, the oldest first."""

    calls: tuple[Call, ...] = ()
    left: tuple[Leave, ...] = ()

    def after(self, recorded: Recorded) -> LastHour:
        """Return the hour as it stands after one more event."""
        if type(recorded.event) not in ASKED:
            return self
        match recorded.event:
            case VisitCalled():
                calls = _since(self.calls, recorded.at)
                return replace(self, calls=(*calls, _call(recorded)))
            case VisitAbandoned(visit=visit):
                left = _since(self.left, recorded.at)
                return replace(self, left=(*left, Leave(recorded.at, visit)))
            case ActionUndone(act="visit-called"):
                return replace(self, calls=self._without(recorded.event))
            case DayOpened():
                return LastHour()
            case _:
                return self

    def up_to(self, now: datetime) -> LastHour:
        """Return what of it is still of the hour before that instant."""
        return LastHour(tuple(_since(self.calls, now)), tuple(_since(self.left, now)))

    def _without(self, undone: ActionUndone) -> tuple[Call, ...]:
        """Return the calls without the one that was taken back: its visit's last."""
        waiting = {visit.visit for visit in undone.visits}
        for place in range(len(self.calls) - 1, -1, -1):
            if self.calls[place].visit in waiting:
                return (*self.calls[:place], *self.calls[place + 1 :])
        return self.calls


def _since(kept: Sequence[Kept], now: datetime) -> Sequence[Kept]:
    """Return those of the hour before an instant; time never goes back."""
    return kept[bisect_right(kept, now - HOUR, key=_at) :]


def _at(one: Call | Leave) -> datetime:
    return one.at


def _call(recorded: Recorded) -> Call:
    event: VisitCalled = recorded.event
    is_picked = event.why.rule is WhyRule.PICKED
    return Call(recorded.at, event.visit, event.counter, is_picked)
