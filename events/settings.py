"""What a manager decides about an office: staff, hours, services, procedures.

The site file is the technician's and says which services, counters and boxes there are.
This is the manager's: it is changed as a whole, and every change is an event, so that
history goes by what held then.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from events.ids import NO_LINE_FEED, CatalogueId, ClerkId, CounterId, ServiceId
from events.plan import Names

ClockTime: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$" + NO_LINE_FEED,
        description="A time of day in Vietnam: 07:30.",
    ),
]
Weekday: TypeAlias = Annotated[
    int, Meta(ge=1, le=7, description="1 is Monday, 7 is Sunday (ISO 8601).")
]


class Role(StrEnum):
    """What somebody who signs in may do."""

    CLERK = "clerk"
    MANAGER = "manager"
    TECHNICIAN = "technician"


USUAL_MIN = 12


class ServiceOrder(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A service as the manager runs it: open to new tickets, at most so many a day.

    `usual_min` is how long serving one visit takes as a rule; it is used only to stop
    giving numbers that could not be served before closing.
    """

    service: ServiceId
    is_open: bool = True
    daily_cap: Annotated[int, Meta(ge=0, le=10_000)] | None = None
    usual_min: Annotated[int, Meta(ge=1, le=240)] = USUAL_MIN


class Clerk(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who signs in, by pseudonym; `skills` None: trained for every service.

    Figures are given for a `team`, so that nobody is measured alone.
    """

    id: ClerkId
    role: Role = Role.CLERK
    skills: tuple[ServiceId, ...] | None = None
    is_active: bool = True
    team: CatalogueId | None = None


class Duty(Struct, frozen=True, kw_only=True):
    """Who sits at a counter on a day of the week, if nobody signs in there."""

    weekday: Weekday
    counter: CounterId
    clerk: ClerkId


class OpeningHours(Struct, frozen=True, kw_only=True):
    """When the office is open on a day of the week; a day without: closed."""

    weekday: Weekday
    opens: ClockTime
    closes: ClockTime


class Holiday(Struct, frozen=True, kw_only=True):
    """A date on which the office stays closed."""

    day: date
    names: Names


class Level(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A service level of the law: how far a procedure can be done online."""

    id: CatalogueId
    names: Names
    valid_from: date | None = None
    valid_until: date | None = None


class Procedure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An administrative procedure that people are helped with, in its dates."""

    id: CatalogueId
    service: ServiceId
    names: Names
    level: CatalogueId
    valid_from: date | None = None
    valid_until: date | None = None


class Targets(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an office aims at, and from when on it wants to be warned.

    `called_share` percent of visits are to be called within `called_within_min`. It is
    warned of a wait over `longest_wait_min`, of more than `crowd` waiting per open
    counter, of a counter idle for `idle_min` while somebody waits whom it could call.
    For staffing, clerks are away from their counters `shrinkage` percent of the time
    and serve at most `occupancy` percent of the rest; with `patience_min` visitors give
    up after so long on average, without they wait as long as it takes.
    """

    called_within_min: Annotated[int, Meta(ge=1, le=240)] = 15
    called_share: Annotated[int, Meta(ge=1, le=100)] = 80
    longest_wait_min: Annotated[int, Meta(ge=1, le=480)] = 30
    crowd: Annotated[int, Meta(ge=1, le=200)] = 6
    idle_min: Annotated[int, Meta(ge=1, le=120)] = 3
    shrinkage: Annotated[int, Meta(ge=0, le=60)] = 20
    occupancy: Annotated[int, Meta(ge=50, le=100)] = 85
    patience_min: Annotated[int, Meta(ge=1, le=480)] | None = None


class OfficeSettings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that a manager decides; without `hours` the site file's hold."""

    services: tuple[ServiceOrder, ...] = ()
    clerks: tuple[Clerk, ...] = ()
    roster: tuple[Duty, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    levels: tuple[Level, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    stops_at_closing: bool = False
    targets: Targets = Targets()


class ChangeSettings(Struct, frozen=True, kw_only=True):
    """A manager puts new settings in the place of those of `revision` (0: none yet)."""

    settings: OfficeSettings
    revision: int


class SettingsChanged(Struct, frozen=True, kw_only=True):
    """The office goes on by new settings."""

    settings: OfficeSettings
