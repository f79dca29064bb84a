"""A visit, from the ticket to the way out: what is asked, and what happened."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from msgspec import UNSET, Struct, UnsetType, field

from events.ids import CounterId, DeviceId, ServiceId, TicketLabel, VisitId


class VisitClass(StrEnum):
    """How a visit ranks among those waiting. Never why: that would be health data."""

    NORMAL = "normal"
    PRIORITY = "priority"


class Channel(StrEnum):
    """Where a ticket was taken."""

    BUTTON = "button"
    WEB = "web"
    CLERK = "clerk"


class PickReason(StrEnum):
    """Why a clerk called out of order. Codes only: free text could name a person."""

    FRAIL = "frail"
    CAME_BACK = "came-back"
    QUICK = "quick"
    CORRECTION = "correction"
    MANAGER = "manager"


class ParkReason(StrEnum):
    """Why a visit was set aside."""

    MISSING_PAPERS = "missing-papers"
    PHOTOCOPY = "photocopy"
    PHONE_OR_ACCOUNT = "phone-or-account"
    OTHER = "other"


class ClassReason(StrEnum):
    """Why a visit's class was changed."""

    ASKED_AT_COUNTER = "asked-at-counter"
    PRESSED_BY_MISTAKE = "pressed-by-mistake"
    MANAGER = "manager"


class UndoReason(StrEnum):
    """Why a counter took its last act back."""

    WRONG_KEY = "wrong-key"
    WRONG_VISIT = "wrong-visit"


class WhyRule(StrEnum):
    """The rule by which a visit was called."""

    LONGEST_WAIT = "longest-wait"
    PRIORITY = "priority"
    GUARD = "guard"
    RUN = "priority-run"
    RETURN = "return"
    PICKED = "picked"


