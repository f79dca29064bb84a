"""The house with a hub that watches over it, played by `test_every_alert`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from msgspec.structs import replace

from events import topics
from events.alert import (
    AcknowledgeAlert,
    AlertAcknowledged,
    AlertClosed,
    AlertEnd,
    AlertOpened,
    EndAlert,
    RaiseAlert,
)
from events.day import CloseDay, OpenDay
from events.recorded import Recorded
from events.session import Rate, RatingReason
from events.visit import CallNext, FinishServing, StartServing
from hub.domain.alert_rules import Outside
from hub.domain.alert_things import SAID, Thing, thing_of
from hub.domain.alert_watch import Watched, due
from hub.domain.alerts_of_devices import DeviceSeen, Owed
from hub.domain.asked import Asked
from hub.domain.last_hour import LastHour
from tests.history import OFFICE
from tests.hub.domain.house_keys import counters, seldom, tickets
from tests.hub.domain.house_machine import House

BOX = DeviceSeen(device="dispenser-1", is_online=True)
STATES: tuple[DeviceSeen, ...] = (
    BOX,
    replace(BOX, paper="low"),
    replace(BOX, paper="out"),
    replace(BOX, is_online=False, is_lost=True),
    replace(BOX, clock_offset_ms=-90_000, disk_free_mib=5),
)


class HouseOfAlerts(House):
    """The office, its machines, and a hub that looks at them whenever it likes."""

    def __init__(self) -> None:
        """Begin before the first day; all is well."""
        super().__init__()
        self.watched = Watched()
        self.hour = LastHour()
        self.outside = Outside(devices=(BOX,))
        self.standing: dict[str, AlertOpened] = {}
        self.begun: set[str] = set()
        self.taken: set[str] = set()

    @rule(minutes=st.lists(st.integers(0, 9), min_size=1, max_size=6))
    def the_hub_looks(self, minutes: list[int]) -> None:
        """Look several times, minutes apart, and do what is due."""
        for pause in minutes:
            self.now += timedelta(minutes=pause)
            self.look_around()

    @rule()
    def the_hub_starts_anew(self) -> None:
        """What was watched is forgotten; alerts and calls are read from the books."""
        self.watched, hour = Watched(), LastHour()
        for recorded in self.history:
            hour = hour.after(recorded)
        assert hour == self.hour

    @rule(state=st.sampled_from(STATES), owed=tickets, clock=st.booleans())
    def a_machine_fails(self, state: DeviceSeen, owed: int, clock: bool) -> None:
        """Something is amiss with a machine, or well again."""
        slip = Owed(self.ticket(owed), self.now)
        device = replace(state, owed=(slip,) if owed >= 0 else ())
        needed = owed if owed >= 0 else None
        self.outside = Outside(devices=(device,), is_clock_off=clock, needed=needed)

    @precondition(lambda self: self.state.alerts)
    @rule(which=st.integers(0, 9), minutes=st.integers(0, 12))
    def an_alert_is_taken_on(self, which: int, minutes: int) -> None:
        """A manager takes one of them on; some time later the hub looks."""
        alerts = sorted(self.state.alerts)
        alert = alerts[which % len(alerts)]
        self.ask(AcknowledgeAlert(alert=alert, clerk="QL-01"))
        self.the_hub_looks([0, minutes])

    @precondition(lambda self: self.state.alerts)
    @rule(now=seldom)
    def the_day_is_over(self, now: bool) -> None:
        """Everybody is served, and a new day begins the morning after."""
        if not now:
            return
        for counter in self.day.counters:
            for kind in (StartServing, FinishServing):
                self.ask(kind(counter=counter))
        self.ask(CloseDay())
        self.now += timedelta(days=1)
        self.ask(OpenDay())
        self.the_hub_looks([0])

    @precondition(lambda self: self.state.alerts)
    @rule(which=st.integers(0, 9))
    def the_same_is_raised_again(self, which: int) -> None:
        """A late or doubled command raises nothing, and ends nothing that was said."""
        alerts = sorted(self.state.alerts)
        told = self.state.alerts[alerts[which % len(alerts)]].opened
        again = RaiseAlert(
            kind=told.kind,
            service=told.service,
            counter=told.counter,
            device=told.device,
            visit=told.visit,
            ticket=told.ticket,
        )
        before = len(self.history)
        super().ask(again)
        assert len(self.history) == before

    @rule(counter=counters, score=st.integers(1, 5), money=st.booleans())
    def a_visitor_says_how_it_was(self, counter: str, score: int, money: bool) -> None:
        """Somebody is served and says so by phone; perhaps he was asked for money."""
        for kind in (CallNext, StartServing, FinishServing):
            self.ask(kind(counter=counter))
        session = self.state.sessions.last_ended(counter)
        reasons = (RatingReason.EXTRA_COST,) if money else ()
        if session is not None:
            self.ask(Rate(visit=session.visit, score=score, reasons=reasons))

    def look_around(self) -> None:
        """Have the hub look once, and do what is due."""
        seen = replace(self.outside, hour=self.hour)
        wanted = due(self.watched, self.state, seen, self.now)
        self.watched = wanted.watched
        for command in wanted.commands:
            super().ask(command)

    def ask(self, command: Any) -> None:
        """Have the house decide; the hub looks after everything that anybody asks."""
        super().ask(command)
        self.look_around()

    def asked_by(self, command: Any) -> str:
        """Return who asks: the hub alone raises and ends alerts."""
        is_hubs = isinstance(command, RaiseAlert | EndAlert)
        return topics.hub_source(OFFICE) if is_hubs else super().asked_by(command)

    def follow(self, events: tuple[Any, ...], asked: Asked) -> None:
        """Write down what follows; then check the laws of alerts."""
        super().follow(events, asked)
        held = {thing_of(each.opened) for each in self.state.alerts.values()}
        assert len(held) == len(self.state.alerts)
        known = {id: alert.opened for id, alert in self.state.alerts.items()}
        assert known == self.standing

    def write(self, event: Any, asked: Asked) -> Recorded:
        """Write an event down, and follow what is open by the events alone."""
        recorded = super().write(event, asked)
        self.hour = self.hour.after(recorded)
        if isinstance(event, AlertOpened):
            assert event.alert not in self.begun
            assert thing_of(event) not in self.things()
            self.begun.add(event.alert)
            self.standing[event.alert] = event
        elif isinstance(event, AlertAcknowledged):
            self.taken.add(event.alert)
        elif isinstance(event, AlertClosed):
            is_said = self.standing.pop(event.alert).kind in SAID
            assert event.how is not AlertEnd.PASSED or not is_said
            assert event.how is not AlertEnd.SEEN_TO or event.alert in self.taken
        return recorded

    def things(self) -> set[Thing]:
        """Return what alerts are open about."""
        return {thing_of(each) for each in self.standing.values()}
