"""The house with its sessions: what Hypothesis plays in `test_every_history`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from events import session as told
from events.alert import AcknowledgeAlert
from events.counter import ActionUndone, OpenCounter
from events.recorded import Recorded
from events.session import (
    DifficultyKind,
    Mode,
    ModeReason,
    Outcome,
    PaymentKind,
    RatingReason,
    ReassignReason,
    ReturnWay,
    Step,
    StepResult,
)
from events.visit import (
    CallNext,
    FinishServing,
    ParkReason,
    ParkVisit,
    ReturnVisit,
    Serving,
    StartServing,
    Undo,
)
from hub.domain.asked import Asked
from hub.domain.session_entries import entries
from tests.hub.domain import session_laws as laws
from tests.hub.domain.house_keys import counters, seldom, tickets
from tests.hub.domain.house_machine import House

CLERKS = ("NV-01", "NV-02", "NV-03")
clerks = st.sampled_from(CLERKS)
# Which of the day's sessions, newest first; -1 is one that never was.
sessions = st.integers(-1, 4)
outcomes = st.sampled_from(Outcome)
reasons = st.lists(st.sampled_from(RatingReason), max_size=2).map(tuple)
WORK: tuple[Any, ...] = (
    lambda s: told.DescribeSession(
        session=s, mode=Mode.DONE_FOR, reason=ModeReason.NO_DEVICE
    ),
    lambda s: told.DescribeSession(session=s, mode=Mode.GUIDED),
    lambda s: told.DescribeSession(session=s, reason=ModeReason.CANNOT_ALONE),
    lambda s: told.CompleteStep(session=s, step=Step.ADVICE),
    lambda s: told.CompleteStep(session=s, step=Step.SUBMIT),
    lambda s: told.CompleteStep(
        session=s, step=Step.SCAN, result=StepResult.NOT_NEEDED
    ),
    lambda s: told.RecordSubmission(session=s, procedure="birth", level="full"),
    lambda s: told.RecordPayment(
        session=s, kind=PaymentKind.STATE_FEE, amount_vnd=50_000, is_online=True
    ),
    lambda s: told.ChooseReturn(session=s, way=ReturnWay.POST),
    lambda s: told.NoteDifficulty(session=s, kind=DifficultyKind.PORTAL),
    lambda s: told.NoteDifficulty(kind=DifficultyKind.NETWORK),
)


class HouseOfHelp(House):
    """The office with what its clerks write into sessions, hand over and complete."""

    def __init__(self) -> None:
        """Begin before the first day, with nobody served."""
        super().__init__()
        self.times = laws.ServingTimes()

    @rule(which=sessions, work=st.lists(st.sampled_from(WORK), min_size=1, max_size=3))
    def something_is_written(self, which: int, work: list[Any]) -> None:
        """Note steps, filings, payments, difficulties."""
        for command in work:
            self.ask(command(self.session(which)))

    @rule(
        counter=counters,
        late=st.lists(st.sampled_from(WORK), min_size=1, max_size=3),
        back=st.booleans(),
    )
    def it_is_written_down_afterwards(
        self, counter: str, late: list[Any], back: bool
    ) -> None:
        """End a visit at the box, note what was done, and perhaps take the end back."""
        for kind in (CallNext, StartServing):
            self.ask(kind(counter=counter))
        session = self.session_at(counter)
        self.ask(FinishServing(counter=counter))
        before = self.state.sessions.get(session)
        for command in late:
            self.ask(command(session))
        laws.noted_alone(before, self.state.sessions.get(session))
        if back:
            self.it_is_taken_back(counter)

    @precondition(lambda self: self.state.sessions.by_id)
    @rule(which=sessions, place=st.integers(0, 5))
    def something_is_withdrawn(self, which: int, place: int) -> None:
        """Take back one thing that was noted, where anything was."""
        session = self.session(which)
        before = self.state.sessions.get(session)
        held = sorted(entries(before)) if before else []
        entry = held[place % len(held)].entry if held else 1
        self.ask(told.WithdrawEntry(session=session, entry=entry))
        if held:
            laws.one_less(before, self.state.sessions.get(session), entry)

    @precondition(lambda self: self.state.sessions.by_id)
    @rule(which=sessions, outcome=outcomes)
    def a_session_is_completed(self, which: int, outcome: Outcome) -> None:
        """Say what it came to, now or afterwards; then wipe that, or try to."""
        session = self.session(which)
        for said in (outcome, Outcome.NOT_RECORDED):
            self.ask(told.CompleteSession(session=session, outcome=said))

    @rule(
        counter=counters,
        work=st.lists(st.sampled_from(WORK), max_size=3),
        minutes=st.integers(0, 20),
        outcome=st.one_of(st.none(), outcomes),
    )
    def a_visitor_is_helped(
        self, counter: str, work: list[Any], minutes: int, outcome: Outcome | None
    ) -> None:
        """Call, start and write; complete it, or leave it going on."""
        self.ask(CallNext(counter=counter))
        self.ask(StartServing(counter=counter))
        for command in work:
            self.now += timedelta(minutes=minutes)
            self.ask(command(self.session_at(counter)))
        if outcome is not None:
            session = self.session_at(counter)
            self.ask(told.CompleteSession(session=session, outcome=outcome))

    @rule(counter=counters, to=counters, free=st.booleans(), late=seldom)
    def a_session_is_taken_over(
        self, counter: str, to: str, free: bool, late: bool
    ) -> None:
        """Go on elsewhere with whoever is served, as seen, or a moment too late."""
        if free:
            self.ask(FinishServing(counter=to))
            self.ask(StartServing(counter=counter))
        seen = to if late else counter
        session = self.session_at(counter)
        self.ask(told.TakeOverSession(counter=to, session=session, from_counter=seen))

    @rule(counter=counters, to=counters)
    def somebody_away_is_taken_over(self, counter: str, to: str) -> None:
        """Go on elsewhere with whoever has gone for something."""
        for kind in (CallNext, StartServing):
            self.ask(kind(counter=counter))
        session = self.session_at(counter)
        self.ask(ParkVisit(counter=counter))
        self.ask(
            told.TakeOverSession(counter=to, session=session, from_counter=counter)
        )

    @rule(which=sessions, clerk=clerks, why=st.sampled_from(ReassignReason))
    def a_manager_reassigns(self, which: int, clerk: str, why: ReassignReason) -> None:
        """Put a session to another name."""
        session = self.session(which)
        self.ask(told.ReassignSession(session=session, clerk=clerk, reason=why))

    @rule(counter=counters, clerk=clerks)
    def a_clerk_sits_down(self, counter: str, clerk: str) -> None:
        """Open a counter, or take another's seat there."""
        self.ask(OpenCounter(counter=counter, clerk=clerk))

    @rule(counter=counters, papers=st.sampled_from(ParkReason), elsewhere=counters)
    def papers_are_missing(self, counter: str, papers: Any, elsewhere: str) -> None:
        """Start, set aside, come back, and go on, there or elsewhere."""
        for command in (
            CallNext(counter=counter),
            StartServing(counter=counter),
            ParkVisit(counter=counter, reason=papers),
            ReturnVisit(counter=counter),
            CallNext(counter=elsewhere),
            StartServing(counter=elsewhere),
        ):
            self.ask(command)

    @rule(counter=counters)
    def it_is_taken_back(self, counter: str) -> None:
        """Undo whatever a counter did last; facts that were noted since stay."""
        before = self.state.sessions
        self.ask(Undo(counter=counter))
        laws.facts_stay(before, self.state.sessions)

    @rule(which=tickets, score=st.integers(1, 5), why=reasons)
    def somebody_rates_by_phone(self, which: int, score: int, why: Any) -> None:
        """Rate by the visit."""
        visit = self.day.visit_of(self.ticket(which))
        name = visit.id if visit else "nobody"
        self.ask(told.Rate(visit=name, score=score, reasons=why))

    @rule(counter=counters, score=st.integers(1, 5))
    def somebody_rates_at_a_counter(self, counter: str, score: int) -> None:
        """Press a face."""
        self.ask(told.Rate(counter=counter, score=score))

    @precondition(lambda self: self.state.alerts)
    @rule(clerk=clerks)
    def an_alert_is_taken_on(self, clerk: str) -> None:
        """See to the first alert."""
        alert = min(self.state.alerts)
        self.ask(AcknowledgeAlert(alert=alert, clerk=clerk))

    def follow(self, events: tuple[Any, ...], asked: Asked) -> None:
        """Write down what follows, and check the laws of sessions too."""
        super().follow(events, asked)
        if self.day.last_at is not None:
            laws.all_hold(self.state, self.times)

    def write(self, event: Any, asked: Asked) -> Recorded:
        """Write an event down, and follow who is served for how long."""
        before = self.day
        recorded = super().write(event, asked)
        self.times.hear(before, self.day, recorded)
        return recorded

    def undo_is_whole(self, events: tuple[Any, ...]) -> None:
        """An undo takes the sessions along."""
        super().undo_is_whole(events)
        for event in events:
            if isinstance(event, ActionUndone):
                was = self.before[event.counter]
                laws.brought_back(was, self.state, event)
                if not laws.a_manager_spoke(self.history, was.day.position):
                    laws.assigned_back(was, self.state, event)

    def session(self, which: int) -> str:
        """Return one of the day's sessions, counted from those that go on."""
        held = sorted(
            self.state.sessions.by_id.values(),
            key=lambda s: (self.is_served(s.visit), s.started, s.id),
        )
        return "nobody" if which < 0 or not held else held[-1 - which % len(held)].id

    def session_at(self, counter: str) -> str:
        """Return the session of whoever is at a counter."""
        here = (
            self.day.counters[counter].visit if counter in self.day.counters else None
        )
        return self.state.sessions.of_visit.get(here or "", "nobody")

    def is_served(self, visit: str) -> bool:
        """Whether a visit is being served."""
        return isinstance(self.day.visits[visit].place, Serving)

    def teardown(self) -> None:
        """In the end the outcomes told are those of the sessions that ended."""
        super().teardown()
        laws.outcomes_add_up(self.history, self.state)
