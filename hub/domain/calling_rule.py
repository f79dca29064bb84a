"""Answer who is next, and why this one.

Key of a waiting visit: its arrival, less the credit of its class; the smallest goes
first. Two guards stand above it: a normal visit that has waited too long goes before a
priority visit that came after it, and after so many priority calls in a row a waiting
normal visit goes first.

Each line of the waiting room stands in the order of that key, so only its head can be
next, and how many of it are ahead of a visit is found by halving.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import TypeAlias

from msgspec import UNSET

from events.plan import Rules
from events.visit import VisitClass, Waiting, Why, WhyRule
from hub.domain.day import Day
from hub.domain.skills import is_trained, services_at
from hub.domain.visit import Visit
from hub.domain.waiting_room import Lines, Turn

Key: TypeAlias = tuple[datetime, datetime, str]
Choice: TypeAlias = tuple[Visit, Why]

NO_CREDIT = timedelta()
AFTER_ALL_TICKETS = "\uffff"


def choose(day: Day, counter: str, now: datetime) -> Choice | None:
    """Return the visit to call next and why, or None if nobody waits."""
    lines = list(callable_at(day, counter))
    normal = min([x.normal[0] for x in lines if x.normal], default=None)
    priority = min([x.priority[0] for x in lines if x.priority], default=None)
    if normal is None or priority is None:
        first = normal or priority
        return first and _by_wait(day, first, now)
    rules = day.plan.rules
    visit_class, rule = of_two(normal, priority, now, day.priority_run, rules)
    turn = normal if visit_class is VisitClass.NORMAL else priority
    if rule is WhyRule.LONGEST_WAIT:
        return _by_wait(day, turn, now)
    return day.visits[turn.visit], Why(rule=rule, minutes=_figure(rule, rules))


def of_two(
    normal: Turn, priority: Turn, now: datetime, run: int, rules: Rules
) -> tuple[VisitClass, WhyRule]:
    """Return whose turn it is of two that head their lines, and by which rule.

    `run` is how many priority visits were called in a row.
    """
    if _key(normal, NO_CREDIT) < _key(priority, _credit(VisitClass.PRIORITY, rules)):
        return VisitClass.NORMAL, WhyRule.LONGEST_WAIT
    came_first = normal.arrived < priority.arrived
    too_long = now - normal.arrived > timedelta(minutes=rules.longest_wait_min)
    if too_long and came_first:
        return VisitClass.NORMAL, WhyRule.GUARD
    if run >= rules.priority_run:
        return VisitClass.NORMAL, WhyRule.RUN
    if came_first:
        return VisitClass.PRIORITY, WhyRule.PRIORITY
    return VisitClass.PRIORITY, WhyRule.LONGEST_WAIT


def callable_at(day: Day, counter: str) -> Iterator[Lines]:
    """Yield the lines that a counter may call from.

    A visit sent to one counter waits for that one, unless it is no longer open or its
    clerk does not take the service.
    """
    for service in services_at(day, counter):
        for wanted, lines in day.waiting.of(service).items():
            if wanted is None or wanted == counter or not _takes(day, wanted, service):
                yield lines


def ahead(day: Day, visit: Visit) -> int:
    """Return how many waiting visits a counter of this visit's may call before it."""
    rules = day.plan.rules
    normal = _level(visit, VisitClass.NORMAL, rules)
    priority = _level(visit, VisitClass.PRIORITY, rules)
    return sum(
        bisect_left(lines.normal, normal) + bisect_left(lines.priority, priority)
        for service in _shared(day, visit.service)
        for lines in day.waiting.of(service).values()
    )


def _shared(day: Day, service: str) -> set[str]:
    """Return what the counters take that take a service; that one in any case."""
    counters = day.plan.counters
    if day.plan.orders is UNSET:
        served = (c.serves for c in counters if service in c.serves)
        return {service, *chain.from_iterable(served)}
    taken = [services_at(day, counter.id) for counter in counters]
    return {service, *chain.from_iterable(each for each in taken if service in each)}


def _takes(day: Day, counter: str, service: str) -> bool:
    is_open = counter in day.counters and day.counters[counter].is_open
    return is_open and is_trained(day, counter, service)


def _key(turn: Turn, credit: timedelta) -> Key:
    """Return what the queue is ordered by; ties go by arrival, then by ticket."""
    return (turn.arrived - credit, turn.arrived, turn.ticket)


def _credit(visit_class: VisitClass, rules: Rules) -> timedelta:
    if visit_class is VisitClass.NORMAL:
        return NO_CREDIT
    return timedelta(minutes=rules.priority_credit_min)


def _level(visit: Visit, visit_class: VisitClass, rules: Rules) -> Turn:
    """Return the turn in a class's line before which all go before a visit."""
    lead = _credit(visit_class, rules) - _credit(visit.visit_class, rules)
    ticket = visit.ticket
    if lead:  # Of two with one key whoever came first goes first.
        ticket = "" if lead > NO_CREDIT else AFTER_ALL_TICKETS
    return Turn(visit.arrived + lead, ticket, "")


def _figure(rule: WhyRule, rules: Rules) -> int:
    """Return the figure that a rule goes by."""
    match rule:
        case WhyRule.GUARD:
            return rules.longest_wait_min
        case WhyRule.RUN:
            return rules.priority_run
        case _:
            return rules.priority_credit_min


def _by_wait(day: Day, turn: Turn, now: datetime) -> Choice:
    visit = day.visits[turn.visit]
    if isinstance(visit.place, Waiting) and visit.place.returned:
        return visit, Why(rule=WhyRule.RETURN)
    waited = max(now - visit.arrived, timedelta())
    minutes = int(waited.total_seconds() // 60)
    return visit, Why(rule=WhyRule.LONGEST_WAIT, minutes=minutes)
