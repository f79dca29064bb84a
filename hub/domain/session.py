"""An assisted session as the rules know it, and the sessions of a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from immutables import Map
from msgspec import Struct
from msgspec.structs import replace

from events.session import (
    Intent,
    Mode,
    ModeReason,
    Outcome,
    RatingReason,
    ReturnWay,
    SessionPause,
    Step,
    StepResult,
    VisitorType,
)

NO_TIME = timedelta()


class Stage(StrEnum):
    """How far a session has come."""

    ONGOING = "ongoing"
    PAUSED = "paused"
    ENDED = "ended"


class StepTaken(Struct, frozen=True, kw_only=True):
    """A step that ended, and how long it took, pauses left out."""

    step: Step
    result: StepResult
    took: timedelta
    at: datetime
    entry: int


class Submission(Struct, frozen=True, kw_only=True):
    """A dossier that was filed; `dossier_ref` leads to its code in the vault."""

    procedure: str
    level: str
    at: datetime
    entry: int
    dossier_ref: str | None = None


class Payment(Struct, frozen=True, kw_only=True):
    """What the visitor paid to others: `state-fee` or `postage`, in dong."""

    kind: str
    amount_vnd: int
    is_online: bool
    entry: int


class Difficulty(Struct, frozen=True, kw_only=True):
    """What stood in the way; `note_ref` leads to words about it in the vault."""

    kind: str
    entry: int
    note_ref: str | None = None


class Assigned(Struct, frozen=True, kw_only=True):
    """Who had a session, and which command took it from there."""

    counter: str
    clerk: str | None
    cause: str
    by: str


class Session(Struct, frozen=True, kw_only=True):
    """One visit's help so far.

    `mark` is when the step in hand began, moved on by every pause since, so that a
    step's time is the time from the mark. `worked` is the time up to the last pause or
    the end, `since` when it last began to run, was paused or ended. `noted` is the
    position of what was last written into it (as `entry` is of each thing that can be
    taken back), `before` who had it until it was last
    handed on. `followed` is whose end its own came after at the counter.
    """

    id: str
    visit: str
    ticket: str
    counter: str
    stage: Stage
    started: datetime
    since: datetime
    mark: datetime
    clerk: str | None = None
    visitor: VisitorType = VisitorType.CITIZEN
    intent: Intent = Intent.FILE
    mode: Mode = Mode.GUIDED
    reason: ModeReason | None = None
    worked: timedelta = timedelta()
    pause: SessionPause | None = None
    last_pause: SessionPause | None = None
    steps: tuple[StepTaken, ...] = ()
    submissions: tuple[Submission, ...] = ()
    payments: tuple[Payment, ...] = ()
    way: ReturnWay | None = None
    consignment_ref: str | None = None
    difficulties: tuple[Difficulty, ...] = ()
    outcome: Outcome | None = None
    score: int | None = None
    rating_reasons: tuple[RatingReason, ...] = ()
    noted: int = 0
    before: Assigned | None = None
    followed: str | None = None

    def lasted(self, now: datetime) -> timedelta:
        """Return how long it has run until now, pauses left out."""
        is_running = self.stage is Stage.ONGOING
        return self.worked + (now - self.since if is_running else NO_TIME)


class Sessions(Struct, frozen=True, kw_only=True):
    """The sessions of the day: by id, by visit, and who was served last where."""

    by_id: Map[str, Session] = Map()
    of_visit: Map[str, str] = Map()
    last_at: Map[str, str] = Map()

    def get(self, session: str) -> Session | None:
        """Return a session of the day."""
        return self.by_id.get(session)

    def for_visit(self, visit: str) -> Session | None:
        """Return the session that a visit has, ended or not."""
        session = self.of_visit.get(visit)
        return None if session is None else self.by_id[session]

    def last_ended(self, counter: str) -> Session | None:
        """Return the session of whoever was served at a counter last."""
        session = self.by_id.get(self.last_at.get(counter, ""))
        is_ended = session is not None and session.stage is Stage.ENDED
        return session if is_ended else None

    def with_one(self, session: Session) -> Sessions:
        """Return the sessions with one added or replaced."""
        return replace(
            self,
            by_id=self.by_id.set(session.id, session),
            of_visit=self.of_visit.set(session.visit, session.id),
        )

    def without(self, session: Session) -> Sessions:
        """Return the sessions without one that was withdrawn."""
        return replace(
            self,
            by_id=self.by_id.delete(session.id),
            of_visit=self.of_visit.delete(session.visit),
        )
