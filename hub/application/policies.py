"""Whenever the time has come, then a command: opening and closing the day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.counter import CounterStatus
from events.day import CloseDay, ConfigureOffice, OpenDay
from events.local_time import business_date, local
from events.plan import DayPlan
from events.settings import OfficeSettings
from events.visit import FinishServing, MarkNoShow, NoShow
from hub.domain.day import Day
from hub.domain.day_plan import is_holiday, told_hours

AFTER_CLOSING = timedelta(minutes=60)
# For the outcome of the last session, an undo, a word put right.
AFTER_THE_LAST_ACT = timedelta(minutes=10)
# A visit that nobody finished must not keep the next morning from starting at 001.
FORGOTTEN_AFTER_MIDNIGHT = timedelta(hours=3)


class Hours(Struct, frozen=True, kw_only=True):
    """When the office is open, local time; `always`: from the first minute (a demo).

    On a date that `is_shut` it does not open by itself; opened by hand, it closes as
    these hours say.
    """

    opens: time
    closes: time
    always: bool = False
    is_shut: bool = False


def hours_on(site: Hours, settings: OfficeSettings, day: date) -> Hours:
    """Return the hours of a date: the manager's, or the site file's if he told none."""
    if site.always or not (settings.hours or is_holiday(settings, day)):
        return site
    told = told_hours(settings, day)
    if told is None:
        return replace(site, is_shut=True)
    opens, closes = (time.fromisoformat(x) for x in (told.opens, told.closes))
    return Hours(opens=opens, closes=closes)


def due(day: Day, now: datetime, hours: Hours, plan: DayPlan) -> Any | None:
    """Return the command that the hour calls for, or None."""
    today = business_date(now)
    if day.is_open:
        # A plan that a visit stands against must not keep the books open for ever:
        # the next opening takes the plan over anyway.
        if _is_over(day, now, hours):
            return _closing(day, now)
        return ConfigureOffice(plan=plan) if day.plan != plan else None
    if day.date is not None and today <= day.date:
        return None
    return OpenDay(day=today) if _has_begun(now, hours) else None


def _closing(day: Day, now: datetime) -> Any | None:
    """Close the day once nobody is at a counter; end by force what was forgotten."""
    busy = next((c.id for c in day.counters.values() if c.visit is not None), None)
    if busy is None:
        return None if _is_fresh(day, now) else CloseDay()
    if not _is_forgotten(day, now):
        return None
    is_called = day.status(busy) is CounterStatus.CALLED
    return MarkNoShow(counter=busy) if is_called else FinishServing(counter=busy)


def _is_fresh(day: Day, now: datetime) -> bool:
    """Whether a counter was at work just now, or somebody may still come back to one.

    Not past midnight: then only what was forgotten is left.
    """
    if business_date(now) != day.date:
        return False
    acts = (c.last_act.at for c in day.counters.values() if c.last_act is not None)
    places = (visit.place for visit in day.visits.values())
    return any(now - at < AFTER_THE_LAST_ACT for at in acts) or any(
        isinstance(place, NoShow) and now < place.until for place in places
    )


def _is_forgotten(day: Day, now: datetime) -> bool:
    assert day.date is not None
    midnight = datetime.combine(day.date, time(), local(now).tzinfo) + timedelta(days=1)
    return now >= midnight + FORGOTTEN_AFTER_MIDNIGHT


def _has_begun(now: datetime, hours: Hours) -> bool:
    if hours.always or hours.is_shut:
        return hours.always
    return hours.opens <= local(now).time() < hours.closes


def _is_over(day: Day, now: datetime, hours: Hours) -> bool:
    assert day.date is not None
    if business_date(now) > day.date:
        return True
    if hours.always:
        return False
    closing = datetime.combine(day.date, hours.closes, local(now).tzinfo)
    return now >= closing + AFTER_CLOSING
