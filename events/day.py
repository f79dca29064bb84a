"""An office's books for one date: opened, closed, and what they are kept by."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, Struct, UnsetType

from events.ids import OfficeId, ServiceId
from events.local_time import Instant
from events.plan import DayPlan


class OpenDay(Struct, frozen=True, kw_only=True):
    """Begin the books of a date."""

    day: date | UnsetType = UNSET


class CloseDay(Struct, frozen=True, kw_only=True):
    """End the day: what still waits expires, open counters close."""


class ConfigureOffice(Struct, frozen=True, kw_only=True):
    """The site file changed while the day is open: go on by the new plan."""

    plan: DayPlan


class CarriedOver(Struct, frozen=True, kw_only=True):
    """What a new day takes over from the last: its date and its last instant."""

    day: date
    closed_at: Instant


class Books(Struct, frozen=True, kw_only=True):
    """A closed day in figures: last number per service, and how each visit ended."""

    issued: dict[ServiceId, int]
    served: int
    no_show: int
    abandoned: int
    expired: int


class DayOpened(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The office's books for a date were opened; every number starts at 001."""

    office: OfficeId
    day: date
    plan: DayPlan
    carried: CarriedOver | None = None


class DayClosed(Struct, frozen=True, kw_only=True):
    """The day's books were closed and summed."""

    day: date
    books: Books


class OfficeConfigured(Struct, frozen=True, kw_only=True):
    """The office goes on by another plan."""

    plan: DayPlan
