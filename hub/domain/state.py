"""Everything the rules of one office look at: its day, its sessions, its settings."""

from __future__ import annotations

from datetime import datetime

from immutables import Map
from msgspec import Struct

from events.alert import AlertOpened
from events.settings import OfficeSettings
from hub.domain.day import Day
from hub.domain.session import Sessions


class Settings(Struct, frozen=True, kw_only=True):
    """What the manager decided last; `revision` is its position, 0 before the first."""

    held: OfficeSettings = OfficeSettings()
    revision: int = 0


class Alert(Struct, frozen=True, kw_only=True):
    """Something amiss that is not over; `taken_by` once somebody took it on."""

    opened: AlertOpened
    at: datetime
    taken_by: str | None = None


class State(Struct, frozen=True, kw_only=True):
    """One office at one instant, as folded from its events."""

    day: Day = Day()
    sessions: Sessions = Sessions()
    settings: Settings = Settings()
    alerts: Map[str, Alert] = Map()
