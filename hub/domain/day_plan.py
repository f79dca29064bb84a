"""What the site file and the manager's settings together come to on one date."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec.structs import replace

from events.plan import NO_ORDERS, DayOrders, DayPlan
from events.settings import Clerk, OfficeSettings, OpeningHours, Role


def day_plan(
    site: DayPlan, settings: OfficeSettings, day: date, closes: str | None
) -> DayPlan:
    """Return the plan of a date; as the site file says where nobody ordered anything.

    `closes` is the site file's closing time, None for an office that never closes. Rows
    about services and counters that the site file does not have come to nothing.
    """
    offered = {service.id for service in site.services}
    told = [order for order in settings.services if order.service in offered]
    orders = DayOrders(
        shut=tuple(s.service for s in told if not s.is_open),
        caps={s.service: s.daily_cap for s in told if s.daily_cap is not None},
        usual_min={s.service: s.usual_min for s in told},
        rostered=_rostered(site, settings, day),
        skills=_skills(settings, offered),
        stops_at=_closing(settings, day, closes) if settings.stops_at_closing else None,
    )
    return site if orders == NO_ORDERS else replace(site, orders=orders)


def is_holiday(settings: OfficeSettings, day: date) -> bool:
    """Whether the office stays closed on a date."""
    return any(holiday.day == day for holiday in settings.holidays)


def told_hours(settings: OfficeSettings, day: date) -> OpeningHours | None:
    """Return when the manager has the office open on a date, None if he does not."""
    if is_holiday(settings, day):
        return None
    weekday = day.isoweekday()
    return next((h for h in settings.hours if h.weekday == weekday), None)


def helps(clerk: Clerk) -> bool:
    """Whether somebody works here and may sit at a counter, as no technician does."""
    return clerk.is_active and clerk.role is not Role.TECHNICIAN


def _closing(settings: OfficeSettings, day: date, closes: str | None) -> str | None:
    if not settings.hours:
        return closes
    hours = told_hours(settings, day)
    return None if hours is None else hours.closes


def _skills(
    settings: OfficeSettings, offered: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return who is trained for what; who is not in it would take everything."""
    return {
        clerk.id: tuple(skill for skill in clerk.skills if skill in offered)
        for clerk in settings.clerks
        if clerk.skills is not None
    }


def _rostered(site: DayPlan, settings: OfficeSettings, day: date) -> dict[str, str]:
    """Return who sits where that day, of counters there are and clerks who help."""
    counters = {counter.id for counter in site.counters}
    at_work = {clerk.id for clerk in settings.clerks if helps(clerk)}
    return {
        duty.counter: duty.clerk
        for duty in settings.roster
        if duty.weekday == day.isoweekday()
        and duty.counter in counters
        and duty.clerk in at_work
    }
