"""Whenever the time has come, then a command: opening and closing the day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from msgspec import Struct

from events.day import CloseDay, ConfigureOffice, OpenDay
from events.local_time import business_date, local
from events.plan import DayPlan
from hub.domain.day import Day

AFTER_CLOSING = timedelta(minutes=60)


class Hours(Struct, frozen=True, kw_only=True):
    """When the office is open, local time; `always`: from the first minute (a demo)."""

    opens: time
    closes: time
    always: bool = False


def due(day: Day, now: datetime, hours: Hours, plan: DayPlan) -> Any | None:
    """Return the command that the hour calls for, or None."""
    today = business_date(now)
    if day.is_open:
        if day.plan != plan:
            return ConfigureOffice(plan=plan)
        return CloseDay() if _is_over(day, now, hours) and _is_quiet(day) else None
    if day.date is not None and today <= day.date:
        return None
    return OpenDay(day=today) if _has_begun(now, hours) else None


def _has_begun(now: datetime, hours: Hours) -> bool:
    return hours.always or (hours.opens <= local(now).time() < hours.closes)


def _is_over(day: Day, now: datetime, hours: Hours) -> bool:
    if day.date != business_date(now):
        return True
    if hours.always:
        return False
    closing = datetime.combine(day.date, hours.closes, local(now).tzinfo)
    return now >= closing + AFTER_CLOSING


def _is_quiet(day: Day) -> bool:
    return all(counter.visit is None for counter in day.counters.values())
