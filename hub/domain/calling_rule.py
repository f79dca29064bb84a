"""Answer who is next, and why this one.

Key of a waiting visit: its arrival, less the credit of its class; the smallest goes
first. Two guards stand above it: a normal visit that has waited too long goes before a
priority visit that came after it, and after so many priority calls in a row a waiting
normal visit goes first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from events.plan import Rules
from events.visit import Place, VisitClass, Waiting, Why, WhyRule
from hub.domain.day import Day, Visit

Key = tuple[datetime, datetime, str]


def key(visit: Visit, rules: Rules) -> Key:
    """Return what the queue is ordered by; ties go by arrival, then by ticket."""
    if visit.visit_class is VisitClass.NORMAL:
        return (visit.arrived, visit.arrived, visit.ticket)
    credit = timedelta(minutes=rules.priority_credit_min)
    return (visit.arrived - credit, visit.arrived, visit.ticket)


def callable_at(day: Day, counter: str) -> list[Visit]:
    """Return the waiting visits that a counter may call, in no order.

    A visit sent to one counter waits for that one, unless it is no longer open.
    """
    plan = day.counter_plan(counter)
    serves = plan.serves if plan else ()
    return [
        visit
        for visit in day.waiting_visits()
        if visit.service in serves and _is_free_for(day, visit.place, counter)
    ]


def _is_free_for(day: Day, place: Place, counter: str) -> bool:
    wanted = place.counter if isinstance(place, Waiting) else None
    if wanted is None or wanted == counter:
        return True
    return wanted not in day.counters or not day.counters[wanted].is_open


def choose(day: Day, counter: str, now: datetime) -> tuple[Visit, Why] | None:
    """Return the visit to call next and why, or None if nobody waits."""
    queue = callable_at(day, counter)
    if not queue:
        return None
    rules = day.plan.rules
    first = min(queue, key=lambda visit: key(visit, rules))
    normals = [v for v in queue if v.visit_class is VisitClass.NORMAL]
    if first.visit_class is VisitClass.PRIORITY and normals:
        normal = min(normals, key=lambda visit: key(visit, rules))
        if _is_overdue(normal, first, now, rules):
            return normal, Why(rule=WhyRule.GUARD, minutes=rules.longest_wait_min)
        if day.priority_run >= rules.priority_run:
            return normal, Why(rule=WhyRule.RUN, minutes=rules.priority_run)
        if normal.arrived < first.arrived:
            return first, Why(rule=WhyRule.PRIORITY, minutes=rules.priority_credit_min)
    return first, _by_wait(first, now)


def ahead(day: Day, visit: Visit) -> int:
    """Return how many waiting visits a counter of this visit's may call before it."""
    rules, mine = day.plan.rules, key(visit, day.plan.rules)
    shared = {
        service
        for counter in day.plan.counters
        if visit.service in counter.serves
        for service in counter.serves
    }
    return sum(
        1
        for other in day.waiting_visits()
        if other.service in shared and key(other, rules) < mine
    )


def _is_overdue(normal: Visit, first: Visit, now: datetime, rules: Rules) -> bool:
    """Whether a normal visit has waited too long, and longer than the one before it."""
    too_long = now - normal.arrived > timedelta(minutes=rules.longest_wait_min)
    return too_long and normal.arrived < first.arrived


def _by_wait(visit: Visit, now: datetime) -> Why:
    if isinstance(visit.place, Waiting) and visit.place.returned:
        return Why(rule=WhyRule.RETURN)
    waited = max(now - visit.arrived, timedelta())
    return Why(rule=WhyRule.LONGEST_WAIT, minutes=int(waited.total_seconds() // 60))
