"""What a clerk's console shows, as it goes over the line.

Times are instants and amounts are plain, so that the page counts seconds by itself and
a state is sent only when something has happened.
"""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from msgspec import Struct, field

from events.counter import CounterStatus, PauseReason
from events.session import (
    DifficultyKind,
    Intent,
    Mode,
    ModeReason,
    Outcome,
    PaymentKind,
    ReturnWay,
    SessionPause,
    Step,
    StepResult,
    VisitorType,
)
from events.visit import VisitClass, Why
from hub.domain.session import Stage


class QueueEntry(Struct, frozen=True, kw_only=True):
    """Somebody who waits for this counter, in the hub's order."""

    ticket: str
    service: str
    visit_class: VisitClass = field(name="class")
    arrived: datetime
    is_returned: bool


class Kept(Struct, frozen=True, kw_only=True):
    """A number whose place is kept: parked, or with `until` a no-show in its grace."""

    ticket: str
    service: str
    counter: str
    arrived: datetime
    since: datetime
    reason: SessionPause | None = None
    until: datetime | None = None


class VisitHere(Struct, frozen=True, kw_only=True):
    """The visit that is called to this counter or served here."""

    visit: str
    ticket: str
    service: str
    visit_class: VisitClass = field(name="class")
    arrived: datetime
    since: datetime
    first_called: datetime | None
    started: datetime | None
    times: int
    why: Why | None
    usual_min: int


class StepShown(Struct, frozen=True, kw_only=True):
    """A step that ended, how many seconds it took, and by what it is taken back."""

    step: Step
    result: StepResult
    took_s: int
    at: datetime
    entry: int


class SubmissionShown(Struct, frozen=True, kw_only=True):
    """A dossier that was filed; whether a code is kept, never the code."""

    procedure: str
    level: str
    at: datetime
    has_code: bool
    entry: int


class PaymentShown(Struct, frozen=True, kw_only=True):
    """What the visitor paid to others."""

    kind: PaymentKind
    amount_vnd: int
    is_online: bool
    entry: int


class DifficultyShown(Struct, frozen=True, kw_only=True):
    """What stood in the way; whether words are kept, never the words."""

    kind: DifficultyKind
    has_note: bool
    entry: int


class SessionHere(Struct, frozen=True, kw_only=True):
    """The help that goes on at this counter; `mark` is when the step in hand began."""

    session: str
    ticket: str
    stage: Stage
    clerk: str | None
    started: datetime
    since: datetime
    mark: datetime
    worked_s: int
    visitor: VisitorType
    intent: Intent
    mode: Mode
    reason: ModeReason | None
    steps: tuple[StepShown, ...]
    submissions: tuple[SubmissionShown, ...]
    payments: tuple[PaymentShown, ...]
    way: ReturnWay | None
    has_consignment: bool
    difficulties: tuple[DifficultyShown, ...]
    outcome: Outcome | None


class EndedHere(Struct, frozen=True, kw_only=True):
    """Help that ended at this counter on the day that is shown."""

    session: str
    ticket: str
    outcome: Outcome
    ended: datetime
    worked_s: int


class Elsewhere(Struct, frozen=True, kw_only=True):
    """Help that goes on at another counter and could be gone on with here."""

    session: str
    ticket: str
    service: str
    counter: str
    clerk: str | None
    started: datetime


class ServiceLine(Struct, frozen=True, kw_only=True):
    """How many wait for a service in the whole office, and whether it is ours."""

    service: str
    waiting: int
    is_ours: bool


class ActShown(Struct, frozen=True, kw_only=True):
    """The last act of this counter; `source` is who pressed, `until` its undo's end.

    One that cannot be undone any more, as something was noted since, ended at once.
    """

    act: str
    source: str
    at: datetime
    until: datetime


class UndoShown(Struct, frozen=True, kw_only=True):
    """What this counter took back last; `source` is who pressed."""

    act: str
    source: str
    at: datetime


class ConsoleState(Struct, frozen=True, kw_only=True):
    """Everything that the console of one counter shows.

    `serves` are the services that the counter takes with the clerk who sits there;
    `queue` holds the first few of `waiting`, in the order in which they are called.
    `last` ended here last, `earlier` before it, the newest first; `unrecorded` is all
    that ended here without an outcome, the oldest first. `date` is whose day it is.
    """

    counter: str
    revision: int
    state: CounterStatus
    is_day_open: bool
    date: dt.date | None
    since: datetime | None
    pause_reason: PauseReason | None
    clerk: str | None
    rostered: str | None
    serves: tuple[str, ...]
    may_pick: bool
    visit: VisitHere | None
    session: SessionHere | None
    act: ActShown | None
    undone: UndoShown | None
    waiting: int
    queue: tuple[QueueEntry, ...]
    kept_here: tuple[Kept, ...]
    kept_elsewhere: tuple[Kept, ...]
    office: tuple[ServiceLine, ...]
    last: EndedHere | None
    earlier: tuple[EndedHere, ...]
    unrecorded: tuple[EndedHere, ...]
    elsewhere: tuple[Elsewhere, ...]
