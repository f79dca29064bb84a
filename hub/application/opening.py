"""When the office is open and by what plan: the site file with the settings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from events.local_time import business_date
from events.plan import DayPlan
from events.settings import OfficeSettings
from hub.application.policies import Hours, due, hours_on
from hub.domain.day_plan import day_plan
from hub.domain.state import State


class Opening(Struct, frozen=True, kw_only=True):
    """What the site file says of hours and plan, to be read with the settings."""

    hours: Hours
    plan: DayPlan

    def plan_on(self, settings: OfficeSettings, day: date) -> DayPlan:
        """Return the plan of a date."""
        closes = None if self.hours.always else f"{self.hours.closes:%H:%M}"
        return day_plan(self.plan, settings, day, closes)

    def due(self, state: State, now: datetime) -> Any | None:
        """Return the command that the hour calls for, or None."""
        told, today = state.settings.held, business_date(now)
        day = state.day
        kept = day.date if day.is_open and day.date is not None else today
        return due(
            day, now, hours_on(self.hours, told, today), self.plan_on(told, kept)
        )
