"""What boxes report, what they are told to do, and the retained states."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from events.counter import CounterStatus, PauseReason
from events.ids import (
    ClerkId,
    CounterId,
    Mark,
    MessageId,
    OfficeId,
    ServiceId,
    SessionId,
    TicketLabel,
    VisitId,
)
from events.local_time import Instant
from events.plan import Names
from events.replies import WaitRange
from events.visit import VisitClass, Why


class PrintFault(StrEnum):
    """Why a slip did not come out."""

    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    CUTTER = "cutter"
    OFFLINE = "offline"
    TIMEOUT = "timeout"
    UNKNOWN = "unknown"


class Connection(StrEnum):
    """A device's tie to the broker."""

    READY = "ready"
    DISCONNECTED = "disconnected"
    LOST = "lost"


# ── Facts: device -> hub, stored as they are ─────────────────────────────────


class TicketPrinted(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A slip came out of the printer; `order` is set where staff asked for it again."""

    visit: VisitId
    ticket: TicketLabel
    order: MessageId | None = None


class PrintFailed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A slip did not come out, or nobody can tell whether it did (`unknown`)."""

    visit: VisitId
    ticket: TicketLabel
    fault: PrintFault
    order: MessageId | None = None


class PaperLow(Struct, frozen=True):
    """The roll is nearly used up."""


class PaperOut(Struct, frozen=True):
    """The roll is used up."""


class PaperLoaded(Struct, frozen=True):
    """There is paper again."""


class PressAbandoned(Struct, frozen=True, kw_only=True):
    """A press at a dispenser got no answer and nothing was printed for it."""

    press: MessageId
    service: ServiceId


class TicketIssuedOffline(Struct, frozen=True, kw_only=True):
    """A dispenser gave a number of its own reserve while the hub was away.

    `press` is the id of the press it answered: one press is one visit. The envelope's
    clocks (`time`, `bootid`, `monotonicms`) say when; `day` is whose numbers these are.
    """

    press: MessageId
    visit: VisitId
    ticket: TicketLabel
    service: ServiceId
    visit_class: VisitClass = field(name="class", default=VisitClass.NORMAL)
    day: date


# ── Facts the hub itself records about devices ───────────────────────────────


class DeviceOnline(Struct, frozen=True, kw_only=True):
    """A device announced itself."""

    version: Mark
    boot: Mark


class DeviceOffline(Struct, frozen=True, kw_only=True):
    """A device left, or was lost."""

    how: Connection


# ── Orders: hub -> device ────────────────────────────────────────────────────


class PrintSlip(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Print this ticket's slip again: the same number, marked as a copy."""

    visit: VisitId
    ticket: TicketLabel
    service: ServiceId
    visit_class: VisitClass = field(name="class", default=VisitClass.NORMAL)
    at: Instant
    ahead: int | None = None
    wait: WaitRange | None = None
    follow: str | None = None


class Identify(Struct, frozen=True):
    """Blink, so that a technician sees which box this is."""


class Restart(Struct, frozen=True):
    """Finish the slip in the printer, then start again."""


# ── Retained states ──────────────────────────────────────────────────────────


class HubStatus(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The hub is there (every 10 s), or its last will says it is not."""

    status: str
    epoch: Mark
    time: Instant | None = None


class DeviceStatus(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A device's tie to the broker; `session` is new for every connection."""

    status: Connection
    session: Mark
    boot: Mark
    version: Mark
    settings: int = 0


class PrinterHealth(Struct, frozen=True, kw_only=True):
    """What the printer says of itself: `paper` is plenty, low, out or unknown."""

    online: bool
    paper: str
    cover: str


class DeviceHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a device is, every 30 s: seconds, rows, degrees Celsius, free MiB."""

    uptime_s: int
    outbox_depth: int = 0
    outbox_age_s: int = 0
    clock_synchronised: bool | None = None
    clock_offset_ms: int | None = None
    temperature_c: float | None = None
    disk_free_mib: int | None = None
    printer: PrinterHealth | None = None


class DeviceSettings(Struct, frozen=True, kw_only=True):
    """What a device should go by; it reports the version it applied."""

    version: int


class CounterState(Struct, frozen=True, kw_only=True):
    """What a counter shows; drives lamps and digits.

    `revision` is the position of the last event that changed the counter itself;
    `waiting` counts the visits this counter may call and does not change it.
    `undo_until` is when the last act can no longer be taken back, None if it cannot be
    now: what was noted for a visitor keeps the start. `session` is the help going on
    here; until `rate_until` whoever was served last may say how it was.
    """

    counter: CounterId
    revision: int
    state: CounterStatus
    ticket: TicketLabel | None
    since: Instant | None
    waiting: int
    priority_waiting: int = 0
    reason: PauseReason | None = None
    why: Why | None = None
    times: int = 0
    undo_until: Instant | None = None
    parked: TicketLabel | None = None
    clerk: ClerkId | None = None
    session: SessionId | None = None
    rate_until: Instant | None = None


class ScreenCall(Struct, frozen=True, kw_only=True):
    """A call, announced `times` times; `is_current` until served, missed or undone."""

    ticket: TicketLabel
    counter: CounterId
    service: ServiceId
    at: Instant
    times: int
    position: int
    is_current: bool


class ScreenService(Struct, frozen=True, kw_only=True):
    """A service with the number of people waiting for it.

    `gives_numbers` is false while the manager has stopped it, or its cap is reached.
    `wait` is for whoever takes a number now, rounded as it is shown; None: not known.
    """

    service: ServiceId
    names: Names
    waiting: int
    gives_numbers: bool = True
    wait: WaitRange | None = None


class ScreenState(Struct, frozen=True, kw_only=True):
    """What the waiting room sees: the newest call first, waiting per service."""

    office: OfficeId
    position: int
    is_open: bool
    calls: tuple[ScreenCall, ...]
    services: tuple[ScreenService, ...]
    open_counters: int
