"""An assisted session: a clerk helps a visitor to file online, step by step.

Help is free, so no body has a field for its price. What could name a person (a dossier
code, a consignment, a note) is kept outside, and stands here as a random `Reference`.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

from events.ids import (
    CatalogueId,
    ClerkId,
    CounterId,
    Reference,
    SessionId,
    TicketLabel,
    VisitId,
)
from events.session_terms import (
    DifficultyKind,
    Intent,
    Mode,
    ModeReason,
    Outcome,
    PaymentKind,
    RatingReason,
    ReturnWay,
    Step,
    StepResult,
    VisitorType,
)

Dong: TypeAlias = Annotated[
    int, Meta(ge=0, le=1_000_000_000, description="An amount in dong.")
]
Score: TypeAlias = Annotated[
    int, Meta(ge=1, le=5, description="Five faces: 1 very bad to 5 very good.")
]

# ── Commands ──────────────────────────────────────────────────────────────────


class StartSession(Struct, frozen=True, kw_only=True):
    """A clerk begins to help the visit that is being served at this counter."""

    counter: CounterId
    visitor: VisitorType = VisitorType.CITIZEN
    intent: Intent = Intent.FILE
    mode: Mode = Mode.GUIDED
    reason: ModeReason | UnsetType = UNSET


class CompleteStep(Struct, frozen=True, kw_only=True):
    """A clerk and visitor are through with a step, or pass it over."""

    session: SessionId
    step: Step
    result: StepResult = StepResult.DONE


class RecordSubmission(Struct, frozen=True, kw_only=True):
    """A dossier was filed on the portal; its code is kept outside, by reference."""

    session: SessionId
    procedure: CatalogueId
    level: CatalogueId
    dossier_ref: Reference | UnsetType = UNSET


class RecordPayment(Struct, frozen=True, kw_only=True):
    """The visitor paid a state fee or postage."""

    session: SessionId
    kind: PaymentKind
    amount_vnd: Dong
    is_online: bool


class ChooseReturn(Struct, frozen=True, kw_only=True):
    """The visitor says how the result should come; the address is kept outside."""

    session: SessionId
    way: ReturnWay
    consignment_ref: Reference | UnsetType = UNSET


class NoteDifficulty(Struct, frozen=True, kw_only=True):
    """A clerk or manager notes what stood in the way; words are kept outside."""

    kind: DifficultyKind
    session: SessionId | UnsetType = UNSET
    note_ref: Reference | UnsetType = UNSET


class CompleteSession(Struct, frozen=True, kw_only=True):
    """A clerk ends the session with its outcome, and with what turned out otherwise."""

    session: SessionId
    outcome: Outcome
    visitor: VisitorType | UnsetType = UNSET
    intent: Intent | UnsetType = UNSET
    mode: Mode | UnsetType = UNSET
    reason: ModeReason | UnsetType = UNSET


class Rate(Struct, frozen=True, kw_only=True):
    """A visitor says how it was, once for a visit and without a name."""

    visit: VisitId
    score: Score
    reasons: tuple[RatingReason, ...] = ()


# ── Events ────────────────────────────────────────────────────────────────────


class SessionStarted(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A clerk began to help a visitor."""

    session: SessionId
    visit: VisitId
    ticket: TicketLabel
    counter: CounterId
    visitor: VisitorType
    intent: Intent
    mode: Mode
    reason: ModeReason | None = None
    clerk: ClerkId | None = None


class StepCompleted(Struct, frozen=True, kw_only=True):
    """A step ended; it took the time since the step before it."""

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
    """A visitor chose how the result is to come."""

    session: SessionId
    way: ReturnWay
    consignment_ref: Reference | None = None


class DifficultyNoted(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something stood in the way of a session, or of the office as a whole."""

    kind: DifficultyKind
    session: SessionId | None = None
    note_ref: Reference | None = None


class SessionReassigned(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A session goes on at another counter, or with another clerk."""

    session: SessionId
    counter: CounterId
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


class RatingGiven(Struct, frozen=True, kw_only=True):
    """A visitor said how it was; nobody's name is with it."""

    visit: VisitId
    score: Score
    reasons: tuple[RatingReason, ...] = ()
