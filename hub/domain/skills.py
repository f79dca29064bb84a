"""Which services a counter takes, by what its clerk is trained for.

A clerk whose skills nobody told takes every service of the counter, and so does a
counter at which nobody is known to sit.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import UNSET

from hub.domain.day import Day


def services_at(day: Day, counter: str) -> Collection[str]:
    """Return the services that a counter takes now, each once."""
    plan = day.counter_plan(counter)
    if plan is None:
        return ()
    # Asked at every call for every counter: where nobody told skills, no step more.
    trained = None if day.plan.orders is UNSET else _trained(day, counter)
    if trained is None:
        return set(plan.serves)
    return set(plan.serves).intersection(trained)


def is_trained(day: Day, counter: str, service: str) -> bool:
    """Whether the clerk at a counter may take a service, wherever it is served."""
    trained = _trained(day, counter)
    return trained is None or service in trained


def _trained(day: Day, counter: str) -> Collection[str] | None:
    """Return what the clerk at a counter is trained for, None: for everything."""
    skills = day.plan.told.skills
    if not skills:
        return None
    sitting = day.counters.get(counter)
    clerk = None if sitting is None else sitting.clerk
    return None if clerk is None else skills.get(clerk)
