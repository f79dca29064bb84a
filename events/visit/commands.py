"""What is asked for a visit."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType, field

from events.ids import CounterId, ServiceId, TicketLabel
from events.visit.terms import (
    Channel,
    ClassReason,
    ParkReason,
    PickReason,
    UndoReason,
    VisitClass,
)


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
