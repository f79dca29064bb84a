"""What a clerk's console shows, from what the office did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from events.counter import CounterStatus, PauseCounter
from events.day import CloseDay
from events.replies import Accepted
from events.session import (
    ChooseReturn,
    CompleteSession,
    CompleteStep,
    NoteDifficulty,
    Outcome,
    RecordPayment,
    RecordSubmission,
    ReturnWay,
    SessionPause,
    Step,
    StepResult,
    WithdrawEntry,
)
from events.session.terms import DifficultyKind, PaymentKind
from events.visit import (
    CallNext,
    FinishServing,
    IssueTicket,
    MarkNoShow,
    ParkVisit,
    StartServing,
    Undo,
    VisitClass,
)
from hub.application.console import console_state, in_turn
from hub.application.console_overview import overview
from hub.application.console_shown import ConsoleState
from hub.application.consoles import Consoles
from tests.hub.rig import NINE, Rig

REF = "6f1c2d3e-0000-4000-8000-000000000001"


@pytest.fixture
def rig() -> Iterator[Rig]:
    """An office with its day open and counter 2 too."""
    rig = Rig()
    rig.open_with("2")
    yield rig
    rig.stop()


def shown(rig: Rig, counter: str = "2") -> ConsoleState:
    """The console of a counter as the board stands."""
    return console_state(rig.core.board.state, counter, rig.clock.now())


def take(rig: Rig, service: str = "A", **how: Any) -> str:
    """Take a number."""
    return str(rig.accepted(IssueTicket(service=service, **how)).ticket)


def serve(rig: Rig, counter: str = "2") -> str:
    """Call and start; return the session."""
    rig.accepted(CallNext(counter=counter))
    said: Accepted = rig.accepted(StartServing(counter=counter))
    assert said.session
    return said.session


def test_a_closed_counter_shows_who_waits_in_the_office(rig: Rig) -> None:
    """Before a counter opens its clerk sees what waits, per service."""
    take(rig), take(rig), take(rig, "D")
    console = shown(rig, "1")
    assert console.state is CounterStatus.CLOSED
    assert {line.service: line.waiting for line in console.office} == {
        "A": 2,
        "B": 0,
        "C": 0,
        "D": 1,
    }
    assert [line.service for line in console.office if line.is_ours] == ["A", "B"]


def test_the_queue_stands_in_the_hub_s_order(rig: Rig) -> None:
    """What is listed first is called first, to the last of the list."""
    for n in range(12):
        is_third = n % 3 == 2
        how = {"visit_class": VisitClass.PRIORITY} if is_third else {}
        take(rig, "ABCD"[n % 4], **how)
        rig.clock.goes(minutes=2)
    listed = [each.ticket for each in shown(rig).queue]
    called = []
    for _ in listed:
        called.append(rig.accepted(CallNext(counter="2")).ticket)
        rig.accepted(MarkNoShow(counter="2"))
    assert len(listed) == 8
    assert called == listed


def test_more_wait_than_are_listed(rig: Rig) -> None:
    """The list is short, the number is whole."""
    for _ in range(20):
        take(rig)
    assert len(shown(rig).queue) == 8
    assert shown(rig).waiting == 20
    state = rig.core.board.state
    assert len(list(in_turn(state.day, "2", NINE))) == 20


def test_the_visit_says_why_it_was_called(rig: Rig) -> None:
    """Whoever is called comes with class, arrival and the rule that chose."""
    ticket = take(rig, visit_class=VisitClass.PRIORITY)
    rig.clock.goes(minutes=7)
    rig.accepted(CallNext(counter="2"))
    visit = shown(rig).visit
    assert visit is not None
    assert (visit.ticket, visit.visit_class, visit.times) == (ticket, "priority", 1)
    assert visit.arrived == NINE
    assert visit.why is not None
    assert visit.why.minutes == 7
    assert visit.started is None
    assert visit.usual_min > 0


def test_help_shows_its_steps_and_when_the_one_in_hand_began(rig: Rig) -> None:
    """Each step has its seconds; `mark` is where the running one began."""
    take(rig)
    session = serve(rig)
    rig.clock.goes(seconds=130)
    rig.accepted(CompleteStep(session=session, step=Step.ADVICE))
    rig.clock.goes(seconds=20)
    skipped = CompleteStep(
        session=session, step=Step.SCAN, result=StepResult.NOT_NEEDED
    )
    rig.accepted(skipped)
    here = shown(rig).session
    assert here is not None
    steps = [(each.step, each.result, each.took_s) for each in here.steps]
    assert steps == [("advice", "done", 130), ("scan", "not-needed", 20)]
    assert here.mark == NINE + timedelta(seconds=150)


def test_what_was_filed_shows_no_code(rig: Rig) -> None:
    """A console says that a code is kept, and never holds a reference to it."""
    take(rig)
    session = serve(rig)
    filed = RecordSubmission(
        session=session, procedure="temporary-residence", level="full", dossier_ref=REF
    )
    rig.accepted(filed)
    paid = RecordPayment(
        session=session, kind=PaymentKind.STATE_FEE, amount_vnd=50_000, is_online=True
    )
    rig.accepted(paid)
    rig.accepted(ChooseReturn(session=session, way=ReturnWay.POST, consignment_ref=REF))
    noted = NoteDifficulty(session=session, kind=DifficultyKind.PORTAL, note_ref=REF)
    rig.accepted(noted)
    console = shown(rig)
    assert console.session is not None
    assert console.session.submissions[0].has_code
    assert console.session.has_consignment
    assert console.session.payments[0].amount_vnd == 50_000
    assert [noted.kind for noted in console.session.difficulties] == ["portal"]
    assert REF not in repr(console)


def test_a_start_is_undone_only_while_nothing_is_noted(rig: Rig) -> None:
    """Box and console offer no undo that would be refused; a later act is undone."""
    take(rig)
    session = serve(rig)
    looks = rig.core.board
    begun = looks.now.counters["2"].undo_until
    assert begun == NINE + timedelta(seconds=10)
    rig.accepted(CompleteStep(session=session, step=Step.ADVICE))
    after_step, act = looks.now.counters["2"].undo_until, shown(rig).act
    assert after_step is None
    assert act is not None
    assert act.until == act.at
    assert rig.refused(Undo(counter="2")) == "undo-overtaken"

    rig.accepted(FinishServing(counter="2"))
    assert looks.now.counters["2"].undo_until == begun
    rig.accepted(Undo(counter="2"))


def test_a_console_says_by_what_a_thing_is_taken_back(rig: Rig) -> None:
    """Each step bears its entry, and is gone once that is withdrawn."""
    take(rig)
    session = serve(rig)
    for step in (Step.ADVICE, Step.ACCOUNT):
        rig.accepted(CompleteStep(session=session, step=step))
    here = shown(rig).session
    assert here is not None
    rig.accepted(WithdrawEntry(session=session, entry=here.steps[0].entry))

    left = shown(rig).session
    assert left is not None
    assert [step.step for step in left.steps] == [Step.ACCOUNT]
    assert left.steps[0].entry == here.steps[1].entry


def test_a_parked_visit_is_kept_with_its_reason(rig: Rig) -> None:
    """Its own counter lists it first of all, other counters apart."""
    ticket = take(rig)
    serve(rig)
    rig.accepted(ParkVisit(counter="2"))
    (kept,) = shown(rig).kept_here
    assert (kept.ticket, kept.reason) == (ticket, SessionPause.MISSING_PAPERS)
    assert shown(rig).kept_elsewhere == ()
    assert [each.ticket for each in shown(rig, "1").kept_elsewhere] == [ticket]
    assert shown(rig).session is None


def test_a_no_show_is_kept_for_its_grace_and_no_longer(rig: Rig) -> None:
    """Who comes late finds the number on the console, until the time is over."""
    ticket = take(rig)
    rig.accepted(CallNext(counter="2"))
    rig.accepted(MarkNoShow(counter="2"))
    (kept,) = shown(rig).kept_here
    assert kept.ticket == ticket
    assert kept.until == NINE + timedelta(minutes=20)
    rig.clock.goes(minutes=20, seconds=1)
    assert shown(rig).kept_here == ()


def test_the_last_help_waits_for_its_outcome(rig: Rig) -> None:
    """What was finished on the box is completed on the console."""
    ticket = take(rig)
    session = serve(rig)
    rig.clock.goes(minutes=3)
    rig.accepted(FinishServing(counter="2"))
    last = shown(rig).last
    assert last is not None
    assert (last.ticket, last.session) == (ticket, session)
    assert last.outcome is Outcome.NOT_RECORDED
    assert last.worked_s == 180
    rig.accepted(CompleteSession(session=session, outcome=Outcome.TRACKED))
    last = shown(rig).last
    assert last is not None
    assert last.outcome is Outcome.TRACKED


def test_help_elsewhere_can_be_taken_over(rig: Rig) -> None:
    """A console lists what goes on at other counters, never its own."""
    rig.open_with("1")
    ticket = take(rig)
    session = serve(rig, "1")
    (other,) = shown(rig).elsewhere
    assert (other.ticket, other.session, other.counter) == (ticket, session, "1")
    assert shown(rig, "1").elsewhere == ()


def test_the_last_act_tells_who_pressed_and_until_when_it_can_be_undone(
    rig: Rig,
) -> None:
    """A press on the box shows as one, with ten seconds to take it back."""
    box = f"/office/{rig.site.office.id}/device/counter-2"
    rig.accepted(PauseCounter(counter="2"), source=box)
    act = shown(rig).act
    assert act is not None
    assert (act.act, act.source) == ("counter-paused", box)
    assert act.until - act.at == timedelta(seconds=10)


def test_what_was_undone_last_tells_who_pressed(rig: Rig) -> None:
    """An undo on the box shows as one, and stays told while others are served."""
    box = f"/office/{rig.site.office.id}/device/counter-2"
    take(rig)
    rig.accepted(CallNext(counter="2"))
    assert shown(rig).undone is None
    rig.clock.goes(seconds=3)
    rig.accepted(Undo(counter="2"), source=box)
    undone = shown(rig).undone
    assert undone is not None
    assert (undone.act, undone.source) == ("visit-called", box)
    assert undone.at == NINE + timedelta(seconds=3)
    serve(rig)
    assert shown(rig).undone == undone
    assert shown(rig, "1").undone is None


def test_consoles_of_one_commit_share_what_is_common(rig: Rig) -> None:
    """Fifteen consoles look through the office once, not fifteen times."""
    consoles = Consoles(rig.core.board, rig.clock)
    take(rig)
    one, other = consoles.of("1"), consoles.of("2")
    assert one is not None
    assert other is not None
    state = rig.core.board.state
    assert one == console_state(state, "1", NINE, overview(state, NINE))
    assert other == console_state(state, "2", NINE)
    assert consoles.of("99") is None


def end(rig: Rig) -> str:
    """Serve one to the end without an outcome; return the session."""
    take(rig)
    session = serve(rig)
    rig.clock.goes(minutes=1)
    rig.accepted(FinishServing(counter="2"))
    return session


def test_all_that_ended_without_an_outcome_is_listed(rig: Rig) -> None:
    """The oldest first, at its own counter only, until each has its outcome."""
    ended = [end(rig) for _ in range(4)]
    assert [one.session for one in shown(rig).unrecorded] == ended
    assert shown(rig, "1").unrecorded == ()
    told = CompleteSession(session=ended[0], outcome=Outcome.TRACKED)
    rig.accepted(told)
    assert [one.session for one in shown(rig).unrecorded] == ended[1:]


def test_the_two_before_the_last_are_shown(rig: Rig) -> None:
    """The newest of them first, whatever their outcome."""
    assert shown(rig).earlier == ()
    ended = [end(rig) for _ in range(4)]
    console = shown(rig)
    assert console.last is not None
    assert console.last.session == ended[3]
    assert [one.session for one in console.earlier] == [ended[2], ended[1]]


def test_a_console_knows_whose_day_it_shows(rig: Rig) -> None:
    """A closed day keeps its date, so that it is not taken for the next one."""
    assert shown(rig).date == NINE.date()
    rig.accepted(CloseDay())
    assert not shown(rig).is_day_open
    assert shown(rig).date == NINE.date()
