"""What is asked for an assisted session.

What could name a person (a dossier code, a consignment, a note) is kept outside, and
stands here as a random `Reference`. A step is completed while the session goes on; the
rest is written down until the day closes, also while it is paused or after it ended.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

from events.ids import CatalogueId, ClerkId, CounterId, Reference, SessionId, VisitId
from events.session.terms import (
    DifficultyKind,
    Intent,
    Mode,
    ModeReason,
    Outcome,
    PaymentKind,
    RatingReason,
    ReassignReason,
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

Entry: TypeAlias = Annotated[
    int,
    Meta(ge=1, description="The position at which something was recorded."),
]


class DescribeSession(Struct, frozen=True, kw_only=True):
    """A clerk says who came, what for, and who does the typing; what is left out stays.

    `reason` goes with `done-for` only. May be said until the day closes.
    """

    session: SessionId
    visitor: VisitorType | UnsetType = UNSET
    intent: Intent | UnsetType = UNSET
    mode: Mode | UnsetType = UNSET
    reason: ModeReason | UnsetType = UNSET


class CompleteStep(Struct, frozen=True, kw_only=True):
    """A clerk and visitor are through with a step, or pass it over, while help goes on.

    The same twice within two seconds, as from two consoles of a counter, ends it once.
    """

    session: SessionId
    step: Step
    result: StepResult = StepResult.DONE


class RecordSubmission(Struct, frozen=True, kw_only=True):
    """A dossier was filed on the portal that day; its code is kept outside.

    May be written down until the day closes, also when the session is over.
    """

    session: SessionId
    procedure: CatalogueId
    level: CatalogueId
    dossier_ref: Reference | UnsetType = UNSET


class RecordPayment(Struct, frozen=True, kw_only=True):
    """The visitor paid a state fee or postage.

    May be written down until the day closes, also when the session is over.
    """

    session: SessionId
    kind: PaymentKind
    amount_vnd: Dong
    is_online: bool


class ChooseReturn(Struct, frozen=True, kw_only=True):
    """The visitor says how the result should come; the address is kept outside.

    A consignment goes with `post` only. May be written down until the day closes.
    """

    session: SessionId
    way: ReturnWay
    consignment_ref: Reference | UnsetType = UNSET


class NoteDifficulty(Struct, frozen=True, kw_only=True):
    """A clerk or manager notes what stood in the way; words are kept outside."""

    kind: DifficultyKind
    session: SessionId | UnsetType = UNSET
    note_ref: Reference | UnsetType = UNSET


class WithdrawEntry(Struct, frozen=True, kw_only=True):
    """A clerk takes back one step, submission, payment or difficulty of a session.

    May be done until the day closes.
    """

    session: SessionId
    entry: Entry


class CompleteSession(Struct, frozen=True, kw_only=True):
    """A clerk says what a session came to.

    While it goes on, session and visit end with it. Of one that ended without an
    outcome, or with another, the outcome is put right until the day closes; an outcome
    that was said does not give way to `not-recorded`.
    """

    session: SessionId
    outcome: Outcome


class TakeOverSession(Struct, frozen=True, kw_only=True):
    """A clerk goes on at this counter with a visit that is served at another."""

    counter: CounterId
    session: SessionId
    from_counter: CounterId
    revision: int | UnsetType = UNSET


class ReassignSession(Struct, frozen=True, kw_only=True):
    """A manager puts a session to another clerk's name."""

    session: SessionId
    clerk: ClerkId
    reason: ReassignReason = ReassignReason.MANAGER


class Rate(Struct, frozen=True, kw_only=True):
    """A visitor says how it was, once for a session and without a name.

    By the visit (its follow link), or at a counter for whoever was served there last.
    """

    score: Score
    visit: VisitId | UnsetType = UNSET
    counter: CounterId | UnsetType = UNSET
    reasons: tuple[RatingReason, ...] = ()
    revision: int | UnsetType = UNSET
