"""Who waits for what, and which idle counter could call somebody: `waited_for`."""

from __future__ import annotations

from hub.projections.measured.ledger.counter import Counter
from hub.projections.measured.ledger.day import Day
from hub.projections.measured.ledger.visit import Visit
from hub.projections.measured.rows import Instant


def comes(day: Day, visit: Visit, at: Instant) -> None:
    """Count a visit among the waiting."""
    service, wanted = visit.last_service, visit.wanted
    if wanted is None:
        count = day.unbound[service] = day.unbound.get(service, 0) + 1
        if count > 1:
            return
    else:
        bound = day.bound.setdefault(service, {})
        bound[wanted] = bound.get(wanted, 0) + 1
    look(day, at)


def goes(day: Day, visit: Visit, at: Instant) -> None:
    """Count a visit among the waiting no more."""
    service, wanted = visit.last_service, visit.wanted
    if wanted is None:
        count = day.unbound[service] = day.unbound[service] - 1
        if count > 0:
            return
    else:
        bound = day.bound[service]
        bound[wanted] -= 1
        if not bound[wanted]:
            del bound[wanted]
    look(day, at)


def look(day: Day, at: Instant) -> None:
    """See for every idle counter whether somebody waits whom it could call."""
    for counter in day.idle.values():
        look_at(day, counter, at)


def look_at(day: Day, counter: Counter, at: Instant) -> None:
    """See it for one counter that is idle."""
    if not could_call(day, counter):
        feed(day, counter, at)
    elif (now := counter.states[-1]).hungry is None:
        now.hungry = at
        day.new_counters[counter.id] = counter


def feed(day: Day, counter: Counter, at: Instant) -> None:
    """Add the time during which an idle counter could have called somebody."""
    now = counter.states[-1]
    if now.hungry is not None:
        now.waited_for += at - now.hungry
        now.hungry = None
        day.new_counters[counter.id] = counter


def could_call(day: Day, counter: Counter) -> bool:
    """Whether somebody waits whom a counter may call.

    A visit sent to one counter waits for that one, unless it is no longer open or its
    clerk does not take the service.
    """
    unbound, bound = day.unbound, day.bound
    for service in counter.takes:
        if unbound.get(service):
            return True
        if bound and service in bound:
            for wanted in bound[service]:
                if wanted == counter.id or not _takes(day, wanted, service):
                    return True
    return False


def services(day: Day, counter: Counter) -> tuple[str, ...]:
    """Return the services that a counter takes with the clerk who sits there."""
    plan = next((c for c in day.plan.counters if c.id == counter.id), None)
    if plan is None:
        return ()
    return tuple(s for s in plan.serves if _is_trained(day, counter, s))


def _takes(day: Day, wanted: str, service: str) -> bool:
    counter = day.counters.get(wanted)
    if counter is None or counter.now is None:
        return False
    return _is_trained(day, counter, service)


def _is_trained(day: Day, counter: Counter, service: str) -> bool:
    skills = day.plan.told.skills
    if not skills or counter.clerk is None:
        return True
    trained = skills.get(counter.clerk)
    return trained is None or service in trained
