"""Reckons waits on the writer's thread: at issue, and each second for the screens.

One schedule serves both. It is made anew about once a second, and between two of them
each new number is only added to its end: so a rush of numbers costs no more than a few,
however long the queue is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from typing import NamedTuple

from events.recorded import Recorded
from events.visit import IssueTicket
from hub.application.experience import Experience
from hub.application.ports import EventStore
from hub.application.recollection import Recollection
from hub.application.waits import Waits, waits_now
from hub.domain.day import Day
from hub.domain.list_scheduling import schedule
from hub.domain.paces import Paces
from hub.domain.schedule import Schedule
from hub.domain.state import State
from hub.domain.wait_estimate import TAIL_S, Expected, expected, head_waited
from hub.projections.recent import FOLDS, after
from hub.projections.recent_days import is_full, preceded
from hub.projections.recent_seen import Recent

log = logging.getLogger(__name__)

# So many events are gone through at start; older days are recalled afterwards.
SEED = 5_000
# The screens have one made each second; issuing goes by that one.
FRESH = timedelta(seconds=1.5)
# Whoever has just sat down or gone makes every figure doubtful.
SETTLED = timedelta(minutes=2)


class Made(NamedTuple):
    """A schedule, and what was known when it was made."""

    schedule: Schedule
    paces: Paces


class Estimator:
    """Knows how visits went lately, and what the wait would be now."""

    def __init__(self, office: str, store: EventStore) -> None:
        """Know of nothing yet but where it stands."""
        self._here = f"{office}/"
        self._past = Recollection(office, store)
        # Set where days before say nothing of this one: it is played in fast motion.
        self.goes_by_today = False
        self._services: tuple[str, ...] = ()
        self._recent = Recent()
        self._experience = Experience()
        self._made: Made | None = None
        self._waits = Waits()

    @property
    def recent(self) -> Recent:
        """What was seen lately."""
        return self._recent

    def begin(self, history: tuple[Recorded, ...], state: State) -> None:
        """Go by the last day, which is read, and by those just before it."""
        self._recent, self._made, self._waits = Recent(), None, Waits()
        self._services = tuple([service.id for service in state.day.plan.services])
        if self.goes_by_today:
            log.info("waits are reckoned from today alone")
            # The last day that is read may be one before.
            self._learn(history if state.day.is_open else ())
            return
        today = [each for each in history if type(each.event) in FOLDS][-SEED:]
        self._learn(today)
        self._past.begin()
        while len(today) + self._past.events_read < SEED:
            before = self.day_before()
            if before is None:
                return
            self.also_saw(before)

    def day_before(self) -> Recent | None:
        """Return what one more day before taught, None if it would change nothing.

        It is read on the caller's thread; `also_saw` takes it over on the writer's.
        """
        if is_full(self._recent, self._services):
            return None
        return self._past.day_before()

    def also_saw(self, before: Recent) -> None:
        """Put a day before those that are known."""
        self._recent = preceded(self._recent, before)

    def on_commit(self, events: tuple[Recorded, ...], _state: State) -> None:
        """Learn from a commit."""
        self._learn(events)

    def at_issue(
        self, state: State, command: IssueTicket, at: datetime
    ) -> Expected | None:
        """Return what somebody who takes a number now is told, None if unknown.

        A fault here must not keep anybody from a number.
        """
        try:
            return self._at_issue(state.day, command, at)
        except Exception:
            log.exception("a wait could not be reckoned; the number is given without")
            return None

    def waits(self, state: State, at: datetime) -> Waits:
        """Return what screen and phones show now."""
        made = self._made = self._make(state.day, at)
        if made is None:
            self._waits = Waits(at=at)
        else:
            self._waits = waits_now(self._waits, state.day, *made)
        return self._waits

    def _learn(self, events: Iterable[Recorded]) -> None:
        ours = (each for each in events if each.stream.startswith(self._here))
        self._recent = reduce(after, ours, self._recent)

    def _at_issue(
        self, day: Day, command: IssueTicket, at: datetime
    ) -> Expected | None:
        made = self._fresh(day, at)
        service, visit_class = command.service, command.visit_class
        start = made and made.schedule.of_newcomer(service, visit_class)
        if made is None or start is None:
            return None
        paces = made.paces
        longer = made.schedule.joined(service, visit_class, paces.of(service).work)
        self._made = Made(longer, paces)
        head = head_waited(day, service, at) if start > TAIL_S else None
        return expected(start, service, paces, head)

    def _fresh(self, day: Day, at: datetime) -> Made | None:
        """Return the schedule that was made in this second, or a new one."""
        made = self._made
        if made is None or self._is_unsettled(at):
            return self._make(day, at)
        is_fresh = made.schedule.at <= at < made.schedule.at + FRESH
        return made if is_fresh else self._make(day, at)

    def _make(self, day: Day, at: datetime) -> Made | None:
        """Return the schedule of now, None while nothing can be said."""
        if not day.is_open or self._is_unsettled(at):
            return None
        paces = self._experience.paces(self._recent)
        if paces is None:
            return None
        return Made(schedule(day, paces, at, self._begun()), paces)

    def _is_unsettled(self, at: datetime) -> bool:
        changed = self._recent.changed_at
        return changed is not None and at - changed < SETTLED

    def _begun(self) -> dict[str, datetime]:
        """Return since when visits are at their counters."""
        return {visit: held.since for visit, held in self._recent.held.items()}
