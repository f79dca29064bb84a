"""Wire names and versions, and the way between structs and bytes.

A name never changes and never leaves this table; a changed body raises its version and
brings an upcaster. One registry serves store, MQTT, HTTP, AsyncAPI and OpenAPI.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from events import (
    alert,
    counter,
    day,
    device,
    replies,
    report,
    session,
    settings,
    vault,
    visit,
)
from events.replies import Sentence
from events.unfit import UNREADABLE, Unfit, known_versions, not_lifted, why
from events.upcasters import UPCASTERS, Upcaster, lift

COMMANDS: Mapping[str, tuple[type, int]] = {
    "open-day": (day.OpenDay, 1),
    "close-day": (day.CloseDay, 1),
    "configure-office": (day.ConfigureOffice, 1),
    "open-counter": (counter.OpenCounter, 1),
    "pause-counter": (counter.PauseCounter, 1),
    "resume-counter": (counter.ResumeCounter, 1),
    "close-counter": (counter.CloseCounter, 1),
    "issue-ticket": (visit.IssueTicket, 1),
    "call-next": (visit.CallNext, 1),
    "call-ticket": (visit.CallTicket, 1),
    "recall": (visit.Recall, 1),
    "start-serving": (visit.StartServing, 1),
    "finish-serving": (visit.FinishServing, 1),
    "mark-no-show": (visit.MarkNoShow, 1),
    "return-visit": (visit.ReturnVisit, 1),
    "park-visit": (visit.ParkVisit, 1),
    "transfer-visit": (visit.TransferVisit, 1),
    "abandon-visit": (visit.AbandonVisit, 1),
    "change-class": (visit.ChangeClass, 1),
    "undo": (visit.Undo, 1),
    "describe-session": (session.DescribeSession, 1),
    "complete-step": (session.CompleteStep, 1),
    "record-submission": (session.RecordSubmission, 1),
    "record-payment": (session.RecordPayment, 1),
    "choose-return": (session.ChooseReturn, 1),
    "note-difficulty": (session.NoteDifficulty, 1),
    "withdraw-entry": (session.WithdrawEntry, 1),
    "complete-session": (session.CompleteSession, 1),
    "take-over-session": (session.TakeOverSession, 1),
    "reassign-session": (session.ReassignSession, 1),
    "rate": (session.Rate, 1),
    "change-settings": (settings.ChangeSettings, 1),
    "acknowledge-alert": (alert.AcknowledgeAlert, 1),
    "raise-alert": (alert.RaiseAlert, 1),
    "end-alert": (alert.EndAlert, 1),
    "record-erasure": (vault.RecordErasure, 1),
    "note-proposal": (report.NoteProposal, 1),
    "withdraw-proposal": (report.WithdrawProposal, 1),
    "hand-in-report": (report.HandInReport, 1),
}

EVENTS: Mapping[str, tuple[type, int]] = {
    "day-opened": (day.DayOpened, 1),
    "day-closed": (day.DayClosed, 1),
    "office-configured": (day.OfficeConfigured, 1),
    "counter-opened": (counter.CounterOpened, 1),
    "counter-paused": (counter.CounterPaused, 1),
    "counter-resumed": (counter.CounterResumed, 1),
    "counter-closed": (counter.CounterClosed, 1),
    "ticket-issued": (visit.TicketIssued, 1),
    "visit-called": (visit.VisitCalled, 1),
    "visit-recalled": (visit.VisitRecalled, 1),
    "serving-started": (visit.ServingStarted, 1),
    "visit-served": (visit.VisitServed, 1),
    "no-show-marked": (visit.NoShowMarked, 1),
    "visit-returned": (visit.VisitReturned, 1),
    "visit-parked": (visit.VisitParked, 1),
    "visit-transferred": (visit.VisitTransferred, 1),
    "visit-handed-over": (visit.VisitHandedOver, 1),
    "visit-abandoned": (visit.VisitAbandoned, 1),
    "visit-expired": (visit.VisitExpired, 1),
    "class-changed": (visit.ClassChanged, 1),
    "action-undone": (counter.ActionUndone, 1),
    "ticket-relabelled": (visit.TicketRelabelled, 1),
    "wait-estimated": (visit.WaitEstimated, 1),
    "device-online": (device.DeviceOnline, 1),
    "device-offline": (device.DeviceOffline, 1),
    "settings-changed": (settings.SettingsChanged, 1),
    "session-started": (session.SessionStarted, 1),
    "session-described": (session.SessionDescribed, 1),
    "step-completed": (session.StepCompleted, 1),
    "submission-recorded": (session.SubmissionRecorded, 1),
    "payment-recorded": (session.PaymentRecorded, 1),
    "return-chosen": (session.ReturnChosen, 1),
    "difficulty-noted": (session.DifficultyNoted, 1),
    "entry-withdrawn": (session.EntryWithdrawn, 1),
    "session-paused": (session.SessionPaused, 1),
    "session-resumed": (session.SessionResumed, 1),
    "session-reassigned": (session.SessionReassigned, 1),
    "session-completed": (session.SessionCompleted, 1),
    "session-reopened": (session.SessionReopened, 1),
    "session-withdrawn": (session.SessionWithdrawn, 1),
    "outcome-corrected": (session.OutcomeCorrected, 1),
    "rating-given": (session.RatingGiven, 1),
    "alert-opened": (alert.AlertOpened, 1),
    "alert-acknowledged": (alert.AlertAcknowledged, 1),
    "alert-closed": (alert.AlertClosed, 1),
    "vault-erased": (vault.VaultErased, 1),
    "proposal-noted": (report.ProposalNoted, 1),
    "proposal-withdrawn": (report.ProposalWithdrawn, 1),
    "report-handed-in": (report.ReportHandedIn, 1),
}

FACTS: Mapping[str, tuple[type, int]] = {
    "ticket-printed": (device.TicketPrinted, 1),
    "print-failed": (device.PrintFailed, 1),
    "paper-low": (device.PaperLow, 1),
    "paper-out": (device.PaperOut, 1),
    "paper-loaded": (device.PaperLoaded, 1),
    "press-abandoned": (device.PressAbandoned, 1),
    "ticket-issued-offline": (device.TicketIssuedOffline, 1),
}

REPLIES: Mapping[str, tuple[type, int]] = {
    "accepted": (replies.Accepted, 1),
    "refused": (replies.RefusalReply, 1),
    "acknowledged": (replies.Acknowledged, 1),
}

ORDERS: Mapping[str, tuple[type, int]] = {
    "print-slip": (device.PrintSlip, 1),
    "identify": (device.Identify, 1),
    "restart": (device.Restart, 1),
}

STATES: Mapping[str, tuple[type, int]] = {
    "hub-status": (device.HubStatus, 1),
    "device-status": (device.DeviceStatus, 1),
    "device-health": (device.DeviceHealth, 1),
    "device-settings": (device.DeviceSettings, 1),
    "counter-state": (device.CounterState, 1),
    "screen-state": (device.ScreenState, 1),
}

PARTS = (COMMANDS, EVENTS, FACTS, REPLIES, ORDERS, STATES)
WIRE: Mapping[str, tuple[type, int]] = {
    name: body for part in PARTS for name, body in part.items()
}

NAMES: Mapping[type, tuple[str, int]] = {
    body: (name, version) for name, (body, version) in WIRE.items()
}

TYPE_PREFIX = "layso."

NO_SUCH_TYPE = Sentence(
    vi="đặc tả không có loại tin nào mang tên này",
    en="the contract has no message type of this name",
)


class UnknownType(Unfit):
    """No body of this name is in the contract."""


class UnknownVersion(Unfit):
    """The body is of a newer version than this program knows. Update this program."""


class BadBody(Unfit):
    """The body does not fit its type; the text says where."""


def wire_name(body: object) -> str:
    """Return the body's name in the contract, e.g. `ticket-issued`."""
    return NAMES[type(body)][0]


