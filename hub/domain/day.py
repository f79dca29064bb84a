"""The state of one office's day, as folded from its events.

Maps are persistent (immutables): a later state shares with an earlier one what did not
change, so a decision may be tried and dropped for nothing, whatever the day's length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, TypeAlias

from immutables import Map
from msgspec import Struct
from msgspec.structs import replace

from events.counter import CounterRestored, CounterStatus, PauseReason, VisitRestored
from events.plan import CounterPlan, DayPlan, ServicePlan
from events.recorded import Recorded
from events.visit import Called, Serving
from hub.domain.visit import Visit
from hub.domain.waiting_room import WaitingRoom


class LastAct(Struct, frozen=True, kw_only=True):
    """A counter's last act, and how everything stood before it."""

    act: str
    cause: str
    by: str
    at: datetime
    position: int
    visits: tuple[VisitRestored, ...]
    counter: CounterRestored
    priority_run: int


class LastUndo(Struct, frozen=True, kw_only=True):
    """What a counter took back last, who pressed, and when."""

    act: str
    by: str
    at: datetime


class Counter(Struct, frozen=True, kw_only=True):
    """A counter as it is now; `revision` is the position of its last own event."""

    id: str
    is_open: bool = False
    is_paused: bool = False
    since: datetime | None = None
    pause_reason: PauseReason | None = None
    clerk: str | None = None
    visit: str | None = None
    last_parked: str | None = None
    revision: int = 0
    last_act: LastAct | None = None
    last_undo: LastUndo | None = None

    def snapshot(self) -> CounterRestored:
        """Return what an undo would have to restore."""
        return CounterRestored(
            is_open=self.is_open,
            is_paused=self.is_paused,
            since=self.since,
            pause_reason=self.pause_reason,
            clerk=self.clerk,
            visit=self.visit,
            last_parked=self.last_parked,
        )


class Day(Struct, frozen=True, kw_only=True):
    """An office's day. Before the first day there is `NO_DAY`."""

    office: str = ""
    date: date | None = None
    is_open: bool = False
    plan: DayPlan = DayPlan(services=(), counters=())
    last_at: datetime | None = None
    position: int = 0
    version: int = 0
    priority_run: int = 0
    issued: Map[str, int] = Map()
    visits: Map[str, Visit] = Map()
    waiting: WaitingRoom = WaitingRoom()
    tickets: Map[str, str] = Map()
    counters: Map[str, Counter] = Map()

    def service(self, service: str) -> ServicePlan | None:
        """Return the service of this letter, if the office offers it."""
        return next((s for s in self.plan.services if s.id == service), None)

    def counter_plan(self, counter: str) -> CounterPlan | None:
        """Return what a counter serves, if the plan names it."""
        for plan in self.plan.counters:
            if plan.id == counter:
                return plan
        return None

    def visit_of(self, ticket: str) -> Visit | None:
        """Return the visit of a ticket of today."""
        visit = self.tickets.get(ticket)
        return None if visit is None else self.visits[visit]

    def visit_at(self, counter: str) -> Visit | None:
        """Return the visit that is called to a counter or served there."""
        visit = self.counters[counter].visit
        return None if visit is None else self.visits[visit]

    def waiting_visits(self) -> Iterator[Visit]:
        """Yield every waiting visit, line by line."""
        return (self.visits[turn.visit] for turn in self.waiting)

    def status(self, counter: str) -> CounterStatus:
        """Return what a counter is doing."""
        state = self.counters[counter]
        if not state.is_open:
            return CounterStatus.CLOSED
        visit = self.visit_at(counter)
        match visit.place if visit else None:
            case Called():
                return CounterStatus.CALLED
            case Serving():
                return CounterStatus.SERVING
            case _:
                pass
        return CounterStatus.PAUSED if state.is_paused else CounterStatus.IDLE

    def with_visit(self, visit: Visit) -> Day:
        """Return the day with a visit added or replaced."""
        waiting = self.waiting.moved(self.visits.get(visit.id), visit)
        visits = self.visits.set(visit.id, visit)
        return replace(self, visits=visits, waiting=waiting)

    def after(
        self, at: Recorded, visit: Visit | None = None, counter: Counter | None = None
    ) -> Day:
        """Return the day one event later, with the visit and counter it changed."""
        visits, waiting, counters = self.visits, self.waiting, self.counters
        if visit is not None:
            waiting = waiting.moved(visits.get(visit.id), visit)
            visits = visits.set(visit.id, visit)
        if counter is not None:
            counters = counters.set(counter.id, counter)
        return replace(
            self,
            last_at=at.at,
            position=at.position,
            version=at.version,
            visits=visits,
            waiting=waiting,
            counters=counters,
        )


NO_DAY = Day()

Fold: TypeAlias = Callable[[Day, Any, Recorded], Day]
