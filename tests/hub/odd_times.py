"""An office whose clocks a test turns: local times, ticks, a clock that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from events.counter import OpenCounter
from events.local_time import HERE
from events.plan import Names
from events.settings import ChangeSettings, Holiday, OfficeSettings
from events.visit import CallNext, FinishServing, IssueTicket, StartServing
from hub.application.clock import SteadyClock
from hub.bootstrap import Core, build_core
from tests.hub.rig import NINE, SECRET, URL, Rig


def at(clock: str, day: date) -> datetime:
    """Return that time of that day, here."""
    return datetime.combine(day, time.fromisoformat(clock), HERE)


def tick(rig: Rig, times: int = 1) -> None:
    """Let seconds' tasks be done, and what they put be decided."""
    for _ in range(times):
        rig.core.ticker.tick()
        rig.ask(object())


def dates(rig: Rig) -> list[str]:
    """Return the business days that were opened, in the order of their events."""
    found = (e.stream for e in rig.history() if type(e.event).__name__ == "DayOpened")
    return [stream.rpartition("/")[2] for stream in found]


def never_goes_back(rig: Rig) -> bool:
    """Whether recorded time stands or goes on from event to event."""
    times = [event.at for event in rig.history()]
    return times == sorted(times)


def at_work(rig: Rig, counter: str = "1", waiting: int = 0) -> None:
    """Open a counter, and let that many take a number."""
    rig.accepted(OpenCounter(counter=counter))
    for _ in range(waiting):
        rig.accepted(IssueTicket(service="A"))


def call(rig: Rig, counter: str = "1") -> str:
    """Call the next and begin; return the number."""
    ticket = rig.accepted(CallNext(counter=counter)).ticket
    rig.accepted(StartServing(counter=counter))
    return str(ticket)


def serve(rig: Rig, minutes: float, counter: str = "1") -> None:
    """Call the next, and serve them for so long."""
    call(rig, counter)
    rig.clock.goes(minutes=minutes)
    rig.accepted(FinishServing(counter=counter))


def told_holidays(rig: Rig, days: Iterable[date]) -> None:
    """Have the manager tell on which days the office stays closed."""
    names = Names(vi="Nghỉ Tết", en="Tết holidays")
    holidays = tuple(Holiday(day=day, names=names) for day in days)
    revision = rig.core.board.state.settings.revision
    settings = OfficeSettings(holidays=holidays)
    rig.accepted(ChangeSettings(settings=settings, revision=revision))


class SteadyRig(Rig):
    """A core that goes by the hub's own clock, over a wall clock that may step."""

    def __init__(self, **office: Any) -> None:
        self.wall = NINE
        self.boot = 100.0
        super().__init__(**office)

    def _start(self) -> Core:
        """Begin, as after a power cut: the clock is held against the newest record."""
        self.steady = SteadyClock(lambda: self.wall, lambda: self.boot)
        newest = self.store.read_after(max(self.store.last_position() - 1, 0), 1)
        for recorded in newest:
            self.steady.resume(recorded.at)
        core = build_core(self.site, self.store, SECRET, self.steady, URL)
        core.devices.begin(self.store)
        core.office.start()
        return core

    def passes(self, **by: float) -> None:
        """Let time pass on all clocks."""
        self.wall += timedelta(**by)
        self.boot += timedelta(**by).total_seconds()

    def steps(self, **by: float) -> None:
        """Have the machine's clock jump, and no time pass."""
        self.wall += timedelta(**by)