def wire_version(body: object) -> int:
    """Return the version that the body's type is at."""
    return NAMES[type(body)][1]


def encode(body: object) -> bytes:
    """Return the body as JSON bytes."""
    return _ENCODER.encode(body)


def decode(name: str, version: int, raw: bytes | msgspec.Raw) -> Any:
    """Return the struct that `raw` holds, lifted to today's version.

    Raises UnknownType, UnknownVersion or BadBody, each with a plain sentence.
    """
    known = WIRE.get(name)
    if known is None:
        raise UnknownType(NO_SUCH_TYPE)
    body, newest = known
    if version > newest or version < 1:
        raise UnknownVersion(known_versions(name, newest))
    if version < newest:
        return decode_old(name, version, raw, known)
    try:
        return _decoder(body).decode(raw)
    except UNREADABLE as error:
        raise BadBody(why(error)) from error


def decode_old(
    name: str,
    version: int,
    raw: bytes | msgspec.Raw,
    known: tuple[type, int],
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> Any:
    """Return what a body of an older version becomes; BadBody if it cannot climb."""
    body, newest = known
    try:
        old = msgspec.json.decode(raw, type=dict[str, Any])
        return msgspec.convert(lift(name, version, old, newest, upcasters), body)
    except (*UNREADABLE, LookupError, TypeError, AttributeError) as error:
        raise BadBody(not_lifted(name, version)) from error


@cache
def _decoder(body: type) -> msgspec.json.Decoder[Any]:
    """Return a body's decoder; all of them at once make every program start late."""
    return msgspec.json.Decoder(body)


_ENCODER = msgspec.json.Encoder()
