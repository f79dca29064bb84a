"""What is written down while the visitor is away, or after the end, that day."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from events import codec
from events import session as told
from events.counter import ActionUndone
from events.examples import story
from events.plan import Names
from events.session import (
    DifficultyKind,
    Intent,
    Mode,
    ModeReason,
    Outcome,
    PaymentKind,
    ReturnWay,
    SessionPause,
    SessionReopened,
    Step,
    VisitorType,
)
from events.settings import Level, OfficeSettings, SettingsChanged
from events.visit import FinishServing, StartServing, Undo
from hub.domain.refusals import (
    DayNotOpen,
    ReasonNeeded,
    SessionEnded,
    UnknownLevel,
    UnknownSession,
)
from hub.domain.session import Stage
from tests.given import History, given_office, together
from tests.history import (
    abandoned,
    called,
    closed,
    day_closed,
    issued,
    parked,
)
from tests.session_history import (
    USUAL,
    completed,
    done,
    paused,
    served_so_far,
    session_id,
)

ID = session_id("A001")
SERVED = served_so_far("A001", at="1")
OVER = (*SERVED, done("A001", "1"))
AWAY = together(parked("A001", at="1"), paused("A001", SessionPause.PHOTOCOPY))
GIVEN_UP = together(abandoned("A001"), completed("A001", Outcome.ABANDONED))
STEP = told.CompleteStep(session=ID, step=Step.SUBMIT)
FILED = told.RecordSubmission(
    session=ID, procedure="birth", level="full", dossier_ref=story.DOSSIER
)
FEE = told.RecordPayment(
    session=ID, kind=PaymentKind.POSTAGE, amount_vnd=26_000, is_online=False
)
POST = told.ChooseReturn(
    session=ID, way=ReturnWay.POST, consignment_ref=story.CONSIGNMENT
)
STUCK = told.NoteDifficulty(session=ID, kind=DifficultyKind.NETWORK)
LOOK_UP = told.DescribeSession(
    session=ID, visitor=VisitorType.ENTERPRISE, intent=Intent.LOOK_UP
)
LATE = {
    FILED: told.SubmissionRecorded(
        session=ID, procedure="birth", level="full", dossier_ref=story.DOSSIER
    ),
    FEE: told.PaymentRecorded(
        session=ID, kind=PaymentKind.POSTAGE, amount_vnd=26_000, is_online=False
    ),
    POST: told.ReturnChosen(
        session=ID, way=ReturnWay.POST, consignment_ref=story.CONSIGNMENT
    ),
    STUCK: told.DifficultyNoted(session=ID, kind=DifficultyKind.NETWORK),
    LOOK_UP: told.SessionDescribed(
        session=ID,
        visitor=VisitorType.ENTERPRISE,
        intent=Intent.LOOK_UP,
        mode=Mode.GUIDED,
    ),
}
each_fact = pytest.mark.parametrize(
    ("command", "event"), LATE.items(), ids=map(codec.wire_name, LATE)
)


def session(history: History) -> Any:
    """Return A001's session."""
    return history.state.sessions.get(ID)


def written(history: History) -> tuple[Any, ...]:
    """Return the facts that a session holds, without when and where they were noted."""
    held = session(history)
    return (
        [(f.procedure, f.dossier_ref) for f in held.submissions],
        [(p.kind, p.amount_vnd) for p in held.payments],
        (held.way, held.consignment_ref),
        [d.kind for d in held.difficulties],
        (held.visitor, held.intent),
    )


@each_fact
@pytest.mark.parametrize(
    "items", [OVER, (*SERVED, AWAY), (*SERVED, AWAY, GIVEN_UP)], ids=str
)
def test_a_fact_is_written_down_afterwards(command, event, items) -> None:
    """What was filed, paid or in the way is noted late just as in time."""
    late = given_office(*items).when(command, minutes=40).then(event)

    assert written(late) == written(given_office(*SERVED).when(command).after)


@each_fact
def test_a_late_fact_takes_no_time(command, event) -> None:
    """Times, outcome, counter and clerk of a session stay as it ended."""
    del event
    before = session(given_office(*OVER))
    after = session(given_office(*OVER).when(command, minutes=40).after)
    facts = ("submissions", "payments", "difficulties", "way", "consignment_ref")
    said = ("visitor", "intent", "noted")
    now = {name: getattr(before, name) for name in (*facts, *said)}

    assert after != before
    assert replace(after, **now) == before


def test_a_step_is_a_time_and_not_written_afterwards() -> None:
    """An ended session has no step in hand."""
    given_office(*OVER).when(STEP).refused(SessionEnded, ticket="A001")


def test_late_facts_keep_the_rules_of_facts() -> None:
    """A reason goes with doing it for them, a level is on the day's list, late too."""
    part = Level(id="part", names=Names(vi="Một phần", en="Partly online"))
    listed = SettingsChanged(settings=OfficeSettings(levels=(part,)))
    history = given_office(listed, *OVER)
    unsaid = told.DescribeSession(session=ID, mode=Mode.DONE_FOR)

    history.when(FILED).refused(UnknownLevel, level="full")
    history.when(unsaid).refused(ReasonNeeded)
    history.when(replace(unsaid, reason=ModeReason.NO_DEVICE)).then(
        told.SessionDescribed(
            session=ID,
            **{**USUAL, "mode": Mode.DONE_FOR, "reason": ModeReason.NO_DEVICE},
        )
    )


@each_fact
def test_after_the_day_nothing_is_written_down(command, event) -> None:
    """Once the books are shut, facts stand as they are."""
    del event
    shut = together(closed("1"), closed("2"), day_closed())

    given_office(*OVER, shut).when(command).refused(DayNotOpen)


@each_fact
def test_a_session_that_never_was_takes_nothing(command, event) -> None:
    """One whose start was taken back is unknown."""
    del event
    history = given_office(issued("A001"), called("A001", to="1"))
    history = history.when(StartServing(counter="1")).after
    (begun,) = history.state.sessions.by_id
    history = history.when(Undo(counter="1"), seconds=5).after

    history.when(replace(command, session=begun)).refused(UnknownSession)


@each_fact
def test_an_end_is_taken_back_over_late_facts(command, event) -> None:
    """The session goes on, and keeps what was written down after its end."""
    history = given_office(*SERVED).when(FinishServing(counter="1")).after
    history = history.when(command, seconds=2).then(event)
    late = written(history)
    undone = history.when(Undo(counter="1"), seconds=2)

    assert isinstance(undone.events[0], ActionUndone)
    assert undone.events[1:] == (SessionReopened(session=ID),)
    assert session(undone.after).stage is Stage.ONGOING
    assert written(undone.after) == late
