"""A counter, open or not: what is asked, and what happened."""

from __future__ import annotations

from enum import StrEnum

from msgspec import UNSET, Struct, UnsetType

from events.ids import ClerkId, CounterId, ServiceId, TicketLabel, VisitId
from events.local_time import Instant
from events.visit import Place, UndoReason


class PauseReason(StrEnum):
    """Why a counter stops calling for a while."""

    BREAK = "break"
    PAPERWORK = "paperwork"
    EQUIPMENT = "equipment"
    MEETING = "meeting"


class CounterStatus(StrEnum):
    """What a counter is doing."""

    CLOSED = "closed"
    IDLE = "idle"
    CALLED = "called"
    SERVING = "serving"
    PAUSED = "paused"


# ── Commands ──────────────────────────────────────────────────────────────────


class OpenCounter(Struct, frozen=True, kw_only=True):
    """A clerk sits down and begins."""

    counter: CounterId
    clerk: ClerkId | UnsetType = UNSET
    revision: int | UnsetType = UNSET


class PauseCounter(Struct, frozen=True, kw_only=True):
    """A clerk stops calling for a while."""

    counter: CounterId
    reason: PauseReason = PauseReason.BREAK
    revision: int | UnsetType = UNSET


class ResumeCounter(Struct, frozen=True, kw_only=True):
    """A clerk goes on after a pause."""

    counter: CounterId
    revision: int | UnsetType = UNSET


class CloseCounter(Struct, frozen=True, kw_only=True):
    """A clerk leaves the counter for the day."""

    counter: CounterId
    revision: int | UnsetType = UNSET


# ── Events ────────────────────────────────────────────────────────────────────


class CounterOpened(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A counter began to serve."""

    counter: CounterId
    clerk: ClerkId | None = None


class CounterPaused(Struct, frozen=True, kw_only=True):
    """A counter stopped calling for a while."""

    counter: CounterId
    reason: PauseReason


class CounterResumed(Struct, frozen=True, kw_only=True):
    """A counter calls again after a pause."""

    counter: CounterId


class CounterClosed(Struct, frozen=True, kw_only=True):
    """A counter stopped for the day."""

    counter: CounterId


class VisitRestored(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A visit as it stood before the act that was undone."""

    visit: VisitId
    ticket: TicketLabel
    service: ServiceId
    place: Place
    first_called_at: Instant | None = None
    started_at: Instant | None = None


class CounterRestored(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A counter as it stood before the act that was undone."""

    is_open: bool
    is_paused: bool = False
    since: Instant | None = None
    pause_reason: PauseReason | None = None
    clerk: ClerkId | None = None
    visit: VisitId | None = None
    last_parked: VisitId | None = None


class ActionUndone(Struct, frozen=True, kw_only=True):
    """A counter's last act was taken back; the restored places stand here in full.

    `act` is the wire name of the event that was taken back, the last of its command.
    """

    counter: CounterId
    act: str
    reason: UndoReason
    visits: tuple[VisitRestored, ...]
    restored: CounterRestored
    priority_run: int
