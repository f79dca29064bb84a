"""What is amiss with those who wait: too long, too many, or for nobody."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from events.alert import AlertKind, RaiseAlert
from events.settings import Targets
from events.visit import Waiting
from hub.domain.day import Day
from hub.domain.last_hour import LastHour
from hub.domain.skills import services_at
from hub.domain.visit import Visit
from hub.domain.waiting_room import Turn

# A share of fewer visits says nothing.
ENOUGH = 5


class LongestWaiting(NamedTuple):
    """Who waits longest and since when: of who was called, since coming back."""

    since: datetime
    ticket: str


def long_waits(day: Day, targets: Targets, now: datetime) -> Iterator[RaiseAlert]:
    """Yield the services for which somebody has waited longer than the manager wants.

    Who was called before waits since coming back, as time at a counter is no wait.
    """
    longest = timedelta(minutes=targets.longest_wait_min)
    for service in day.waiting.services:
        first = longest_waiting(day, service)
        if first is not None and now - first.since > longest:
            yield RaiseAlert(kind=AlertKind.LONG_WAIT, service=service)


def longest_waiting(day: Day, service: str) -> LongestWaiting | None:
    """Return who waits longest for a service, as alerts count it."""
    found = (_longest(day, turns) for turns in _lines(day, service))
    return min((one for one in found if one is not None), default=None)


def nobody_serves(day: Day) -> Iterator[RaiseAlert]:
    """Yield the services for which people wait while no open counter takes them."""
    is_open = [c.id for c in day.counters.values() if c.is_open]
    taken = {service for counter in is_open for service in services_at(day, counter)}
    for service in day.waiting.services:
        if service not in taken and day.waiting.count(service):
            yield RaiseAlert(kind=AlertKind.NOBODY_SERVES, service=service)


def crowded(day: Day, targets: Targets) -> Iterator[RaiseAlert]:
    """Yield the office, where more wait per counter at work than the manager wants."""
    waiting = sum(day.waiting.count(service) for service in day.waiting.services)
    at_work = sum(c.is_open and not c.is_paused for c in day.counters.values())
    if waiting > targets.crowd * max(at_work, 1):
        yield RaiseAlert(kind=AlertKind.CROWDED)


def few_counters(day: Day, needed: int | None) -> Iterator[RaiseAlert]:
    """Yield the office, where somebody waits and fewer are open than are usual."""
    is_open = sum(c.is_open for c in day.counters.values())
    if needed is not None and is_open < needed and any(day.waiting):
        yield RaiseAlert(kind=AlertKind.FEW_COUNTERS)


def service_level(
    day: Day, hour: LastHour, targets: Targets, now: datetime
) -> Iterator[RaiseAlert]:
    """Yield the services that miss the share of the last hour aimed at.

    It is the share of the measures: called in time, of all that were called, that left
    uncalled after more than that time, and that still wait for longer.
    """
    limit = timedelta(minutes=targets.called_within_min)
    in_time, late = _called(day, hour, limit)
    late.update(_left(day, hour, limit))
    for service in day.waiting.services:
        late[service] += _overdue(day, service, now - limit)
    for service in sorted({*in_time, *late}):
        counted = in_time[service] + late[service]
        is_missed = in_time[service] * 100 < targets.called_share * counted
        if counted >= ENOUGH and is_missed:
            yield RaiseAlert(kind=AlertKind.SERVICE_LEVEL, service=service)


def _called(
    day: Day, hour: LastHour, limit: timedelta
) -> tuple[Tally[str], Tally[str]]:
    """Return how many of a service were first called in time, and how many later."""
    in_time: Tally[str] = Tally()
    late: Tally[str] = Tally()
    for call in hour.calls:
        visit = day.visits.get(call.visit)
        if visit is not None and visit.first_called_at == call.at:
            counts = in_time if call.at - visit.arrived <= limit else late
            counts[_taken_for(visit)] += 1
    return in_time, late


def _left(day: Day, hour: LastHour, limit: timedelta) -> Iterator[str]:
    """Yield the service of each who left uncalled after more than the time."""
    for leave in hour.left:
        visit = day.visits.get(leave.visit)
        if visit is None or visit.first_called_at is not None:
            continue
        if leave.at - visit.arrived > limit:
            yield _taken_for(visit)


def _overdue(day: Day, service: str, before: datetime) -> int:
    """Return how many came before that and were not called yet: a line's beginning."""
    count = 0
    for turns in _lines(day, service):
        for turn in turns:
            if turn.arrived >= before:
                break
            count += day.visits[turn.visit].first_called_at is None
    return count


def _taken_for(visit: Visit) -> str:
    """Return the service whose number it is, wherever it was sent since."""
    return visit.ticket[0]


def _lines(day: Day, service: str) -> Iterator[Sequence[Turn]]:
    for lines in day.waiting.of(service).values():
        yield lines.normal
        yield lines.priority


def _longest(day: Day, turns: Sequence[Turn]) -> LongestWaiting | None:
    """Return who of a line waits longest; it stands by arrival."""
    found: list[LongestWaiting] = []
    for turn in turns:
        visit = day.visits[turn.visit]
        if visit.first_called_at is None:
            found.append(LongestWaiting(visit.arrived, visit.ticket))
            break
        if isinstance(visit.place, Waiting):
            found.append(LongestWaiting(visit.place.since, visit.ticket))
    return min(found, default=None)
