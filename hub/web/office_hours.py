"""When the office is open today, as public pages say it."""

from __future__ import annotations

from typing import NamedTuple

from events.local_time import business_date
from hub.domain.day_plan import is_holiday, told_hours
from hub.web.port import Hub
from hub.web.settings import WebSettings

SHUT = "hôm nay nghỉ"


class HoursToday(NamedTuple):
    """When the office opens, and its hours in words: "07:30–17:00"."""

    opens: str
    words: str


def hours_today(hub: Hub, settings: WebSettings) -> HoursToday:
    """Return the manager's hours of this date, the site file's where he told none."""
    office, today = settings.site.office, business_date(settings.now())
    usual = HoursToday(office.opens, f"{office.opens}–{office.closes}")
    told = hub.managed().settings.settings
    if office.demo or not (told.hours or is_holiday(told, today)):
        return usual
    hours = told_hours(told, today)
    if hours is None:
        return usual._replace(words=SHUT)
    return HoursToday(hours.opens, f"{hours.opens}–{hours.closes}")
