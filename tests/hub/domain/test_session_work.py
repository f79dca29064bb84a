"""Writing into a session: who came, steps, filings, payments, return, difficulties."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from events import codec
from events import session as told
from events.examples import story
from events.session import (
    DifficultyKind,
    Intent,
    Mode,
    ModeReason,
    PaymentKind,
    ReturnWay,
    Step,
    StepResult,
    VisitorType,
)
from hub.domain.refusals import (
    ConsignmentByPost,
    ReasonNeeded,
    ReasonNotNeeded,
    UnknownSession,
)
from tests.given import History, given_office
from tests.session_history import done, served_so_far, session_id

ID = session_id("A001")
SERVED = served_so_far("A001", at="1")
STEP = told.CompleteStep(session=ID, step=Step.ADVICE)
NO_DEVICE = ModeReason.NO_DEVICE
DONE_FOR = told.DescribeSession(session=ID, mode=Mode.DONE_FOR, reason=NO_DEVICE)


def described(**how: Any) -> told.SessionDescribed:
    """The session as it is now known."""
    usual = {
        "visitor": VisitorType.CITIZEN,
        "intent": Intent.FILE,
        "mode": Mode.GUIDED,
    }
    return told.SessionDescribed(session=ID, **{**usual, **how})


def step(which: Step, result: StepResult = StepResult.DONE) -> told.StepCompleted:
    """A step ended."""
    return told.StepCompleted(session=ID, step=which, result=result)


def now(history: History) -> Any:
    """Return A001's session as it stands."""
    return history.state.sessions.get(ID)


def test_what_is_left_out_of_a_description_stays() -> None:
    """Each description says one thing more, and is told in full."""
    enterprise = told.DescribeSession(session=ID, visitor=VisitorType.ENTERPRISE)
    look_up = told.DescribeSession(session=ID, intent=Intent.LOOK_UP)
    history = given_office(*SERVED).when(enterprise).after

    history.when(look_up).then(
        described(visitor=VisitorType.ENTERPRISE, intent=Intent.LOOK_UP)
    )
    history.when(enterprise).nothing_happens()


def test_doing_it_for_a_visitor_has_its_reason() -> None:
    """Who types for a visitor says why; the reason may be told better later."""
    history = given_office(*SERVED)
    unsaid = told.DescribeSession(session=ID, mode=Mode.DONE_FOR)
    other = told.DescribeSession(session=ID, reason=ModeReason.CANNOT_ALONE)

    history.when(unsaid).refused(ReasonNeeded)
    described_so = history.when(DONE_FOR).then(
        described(mode=Mode.DONE_FOR, reason=NO_DEVICE)
    )
    described_so.when(unsaid).nothing_happens()
    described_so.when(other).then(
        described(mode=Mode.DONE_FOR, reason=ModeReason.CANNOT_ALONE)
    )


def test_guiding_needs_no_reason() -> None:
    """A guided session has no reason, and loses the one it had."""
    guided = told.DescribeSession(session=ID, mode=Mode.GUIDED)
    reasoned = told.DescribeSession(session=ID, reason=NO_DEVICE)
    history = given_office(*SERVED)

    history.when(reasoned).refused(ReasonNotNeeded)
    history.when(DONE_FOR).after.when(guided).then(described())


def test_steps_come_in_any_order_and_again() -> None:
    """A step is done, passed over with a code, or done again."""
    history = given_office(*SERVED)
    skipped = told.CompleteStep(session=ID, step=Step.SCAN, result=StepResult.DECLINED)
    history = history.when(STEP).then(step(Step.ADVICE))
    history = history.when(skipped).then(step(Step.SCAN, StepResult.DECLINED))
    history = history.when(STEP).then(step(Step.ADVICE))

    taken = [(s.step, s.result) for s in now(history).steps]
    assert taken == [
        (Step.ADVICE, StepResult.DONE),
        (Step.SCAN, StepResult.DECLINED),
        (Step.ADVICE, StepResult.DONE),
    ]


