"""The hub's rules at instants of our choosing: no clock, no thread, no network."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time
from typing import Any

from events.ids import new_id
from events.replies import Accepted, RefusalReply
from firmware_config.site import Site
from hub.application.draft import Draft
from hub.application.estimator import Estimator
from hub.application.handle import Handler
from hub.application.jobs import Job, Reply
from hub.application.opening import Opening
from hub.application.policies import Hours
from hub.application.ports import EventStore
from hub.bootstrap.live_screen import first_settings
from hub.domain.day import Day
from hub.domain.state import State


class PastOffice:
    """An office that is asked at any instant, each not before the last."""

    def __init__(self, site: Site, store: EventStore) -> None:
        """Begin with an office that never was open."""
        self.site = site
        self.refused: Counter[str] = Counter()
        self._store = store
        hours = Hours(
            opens=time.fromisoformat(site.office.opens),
            closes=time.fromisoformat(site.office.closes),
        )
        opening = Opening(hours=hours, plan=site.plan())
        self._estimator = Estimator(site.office.id, store)
        self._handler = Handler(
            store, opening.plan, opening.plan_on, self._estimator.at_issue
        )
        never = State(day=Day(office=site.office.id), settings=first_settings(site))
        self._draft = self._begun(never, 0)

    @property
    def state(self) -> State:
        """Return the office as it stands."""
        return self._draft.state

    @property
    def day(self) -> Day:
        """Return the day as it stands."""
        return self.state.day

    def ask(self, command: Any, at: datetime, device: str | None = None) -> Accepted:
        """Have a command carried out; of a refusal the reply has nothing in it."""
        who = f"device/{device}" if device else "http"
        job = Job(
            body=command,
            id=new_id(),
            source=f"/office/{self.site.office.id}/{who}",
            respond=_nobody_hears,
            device=device,
        )
        known = len(self._draft.events)
        reply = self._handler.handle(job, self._draft, at)
        self._estimator.on_commit(tuple(self._draft.events[known:]), self.state)
        if isinstance(reply, RefusalReply):
            self.refused[reply.refusal] += 1
        return reply if isinstance(reply, Accepted) else Accepted()

    def save(self) -> int:
        """Write what happened since it was saved last; return how many events."""
        draft = self._draft
        self._store.save(draft.events, [])
        self._draft = self._begun(draft.state, draft.position)
        return len(draft.events)

    def _begun(self, state: State, position: int) -> Draft:
        return Draft(self.site.office.id, state, position, self._store.last_version)


def _nobody_hears(_reply: Reply) -> None:
    """A reply has nobody to go to: the caller has it already."""