class Why(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why this visit was called and no other; `minutes` is the rule's own figure."""

    rule: WhyRule
    minutes: int = 0
    reason: PickReason | None = None
    by: str | None = None


# ── Where a visit is ──────────────────────────────────────────────────────────


class Waiting(Struct, frozen=True, tag="waiting", tag_field="is"):
    """In the queue since then; `counter` if it may only be called there."""

    since: datetime
    counter: CounterId | None = None
    returned: bool = False


class Called(Struct, frozen=True, tag="called", tag_field="is"):
    """Announced to a counter, so many times, and not there yet."""

    counter: CounterId
    since: datetime
    times: int = 1


class Serving(Struct, frozen=True, tag="serving", tag_field="is"):
    """Together with the clerk at a counter."""

    counter: CounterId
    since: datetime


class Parked(Struct, frozen=True, tag="parked", tag_field="is"):
    """Set aside by a counter, to come back on the same number."""

    counter: CounterId
    since: datetime


class NoShow(Struct, frozen=True, tag="no-show", tag_field="is"):
    """Called and did not come; may still return until then."""

    counter: CounterId
    since: datetime
    until: datetime


class Departed(Struct, frozen=True, tag="departed", tag_field="is"):
    """Gone: `served`, `abandoned` or `expired`."""

    how: str
    since: datetime


Place: TypeAlias = Waiting | Called | Serving | Parked | NoShow | Departed


# ── Commands ──────────────────────────────────────────────────────────────────


class IssueTicket(Struct, frozen=True, kw_only=True):
    """A visitor takes a number for a service."""

    service: ServiceId
    visit_class: VisitClass = field(name="class", default=VisitClass.NORMAL)
    channel: Channel = Channel.BUTTON


class CallNext(Struct, frozen=True, kw_only=True):
    """A clerk asks for whoever is next; a visit being served there is finished."""

    counter: CounterId
    revision: int | UnsetType = UNSET


class CallTicket(Struct, frozen=True, kw_only=True):
    """A clerk calls a given ticket, out of order, with a reason."""

    counter: CounterId
    ticket: TicketLabel
    reason: PickReason
    revision: int | UnsetType = UNSET


class Recall(Struct, frozen=True, kw_only=True):
    """A clerk announces the called visit again."""

    counter: CounterId
    revision: int | UnsetType = UNSET


class StartServing(Struct, frozen=True, kw_only=True):
    """The called visitor has come to the counter."""

    counter: CounterId
    revision: int | UnsetType = UNSET


class FinishServing(Struct, frozen=True, kw_only=True):
    """The visit at this counter is done."""

    counter: CounterId
    revision: int | UnsetType = UNSET


class MarkNoShow(Struct, frozen=True, kw_only=True):
    """The called visitor did not come."""

    counter: CounterId
    revision: int | UnsetType = UNSET


class ParkVisit(Struct, frozen=True, kw_only=True):
    """Set this counter's visit aside: it comes back later on the same number."""

    counter: CounterId
    reason: ParkReason = ParkReason.MISSING_PAPERS
    revision: int | UnsetType = UNSET


class ReturnVisit(Struct, frozen=True, kw_only=True):
    """Put a parked visit or a no-show back among the waiting.

    By its ticket, or without one the visit this counter parked last.
    """

    ticket: TicketLabel | UnsetType = UNSET
    counter: CounterId | UnsetType = UNSET
    revision: int | UnsetType = UNSET


class TransferVisit(Struct, frozen=True, kw_only=True):
    """Send this counter's visit on to a service, or to one counter; the same ticket."""

    counter: CounterId
    to_service: ServiceId | UnsetType = UNSET
    to_counter: CounterId | UnsetType = UNSET
    revision: int | UnsetType = UNSET


class AbandonVisit(Struct, frozen=True, kw_only=True):
    """A visitor gives the number up."""

    ticket: TicketLabel


class ChangeClass(Struct, frozen=True, kw_only=True):
    """A clerk corrects a visit's class, with a reason."""

    ticket: TicketLabel
    visit_class: VisitClass = field(name="class")
    reason: ClassReason


class Undo(Struct, frozen=True, kw_only=True):
    """Take back this counter's last act."""

    counter: CounterId
    reason: UndoReason = UndoReason.WRONG_KEY
    revision: int | UnsetType = UNSET


# ── Events ────────────────────────────────────────────────────────────────────


class TicketIssued(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number was given to a visitor."""

    visit: VisitId
    ticket: TicketLabel
    service: ServiceId
    visit_class: VisitClass = field(name="class")
    channel: Channel
    device: DeviceId | None = None


class VisitCalled(Struct, frozen=True, kw_only=True):
    """A visit was called to a counter; the screen shows it and the chime sounds."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    why: Why


class VisitRecalled(Struct, frozen=True, kw_only=True):
    """A called visit was announced again; `times` counts every announcement."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    times: int


class ServingStarted(Struct, frozen=True, kw_only=True):
    """Clerk and visitor sat down together."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId


class VisitServed(Struct, frozen=True, kw_only=True):
    """A visit was done and the visitor left."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId


class NoShowMarked(Struct, frozen=True, kw_only=True):
    """A called visitor did not come; the place is kept until then."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    until: datetime


class VisitReturned(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A parked visit or a no-show is waiting again, its arrival unchanged."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId | None = None


class VisitParked(Struct, frozen=True, kw_only=True):
    """A visit was set aside with its place kept."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    reason: ParkReason


class VisitTransferred(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A visit was sent on to a service, and to one counter of it where named."""

    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    service: ServiceId
    to_counter: CounterId | None = None


class VisitAbandoned(Struct, frozen=True, kw_only=True):
    """A visitor left after taking a number."""

    visit: VisitId
    ticket: TicketLabel


class VisitExpired(Struct, frozen=True, kw_only=True):
    """The day closed on a visit that nobody had served."""

    visit: VisitId
    ticket: TicketLabel


class ClassChanged(Struct, frozen=True, kw_only=True):
    """A visit's class was corrected."""

    visit: VisitId
    ticket: TicketLabel
    visit_class: VisitClass = field(name="class")
    reason: ClassReason


class TicketRelabelled(Struct, frozen=True, kw_only=True):
    """A visit goes on under the number that its paper shows."""

    visit: VisitId
    was: TicketLabel
    ticket: TicketLabel


class WaitEstimated(Struct, frozen=True, kw_only=True):
    """What a visitor was told at issue: people ahead, and a range in seconds."""

    visit: VisitId
    ticket: TicketLabel
    ahead: int
    from_s: int
    to_s: int
    method: str
