"""The calling rule as it is said: by looking at everybody who waits, one by one."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from events.plan import Rules
from events.visit import VisitClass, Waiting, Why, WhyRule
from hub.domain.day import Day
from hub.domain.visit import Visit
from tests.history import NORMAL, PRIORITY

Key = tuple[datetime, datetime, str]
Lines = dict[tuple[str, str | None, VisitClass], list[str]]


def waiting(day: Day) -> list[Visit]:
    """Return everybody who waits, by arrival."""
    all_of_them = (v for v in day.visits.values() if isinstance(v.place, Waiting))
    return sorted(all_of_them, key=lambda v: (v.arrived, v.ticket))


def lines(day: Day) -> Lines:
    """Return who stands in which line: by service, wanted counter and class."""
    found: Lines = defaultdict(list)
    for visit in waiting(day):
        assert isinstance(visit.place, Waiting)
        found[visit.service, visit.place.counter, visit.visit_class].append(visit.id)
    return dict(found)


def kept_lines(day: Day) -> Lines:
    """Return the same from the waiting room that the day keeps, less empty lines."""
    kept = {
        (service, wanted, kind): [turn.visit for turn in lines.of(kind)]
        for service, by_counter in day.waiting.services.items()
        for wanted, lines in by_counter.items()
        for kind in (NORMAL, PRIORITY)
    }
    return {place: line for place, line in kept.items() if line}


def key(visit: Visit, rules: Rules) -> Key:
    """Return what the queue is ordered by; ties go by arrival, then by ticket."""
    is_priority = visit.visit_class is PRIORITY
    credit = timedelta(minutes=rules.priority_credit_min if is_priority else 0)
    return (visit.arrived - credit, visit.arrived, visit.ticket)


def queue_of(day: Day, counter: str) -> list[Visit]:
    """Return whom a counter may call, in order."""
    takes = taken(day, counter)
    fit = [v for v in waiting(day) if v.service in takes and _fits(day, v, counter)]
    return sorted(fit, key=lambda visit: key(visit, day.plan.rules))


def _fits(day: Day, visit: Visit, counter: str) -> bool:
    assert isinstance(visit.place, Waiting)
    wanted = visit.place.counter
    if wanted is None or wanted == counter:
        return True
    if wanted not in day.counters or not day.counters[wanted].is_open:
        return True
    clerk = day.counters[wanted].clerk
    return not _is_trained(day, clerk, visit.service)


def taken(day: Day, counter: str) -> list[str]:
    """Return the services that a counter takes with the clerk who sits there."""
    plan = day.counter_plan(counter)
    clerk = day.counters[counter].clerk if counter in day.counters else None
    return [s for s in plan.serves if _is_trained(day, clerk, s)] if plan else []


def _is_trained(day: Day, clerk: str | None, service: str) -> bool:
    skills = day.plan.told.skills
    return clerk is None or clerk not in skills or service in skills[clerk]


def chosen(day: Day, counter: str, now: datetime) -> tuple[Visit, Why] | None:
    """Return the visit to call next and why, or None if nobody waits."""
    queue, rules = queue_of(day, counter), day.plan.rules
    if not queue:
        return None
    first = queue[0]
    normal = next((v for v in queue if v.visit_class is NORMAL), None)
    if first.visit_class is PRIORITY and normal is not None:
        too_long = now - normal.arrived > timedelta(minutes=rules.longest_wait_min)
        if too_long and normal.arrived < first.arrived:
            return normal, Why(rule=WhyRule.GUARD, minutes=rules.longest_wait_min)
        if day.priority_run >= rules.priority_run:
            return normal, Why(rule=WhyRule.RUN, minutes=rules.priority_run)
        if normal.arrived < first.arrived:
            return first, Why(rule=WhyRule.PRIORITY, minutes=rules.priority_credit_min)
    return first, _by_wait(first, now)


def _by_wait(visit: Visit, now: datetime) -> Why:
    if isinstance(visit.place, Waiting) and visit.place.returned:
        return Why(rule=WhyRule.RETURN)
    waited = max(now - visit.arrived, timedelta())
    return Why(rule=WhyRule.LONGEST_WAIT, minutes=int(waited.total_seconds() // 60))


def number_ahead(day: Day, visit: Visit) -> int:
    """Return how many of those whom its counters may call stand before a visit.

    Where no counter takes its service now, those of its own service still do.
    """
    rules = day.plan.rules
    profiles = [taken(day, c.id) for c in day.plan.counters]
    shared = [p for p in profiles if visit.service in p] or [[visit.service]]
    others = [v for v in waiting(day) if any(v.service in p for p in shared)]
    return sum(key(other, rules) < key(visit, rules) for other in others)
