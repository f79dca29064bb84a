"""What settings name and the site file has no more: it comes to nothing."""

from __future__ import annotations

from events.plan import DayPlan
from events.settings import OfficeSettings


def gone_services(settings: OfficeSettings, plan: DayPlan) -> tuple[str, ...]:
    """Return the services of orders, skills and procedures that there are no more."""
    named = {order.service for order in settings.services}
    named.update(row.service for row in settings.procedures)
    named.update(skill for clerk in settings.clerks for skill in clerk.skills or ())
    return tuple(sorted(named.difference(service.id for service in plan.services)))


def gone_counters(settings: OfficeSettings, plan: DayPlan) -> tuple[str, ...]:
    """Return the counters of the roster that there are no more."""
    named = {duty.counter for duty in settings.roster}
    return tuple(sorted(named.difference(counter.id for counter in plan.counters)))
