"""Everything the rules of one office look at: its day, its sessions, its settings."""

from __future__ import annotations

from datetime import datetime

from immutables import Map
from msgspec import Struct
from msgspec.structs import replace

from events.alert import AlertOpened
from events.settings import OfficeSettings
from hub.domain.day import Day
from hub.domain.reports import Reports
from hub.domain.session import Sessions


class Settings(Struct, frozen=True, kw_only=True):
    """What holds: what the manager told last, and standard lists where he told none.

    `revision` is the position at which he told it, 0 before the first time. Lists that
    he left empty (levels, procedures) are `held` as in `standard`.
    """

    held: OfficeSettings = OfficeSettings()
    revision: int = 0
    told: OfficeSettings = OfficeSettings()
    standard: OfficeSettings = OfficeSettings()

    def after(self, told: OfficeSettings, revision: int) -> Settings:
        """Return the settings after the manager told these."""
        held = self.with_lists(told)
        return replace(self, held=held, told=told, revision=revision)

    def with_lists(self, told: OfficeSettings) -> OfficeSettings:
        """Return what would hold if the manager told these."""
        return replace(
            told,
            levels=told.levels or self.standard.levels,
            procedures=told.procedures or self.standard.procedures,
        )


NO_SETTINGS = Settings()


class Alert(Struct, frozen=True, kw_only=True):
    """Something amiss that is not over; `taken_by` and when, once somebody did."""

    opened: AlertOpened
    at: datetime
    taken_by: str | None = None
    taken_at: datetime | None = None


class State(Struct, frozen=True, kw_only=True):
    """One office at one instant, as folded from its events."""

    day: Day = Day()
    sessions: Sessions = Sessions()
    settings: Settings = NO_SETTINGS
    alerts: Map[str, Alert] = Map()
    reports: Reports = Reports()
