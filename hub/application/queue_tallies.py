"""What visitors went through since the hub began, in plain numbers, for /metrics.

Counted from the events of each commit on the writer's thread; read from any, which
copies first. What only grows cannot be taken back: of a visit the first call, the wait
before it and being served count once, so that an act undone and done again is one.
Exact figures, with all that was undone left out, are those of views.db.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from msgspec import Struct

from events import visit as visits
from events.counter import ActionUndone
from events.day import DayOpened
from events.recorded import Recorded
from events.session import RatingGiven
from events.settings import Targets
from hub.application.tallies import Spread
from hub.domain.state import State
from hub.projections.cleared import is_forgotten

MINUTE = 60.0
WAITS = tuple(MINUTE * m for m in (1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120))
HANDLINGS = tuple(MINUTE * m for m in (1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60))
ERRORS = tuple(MINUTE * m for m in (1, 2, 5, 10, 15, 20, 30, 45, 60))

Label: TypeAlias = tuple[str, ...]


class Came(Struct, kw_only=True):
    """A visit of today, as far as counting needs it.

    `serving` is since when it is being served, `served` how long it was before that,
    `stint` the last time it was set aside. `told` is the range of its estimate.
    """

    service: str
    arrived: datetime
    told: tuple[int, int] | None = None
    is_called: bool = False
    is_served: bool = False
    serving: datetime | None = None
    served: timedelta = timedelta()
    stint: timedelta = timedelta()


class QueueTallies:
    """Tickets, calls and departures by service, ratings, and what estimates came to."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._today: dict[str, Came] = {}
        self._targets = Targets()
        self.forget()

    def forget(self) -> None:
        """Have every number begin at nothing; who is here stays known."""
        self.issued: dict[Label, int] = {}
        self.in_time: dict[Label, int] = {}
        self.no_shows: dict[Label, int] = {}
        self.departed: dict[Label, int] = {}
        self.ratings: dict[Label, int] = {}
        self.waits: dict[Label, Spread] = {}
        self.handlings: dict[Label, Spread] = {}
        self.estimate_error = Spread(ERRORS)
        self.longer_than_told = 0

    def begin(self, history: Iterable[Recorded], state: State) -> None:
        """Know who is here from the day's events so far; they are counted no more."""
        self._follow(history, state)
        self.forget()

    def on_commit(self, events: tuple[Recorded, ...], state: State) -> None:
        """Count what a commit brought; called on the writer's thread."""
        self._follow(events, state)

    def _follow(self, events: Iterable[Recorded], state: State) -> None:
        self._targets = state.settings.held.targets
        for recorded in events:
            count = COUNTS.get(type(recorded.event))
            if count is QueueTallies._served and is_forgotten(recorded):
                count = QueueTallies._left_behind
            if count is not None:
                count(self, recorded.event, recorded.at)

    def _opened(self, event: DayOpened, at: datetime) -> None:
        self._today = {}

    def _issued(self, event: visits.TicketIssued, at: datetime) -> None:
        self._today[event.visit] = Came(service=event.service, arrived=at)
        _more(self.issued, (event.service, event.visit_class.value))

    def _told(self, event: visits.WaitEstimated, at: datetime) -> None:
        self._today[event.visit].told = (event.from_s, event.to_s)

    def _called(self, event: visits.VisitCalled, at: datetime) -> None:
        came = self._today[event.visit]
        if came.is_called:
            return
        came.is_called = True
        waited = (at - came.arrived).total_seconds()
        _spread(self.waits, (came.service,), WAITS).add(waited)
        if waited <= self._targets.called_within_min * MINUTE:
            _more(self.in_time, (came.service,))
        if came.told is not None:
            self._compare(waited, came.told)

    def _compare(self, waited: float, told: tuple[int, int]) -> None:
        self.estimate_error.add(abs(waited - sum(told) / 2))
        self.longer_than_told += waited > told[1]

    def _started(self, event: visits.ServingStarted, at: datetime) -> None:
        self._today[event.visit].serving = at

    def _set_aside(
        self, event: visits.VisitParked | visits.VisitTransferred, at: datetime
    ) -> None:
        came = self._today[event.visit]
        came.stint = at - came.serving if came.serving else timedelta()
        came.served += came.stint
        came.serving = None

    def _served(self, event: visits.VisitServed, at: datetime) -> None:
        came = self._today[event.visit]
        if came.is_served or came.serving is None:
            return
        came.is_served = True
        took = came.served + (at - came.serving)
        _spread(self.handlings, (came.service,), HANDLINGS).add(took.total_seconds())
        _more(self.departed, (came.service, "served"))

    def _left_behind(self, event: visits.VisitServed, at: datetime) -> None:
        """The hub ended it by itself: nobody knows how long it took."""
        came = self._today[event.visit]
        if came.is_served or came.serving is None:
            return
        came.is_served = True
        _more(self.departed, (came.service, "served"))

    def _no_show(self, event: visits.NoShowMarked, at: datetime) -> None:
        _more(self.no_shows, (self._today[event.visit].service,))

    def _abandoned(self, event: visits.VisitAbandoned, at: datetime) -> None:
        _more(self.departed, (self._today[event.visit].service, "abandoned"))

    def _expired(self, event: visits.VisitExpired, at: datetime) -> None:
        _more(self.departed, (self._today[event.visit].service, "expired"))

    def _rated(self, event: RatingGiven, at: datetime) -> None:
        _more(self.ratings, (str(event.score),))

    def _undone(self, event: ActionUndone, at: datetime) -> None:
        """Go on from the restored places; what was counted stays counted."""
        for restored in event.visits:
            came, place = self._today[restored.visit], restored.place
            is_here = isinstance(place, visits.Serving)
            if is_here and came.serving is None:
                came.served -= came.stint
            came.serving = place.since if is_here else None


def _more(counts: dict[Label, int], label: Label) -> None:
    counts[label] = counts.get(label, 0) + 1


def _spread(
    spreads: dict[Label, Spread], label: Label, steps: tuple[float, ...]
) -> Spread:
    found = spreads.get(label)
    if found is None:
        found = spreads[label] = Spread(steps)
    return found


COUNTS: Mapping[type, Callable[[QueueTallies, Any, datetime], None]] = {
    DayOpened: QueueTallies._opened,
    visits.TicketIssued: QueueTallies._issued,
    visits.WaitEstimated: QueueTallies._told,
    visits.VisitCalled: QueueTallies._called,
    visits.ServingStarted: QueueTallies._started,
    visits.VisitParked: QueueTallies._set_aside,
    visits.VisitTransferred: QueueTallies._set_aside,
    visits.VisitServed: QueueTallies._served,
    visits.NoShowMarked: QueueTallies._no_show,
    visits.VisitAbandoned: QueueTallies._abandoned,
    visits.VisitExpired: QueueTallies._expired,
    RatingGiven: QueueTallies._rated,
    ActionUndone: QueueTallies._undone,
}
