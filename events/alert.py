"""What calls for a manager: opened, taken on, over."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from events.ids import (
    AlertId,
    ClerkId,
    CounterId,
    DeviceId,
    ServiceId,
    TicketLabel,
    VisitId,
)


class AlertKind(StrEnum):
    """What is amiss."""

    LONG_WAIT = "long-wait"
    SERVICE_LEVEL = "service-level"
    CROWDED = "crowded"
    NOBODY_SERVES = "nobody-serves"
    FEW_COUNTERS = "few-counters"
    LONG_SERVICE = "long-service"
    IDLE_COUNTER = "idle-counter"
    MANY_PICKS = "many-picks"
    DEVICE_LOST = "device-lost"
    PAPER_LOW = "paper-low"
    PAPER_OUT = "paper-out"
    PRINT_FAILED = "print-failed"
    EXTRA_COST = "extra-cost"
    BAD_RATING = "bad-rating"
    CLOCK_STEPPED = "clock-stepped"
    DISK_FULL = "disk-full"


class Severity(StrEnum):
    """How soon somebody should look: in passing, or now."""

    WARNING = "warning"
    SERIOUS = "serious"


class AlertEnd(StrEnum):
    """How an alert came to its end."""

    PASSED = "passed"
    SEEN_TO = "seen-to"
    DAY_CLOSED = "day-closed"


class RaiseAlert(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The hub has seen that something is amiss; nobody else may say so."""

    kind: AlertKind
    service: ServiceId | None = None
    counter: CounterId | None = None
    device: DeviceId | None = None
    visit: VisitId | None = None
    ticket: TicketLabel | None = None


class EndAlert(Struct, frozen=True, kw_only=True):
    """The hub has seen that something is amiss no more; nobody else may say so."""

    alert: AlertId


class AcknowledgeAlert(Struct, frozen=True, kw_only=True):
    """A manager takes an alert on."""

    alert: AlertId
    clerk: ClerkId


class AlertOpened(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something is amiss; the fields that are set say with what."""

    alert: AlertId
    kind: AlertKind
    severity: Severity
    service: ServiceId | None = None
    counter: CounterId | None = None
    device: DeviceId | None = None
    visit: VisitId | None = None
    ticket: TicketLabel | None = None


class AlertAcknowledged(Struct, frozen=True, kw_only=True):
    """Somebody took an alert on."""

    alert: AlertId
    clerk: ClerkId


class AlertClosed(Struct, frozen=True, kw_only=True):
    """What was amiss is over."""

    alert: AlertId
    how: AlertEnd