def test_a_step_that_two_consoles_end_at_once_ends_once() -> None:
    """The same step within two seconds is the one that is over; later, another."""
    history = given_office(*SERVED).when(STEP).after
    declined = StepResult.DECLINED
    skipped = told.CompleteStep(session=ID, step=Step.ADVICE, result=declined)

    history.when(STEP, seconds=1).nothing_happens()
    history.when(STEP, seconds=2).then(step(Step.ADVICE))
    history.when(skipped, seconds=1).then(step(Step.ADVICE, declined))


def test_money_goes_to_others() -> None:
    """State fee and postage are kept apart; each payment is kept."""
    history = given_office(*SERVED)
    for kind in PaymentKind:
        paid = told.RecordPayment(
            session=ID, kind=kind, amount_vnd=26_000, is_online=True
        )
        history = history.when(paid).then(
            told.PaymentRecorded(
                session=ID, kind=kind, amount_vnd=26_000, is_online=True
            )
        )

    noted = [(p.kind, p.amount_vnd, p.is_online) for p in now(history).payments]
    assert noted == [(kind, 26_000, True) for kind in PaymentKind]


def test_help_costs_nothing() -> None:
    """No command and no event has a place for a price of the help itself."""
    amounts = [
        (name, field)
        for name, (body, _) in {**codec.COMMANDS, **codec.EVENTS}.items()
        for field in get_type_hints(body)
        if any(word in field for word in ("vnd", "fee", "price", "amount"))
    ]

    assert {name for name, _ in amounts} == {"record-payment", "payment-recorded"}
    assert set(PaymentKind) == {"state-fee", "postage"}


def test_the_last_way_of_return_holds() -> None:
    """A visitor may choose anew; the same choice again is nothing new."""
    post = told.ChooseReturn(session=ID, way=ReturnWay.POST)
    sent = told.ChooseReturn(
        session=ID, way=ReturnWay.POST, consignment_ref=story.CONSIGNMENT
    )
    history = given_office(*SERVED).when(post).after

    history.when(post).nothing_happens()
    history = history.when(sent).then(
        told.ReturnChosen(
            session=ID, way=ReturnWay.POST, consignment_ref=story.CONSIGNMENT
        )
    )
    assert now(history).consignment_ref == story.CONSIGNMENT


@pytest.mark.parametrize("way", [ReturnWay.PICK_UP, ReturnWay.ELECTRONIC])
def test_a_consignment_goes_by_post(way) -> None:
    """Another way of return has no consignment, and drops the one there was."""
    sent = told.ChooseReturn(
        session=ID, way=ReturnWay.POST, consignment_ref=story.CONSIGNMENT
    )
    history = given_office(*SERVED)

    history.when(replace(sent, way=way)).refused(ConsignmentByPost)
    other = told.ChooseReturn(session=ID, way=way)
    history = history.when(sent).after.when(other).after
    assert (now(history).way, now(history).consignment_ref) == (way, None)


@pytest.mark.parametrize("note", [UNSET, story.NOTE])
def test_a_difficulty_of_a_session(note) -> None:
    """What stood in the way is noted, also when the session is over."""
    command = told.NoteDifficulty(
        session=ID, kind=DifficultyKind.ACCOUNT, note_ref=note
    )
    noted = told.DifficultyNoted(
        session=ID, kind=DifficultyKind.ACCOUNT, note_ref=note or None
    )
    history = given_office(*SERVED)

    (held,) = now(history.when(command).then(noted)).difficulties
    assert (held.kind, held.note_ref) == ("account", note or None)
    history.and_then(done("A001", "1")).when(command).then(noted)
    given_office().when(command).refused(UnknownSession)


def test_a_difficulty_of_the_office() -> None:
    """What stands in everybody's way is noted without a session, at any time."""
    command = told.NoteDifficulty(kind=DifficultyKind.NETWORK)
    noted = told.DifficultyNoted(kind=DifficultyKind.NETWORK)
    history = given_office(*SERVED)

    assert now(history.when(command).then(noted)).difficulties == ()
    given_office(since=()).when(command).then(noted)
