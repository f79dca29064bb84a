"""The waits that screen and phones show now: ranges, damped against rising (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec import Struct

from events.replies import WaitRange
from events.wait_words import STEP_S, shown
from hub.domain.day import Day
from hub.domain.paces import Paces
from hub.domain.schedule import Schedule
from hub.domain.visit import Visit
from hub.domain.wait_estimate import expected, head_waited, range_of

# What was told at issue is what a phone shows first.
JUST_ISSUED = timedelta(seconds=5)


class Told(NamedTuple):
    """A range as it is shown, and how many go before."""

    wait: WaitRange
    place: int


class Waits(Struct, frozen=True, kw_only=True):
    """The ranges that are shown, for newcomers of a service and for who waits.

    Who is in neither waits for a time that is not known. `at` is when this was so.
    """

    at: datetime | None = None
    services: Mapping[str, Told] = {}
    visits: Mapping[str, Told] = {}

    def of_service(self, service: str) -> WaitRange | None:
        """Return what a newcomer is told."""
        told = self.services.get(service)
        return None if told is None else told.wait

    def of_visit(self, visit: Visit) -> WaitRange | None:
        """Return what a waiting visitor is told; at first what was told at issue."""
        told = self.visits.get(visit.id)
        if told is not None:
            return told.wait
        is_newer = self.at is None or self.at < visit.arrived
        return shown(visit.told) if is_newer and visit.told is not None else None


def waits_now(before: Waits, day: Day, schedule: Schedule, paces: Paces) -> Waits:
    """Return what is shown now, after what was shown before."""
    heads = {s.id: head_waited(day, s.id, schedule.at) for s in day.plan.services}

    def told(start: float, service: str, place: int, was: Told | None) -> Told:
        wait = range_of(expected(start, service, paces, heads.get(service)))
        return damped(was, Told(shown(wait), place))

    services = {
        s: told(start, s, day.waiting.count(s), before.services.get(s))
        for s in heads
        if (start := schedule.of_newcomer(s)) is not None
    }
    visits = {}
    for place, (id, start) in enumerate(schedule.starts.items()):
        visit = day.visits[id]
        was = before.visits.get(id) or _at_issue(visit, schedule.at, place)
        visits[id] = told(start, visit.service, place, was)
    return Waits(at=schedule.at, services=services, visits=visits)


def damped(was: Told | None, now: Told) -> Told:
    """Return what is shown now: it does not rise by one step without a cause.

    A cause is somebody who goes before. Two steps at once are shown in any case, and so
    is any wait where there was to be none.
    """
    if was is None or was.wait.to_s == 0 or now.place > was.place:
        return now
    if not 0 < now.wait.to_s - was.wait.to_s <= STEP_S:
        return now
    least = min(now.wait.from_s, was.wait.from_s)
    return Told(WaitRange(from_s=least, to_s=was.wait.to_s), now.place)


def _at_issue(visit: Visit, at: datetime, place: int) -> Told | None:
    if visit.told is None or at - visit.arrived > JUST_ISSUED:
        return None
    return Told(shown(visit.told), place)
