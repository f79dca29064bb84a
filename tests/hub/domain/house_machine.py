"""A house that is asked at random: what Hypothesis plays in `test_every_history`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from msgspec import UNSET
from msgspec.structs import replace

from events import codec
from events.counter import (
    ActionUndone,
    OpenCounter,
)
from events.day import CloseDay, ConfigureOffice, OpenDay
from events.local_time import business_date
from events.plan import DayPlan
from events.recorded import Recorded
from events.visit import (
    AbandonVisit,
    CallNext,
    CallTicket,
    ChangeClass,
    ClassReason,
    FinishServing,
    IssueTicket,
    PickReason,
    ReturnVisit,
    StartServing,
    TransferVisit,
)
from hub.application.live import counter_state, screen_state
from hub.application.look import first_look, in_order
from hub.domain.asked import Asked
from hub.domain.day import Day
from hub.domain.decide_state import decide_state
from hub.domain.evolve_state import evolve_state
from hub.domain.refused import Refused
from hub.domain.state import State
from hub.domain.wait_estimate import Expected
from tests.given import DAWN
from tests.history import NORMAL, OFFICE, PRIORITY
from tests.hub.domain import house_laws as laws
from tests.hub.domain.house_keys import (
    KEYS,
    PLANS,
    PLAUSIBLE,
    choices,
    counters,
    kinds,
    seldom,
    services,
    tickets,
)

NOTHING = State(day=Day(office=OFFICE))


class House(RuleBasedStateMachine):
    """An office with its history so far, and its state told twice: live and reread."""

    def __init__(self) -> None:
        """Begin before the first day."""
        super().__init__()
        self.now: datetime = DAWN
        self.state = NOTHING
        self.reread = NOTHING
        self.look = first_look(self.state)
        self.history: list[Recorded] = []
        self.before: dict[str, State] = {}
        self.presses = 0
        self.last_command: Any = OpenDay()
        self.plan = PLANS[0]
        # What every newcomer is told; None: nothing.
        self.expected: Expected | None = None

    @property
    def day(self) -> Day:
        """The day as it stands."""
        return self.state.day

    @initialize(closed=st.sets(counters, max_size=2))
    def in_the_morning(self, closed: set[str]) -> None:
        """Open the day and some counters; a few people are there already."""
        self.ask(OpenDay())
        for counter in sorted({"1", "2", "3"} - closed):
            self.ask(OpenCounter(counter=counter))
        for kind in (NORMAL, PRIORITY, NORMAL):
            self.ask(IssueTicket(service="A", visit_class=kind))

    @rule(minutes=st.sampled_from([1, 3, 10, 25]))
    def time_passes(self, minutes: int) -> None:
        """Let minutes pass."""
        self.now += timedelta(minutes=minutes)

    @rule(people=st.lists(st.tuples(services, kinds), min_size=1, max_size=4))
    def visitors_come(self, people: list[tuple[str, Any]]) -> None:
        """Take numbers."""
        for service, kind in people:
            self.ask(IssueTicket(service=service, visit_class=kind))

    @rule(minutes=st.lists(st.tuples(counters, choices), min_size=2, max_size=8))
    def clerks_go_on(self, minutes: list[tuple[str, int]]) -> None:
        """Press keys that make sense, with the revision that the box shows."""
        for counter, choice in minutes:
            if counter in self.day.counters:
                keys = PLAUSIBLE[self.day.status(counter)]
                key = keys[choice % len(keys)]
                self.ask(key(counter=counter, revision=self.revision(counter, True)))

    @rule(
        key=st.sampled_from(KEYS),
        counter=counters,
        looked=st.sampled_from([None, True, False]),
    )
    def a_key_is_pressed(self, key: Any, counter: str, looked: bool | None) -> None:
        """Press any key, having seen the counter's revision, or not, or an old one."""
        self.ask(key(counter=counter, revision=self.revision(counter, looked)))

    @rule(counter=counters)
    def a_visitor_is_served(self, counter: str) -> None:
        """Call, start and finish, as on most of a day's minutes."""
        for kind in (CallNext, StartServing, FinishServing):
            self.ask(kind(counter=counter))

    @rule(counter=counters, which=tickets)
    def a_ticket_is_picked(self, counter: str, which: int) -> None:
        """Call out of order."""
        self.ask(
            CallTicket(
                counter=counter, ticket=self.ticket(which), reason=PickReason.QUICK
            )
        )

    @rule(
        counter=counters,
        service=st.one_of(st.just(UNSET), services),
        to=st.one_of(st.just(UNSET), counters),
    )
    def a_visit_is_sent_on(self, counter: str, service: Any, to: Any) -> None:
        """Transfer to anywhere, or nowhere."""
        self.ask(TransferVisit(counter=counter, to_service=service, to_counter=to))

    @rule(which=tickets, counter=st.one_of(st.just(UNSET), counters))
    def somebody_comes_back(self, which: int, counter: Any) -> None:
        """Return by ticket."""
        self.ask(ReturnVisit(ticket=self.ticket(which), counter=counter))

    @rule(which=tickets)
    def somebody_leaves(self, which: int) -> None:
        """Give a number up."""
        self.ask(AbandonVisit(ticket=self.ticket(which)))

    @rule(which=tickets, kind=kinds)
    def a_class_is_corrected(self, which: int, kind: Any) -> None:
        """Change a class."""
        reason = ClassReason.MANAGER
        self.ask(
            ChangeClass(ticket=self.ticket(which), visit_class=kind, reason=reason)
        )

    @rule()
    def the_same_again(self) -> None:
        """Ask the last thing once more, under a new id."""
        self.ask(self.last_command)

    @rule(plan=st.sampled_from(PLANS), now=seldom)
    def the_site_file_changes(self, plan: DayPlan, now: bool) -> None:
        """Go on by another plan, now and then."""
        if not now:
            return
        self.plan = plan
        self.ask(ConfigureOffice(plan=plan))

    @rule(now=seldom, tidy=st.booleans(), days=st.integers(-1, 2))
    def night_falls(self, now: bool, tidy: bool, days: int) -> None:
        """Try to close the day, and to open one some days later, or the same again."""
        if not now:
            return
        for counter in self.day.counters if tidy else ():
            for kind in (StartServing, FinishServing):
                self.ask(kind(counter=counter))
        self.ask(CloseDay())
        if not self.day.is_open:
            self.now += timedelta(days=max(days, 0))
        self.ask(OpenDay(day=business_date(self.now) + timedelta(days=min(days, 0))))

    def ask(self, command: Any) -> None:
        """Have the house decide, and look whether its laws still hold."""
        self.presses += 1
        self.now += timedelta(seconds=2)
        asked = Asked(
            command=command,
            id=f"press-{self.presses}",
            at=self.now,
            by=self.asked_by(command),
            fresh=f"visit-{self.presses}",
            plan=self.plan,
            expected=self.expected,
        )
        self.last_command = command
        try:
            events = decide_state(self.state, asked)
        except Refused as no:
            laws.can_be_said(no)
            return
        self.follow(events, asked)

    def asked_by(self, command: Any) -> str:
        """Return who asks."""
        del command
        return "somebody"

    def follow(self, events: tuple[Any, ...], asked: Asked) -> None:
        """Write down what follows, and check every law."""
        before = self.state
        written = tuple(self.write(event, asked) for event in events)
        self.look = self.look.after(written, self.state, len(self.history))
        laws.all_hold(self.day)
        assert self.reread == self.state
        self.undo_is_whole(events)
        for counter in laws.moved(before.day, self.day):
            self.before[counter] = before
        self.views_are_true()

    def write(self, event: Any, asked: Asked) -> Recorded:
        """Write an event down, as it is and as it will be read again."""
        recorded = Recorded(
            stream=f"{OFFICE}/{getattr(event, 'day', self.day.date)}",
            version=self.day.version + 1,
            position=len(self.history) + 1,
            at=self.now,
            cause=asked.id,
            by=asked.by,
            event=event,
        )
        before = self.state
        self.history.append(recorded)
        self.state = evolve_state(before, recorded)
        name, version = codec.NAMES[type(event)]
        again = codec.decode(name, version, codec.encode(event))
        self.reread = evolve_state(self.reread, replace(recorded, event=again))
        laws.revisions_grow(before.day, self.day, recorded)
        laws.visits_keep_what_is_theirs(before.day, self.day, event)
        return recorded

    def undo_is_whole(self, events: tuple[Any, ...]) -> None:
        """An undo brings back what stood before the act, and nothing else."""
        for event in events:
            if isinstance(event, ActionUndone):
                was = self.before[event.counter]
                laws.brought_back(was.day, self.day, event)

    def views_are_true(self) -> None:
        """What screen and counters show agrees with the day, as drawn from nothing."""
        screen = screen_state(self.day, self.look.recent)
        states = [counter_state(self.state, c) for c in in_order(self.day)]
        assert self.look.screen == screen
        assert list(self.look.counters.values()) == states
        laws.shown_is_true(self.day, screen, states)

    def revision(self, counter: str, looked: bool | None) -> Any:
        """Return the revision a press carries."""
        if looked is None or counter not in self.day.counters:
            return UNSET
        return self.day.counters[counter].revision - (0 if looked else 1)

    def ticket(self, which: int) -> str:
        """Return one of the day's tickets, counted from the newest."""
        held = sorted(self.day.visits.values(), key=lambda v: (v.arrived, v.ticket))
        if which < 0 or not held:
            return "A555"
        return held[-1 - which % len(held)].ticket

    def teardown(self) -> None:
        """In the end the whole history adds up to the day as it stands."""
        laws.adds_up(self.history, self.state)
