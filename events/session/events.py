"""What happened in an assisted session.

Help is free, so no body has a field for its price. Filing is always online here: that
is what the help is for.
"""

from __future__ import annotations

from msgspec import Struct

from events.ids import (
    CatalogueId,
    ClerkId,
    CounterId,
    Reference,
    SessionId,
    TicketLabel,
    VisitId,
)
from events.session.commands import Dong, Entry, Score
from events.session.terms import (
    AssignReason,
    DifficultyKind,
    EntryKind,
    Intent,
    Mode,
    ModeReason,
    Outcome,
    PaymentKind,
    RatingChannel,
    RatingReason,
    ReturnWay,
    SessionPause,
    Step,
    StepResult,
    VisitorType,
)


class SessionStarted(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A clerk began to help a visitor; no `clerk`: nobody was signed in or rostered."""

    session: SessionId
    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    visitor: VisitorType
    intent: Intent
    mode: Mode
    reason: ModeReason | None = None
    clerk: ClerkId | None = None


class SessionDescribed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who came, what for, and who does the typing, as it is known now."""

    session: SessionId
    visitor: VisitorType
    intent: Intent
    mode: Mode
    reason: ModeReason | None = None


class StepCompleted(Struct, frozen=True, kw_only=True):
    """A step ended; it took the time since the step before it, pauses left out."""

    session: SessionId
    step: Step
    result: StepResult


class SubmissionRecorded(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A dossier was filed online during a session."""

    session: SessionId
    procedure: CatalogueId
    level: CatalogueId
    dossier_ref: Reference | None = None


class PaymentRecorded(Struct, frozen=True, kw_only=True):
    """A visitor paid a state fee or postage, to others than this office."""

    session: SessionId
    kind: PaymentKind
    amount_vnd: Dong
    is_online: bool


class ReturnChosen(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A visitor chose how the result is to come.

    `replaced_ref` led to the consignment of an earlier choice; it is erased there next.
    """

    session: SessionId
    way: ReturnWay
    consignment_ref: Reference | None = None
    replaced_ref: Reference | None = None


class DifficultyNoted(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something stood in the way of a session, or of the office as a whole."""

    kind: DifficultyKind
    session: SessionId | None = None
    note_ref: Reference | None = None


class EntryWithdrawn(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something was recorded in error, and counts no longer.

    `ref` led to a code or note of it that is kept outside, and is erased there next.
    """

    session: SessionId
    entry: Entry
    kind: EntryKind
    ref: Reference | None = None


class SessionPaused(Struct, frozen=True, kw_only=True):
    """A session stands still: its visit left the counter and will be back."""

    session: SessionId
    reason: SessionPause


class SessionResumed(Struct, frozen=True, kw_only=True):
    """A session goes on: its visit is served again."""

    session: SessionId


class SessionReassigned(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A session goes on at another counter, or with another clerk."""

    session: SessionId
    counter: CounterId
    reason: AssignReason
    clerk: ClerkId | None = None


class SessionCompleted(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A session ended; visitor, intent and mode stand as they turned out."""

    session: SessionId
    visit: VisitId
    outcome: Outcome
    visitor: VisitorType
    intent: Intent
    mode: Mode
    reason: ModeReason | None = None


class SessionReopened(Struct, frozen=True, kw_only=True):
    """A session's end was taken back with the act it came from."""

    session: SessionId


class SessionWithdrawn(Struct, frozen=True, kw_only=True):
    """A session's begin was taken back with the act it came from; it never was."""

    session: SessionId


class OutcomeCorrected(Struct, frozen=True, kw_only=True):
    """What an ended session came to was put right."""

    session: SessionId
    outcome: Outcome


class RatingGiven(Struct, frozen=True, kw_only=True):
    """A visitor said how it was; nobody's name is with it."""

    session: SessionId
    visit: VisitId
    score: Score
    channel: RatingChannel
    reasons: tuple[RatingReason, ...] = ()
