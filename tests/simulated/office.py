"""An office in virtual time: the real rules and answers, no thread, file or clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from events.day import OpenDay
from events.ids import new_id
from events.plan import CounterPlan, DayPlan, Names, ServicePlan
from events.recorded import Recorded
from events.replies import Accepted
from hub.application.draft import Draft
from hub.application.estimator import Estimator
from hub.application.handle import Handler
from hub.application.jobs import Job
from hub.domain.day import Day
from hub.domain.state import State
from hub.store.memory import MemoryEventStore

OFFICE = "sim"


def plan_of(counters: int, services: str) -> DayPlan:
    """Return an office where every counter takes every service."""
    return DayPlan(
        services=tuple(ServicePlan(id=s, names=Names(s, s)) for s in services),
        counters=tuple(
            CounterPlan(id=str(n), serves=tuple(services))
            for n in range(1, counters + 1)
        ),
    )


class SimulatedOffice:
    """Carries commands out at given times; only the newest state is kept."""

    def __init__(self, plan: DayPlan) -> None:
        store = MemoryEventStore()
        self.estimator = Estimator(OFFICE, store)
        self.state = State(day=Day(office=OFFICE))
        self._handler = Handler(store, plan, None, self.estimator.at_issue)
        self._position = 0
        self._versions: dict[str, int] = {}

    @property
    def day(self) -> Day:
        """The day as it stands."""
        return self.state.day

    def ask(self, command: Any, at: datetime) -> tuple[Any, tuple[Recorded, ...]]:
        """Ask, and return the answer with what was recorded."""
        draft = Draft(OFFICE, self.state, self._position, self._version_of)
        job = Job(
            body=command, id=new_id(), source=f"/office/{OFFICE}/http", respond=print
        )
        reply = self._handler.handle(job, draft, at)
        self.state, self._position = draft.state, draft.position
        self._versions.update(draft.versions)
        events = tuple(draft.events)
        if events:
            self.estimator.on_commit(events, self.state)
        return reply, events

    def do(self, command: Any, at: datetime) -> tuple[Recorded, ...]:
        """Ask, and be let."""
        reply, events = self.ask(command, at)
        assert isinstance(reply, Accepted), reply
        return events

    def open(self, at: datetime) -> None:
        """Open the day."""
        self.do(OpenDay(), at)

    def _version_of(self, stream: str) -> int:
        return self._versions.get(stream, 0)
