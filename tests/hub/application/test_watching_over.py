"""The hub that watches: from faults and crowds to alerts in the books, and back."""

from __future__ import annotations

import threading
from datetime import timedelta
from itertools import pairwise
from time import monotonic
from typing import Any

from msgspec.structs import replace

from events.alert import (
    AcknowledgeAlert,
    AlertAcknowledged,
    AlertClosed,
    AlertKind,
    AlertOpened,
)
from events.counter import CloseCounter, OpenCounter
from events.day import CloseDay, OpenDay
from events.device import (
    Connection,
    DeviceHealth,
    DeviceStatus,
    PaperLoaded,
    PaperOut,
    PrinterHealth,
    PrintFailed,
    PrintFault,
)
from events.settings import ChangeSettings, OfficeSettings, Targets
from events.visit import CallNext, FinishServing, StartServing
from hub.application import door
from hub.application.alert_watch import URGENT, AlertWatch
from hub.application.health import LEAST_FREE
from hub.application.jobs import Job
from hub.projections.staffing.profile import Load, LoadProfile
from tests.hub.rig import OFFICE, Letterbox, Rig, wait_until
from tests.hub.written import written

BOX = "dispenser-1"
# Thirteen came in an hour, on eight days of a weekday.
BUSY = Load(came=52, hours=4.0, days=8)
READY = DeviceStatus(
    status=Connection.READY, session="s-1", boot="b-1", version="0.1.0"
)


def look(rig: Rig, **later: float) -> list[str]:
    """Have the hub look now and minute by minute until later; return what is open."""
    left = timedelta(**later)
    glance(rig)
    while left:
        step = min(left, timedelta(minutes=1))
        rig.clock.at += step
        left -= step
        glance(rig)
    return kinds(rig)


def glance(rig: Rig) -> None:
    """Have the hub look once; whatever it asks for is decided when this returns."""
    rig.core.alerts.tick()
    done = threading.Event()
    rig.core.writer.put_chore(done.set)
    assert done.wait(10)


def kinds(rig: Rig) -> list[str]:
    """Return the kinds that are open."""
    alerts = rig.core.board.state.alerts.values()
    return sorted(str(alert.opened.kind) for alert in alerts)


def told(rig: Rig, kind: type) -> list[Any]:
    """Return the events of a type."""
    return [each.event for each in rig.history() if isinstance(each.event, kind)]


def reports(rig: Rig, fact: Any) -> None:
    """Have the dispenser report a fact."""
    source, stream = f"/office/{OFFICE}/device/{BOX}", f"{OFFICE}/device/{BOX}"
    box = Letterbox(rig)
    box.put(fact, source=source, device=BOX, stream=stream)
    box.wait(1)


def test_a_long_wait_opens_and_ends(rig: Rig) -> None:
    """Opened when somebody has waited too long, over once nobody does any more."""
    rig.open_with("1", waiting=1)

    assert "long-wait" not in look(rig, minutes=30)
    assert "long-wait" in look(rig, seconds=1)
    rig.accepted(CallNext(counter="1"))
    assert "long-wait" in look(rig, minutes=1)
    assert "long-wait" not in look(rig, minutes=1)
    opened = [each for each in told(rig, AlertOpened) if each.kind == "long-wait"]
    assert [each.service for each in opened] == ["A"]
    assert opened[0].alert in {each.alert for each in told(rig, AlertClosed)}


def test_nobody_serves_until_somebody_does(rig: Rig) -> None:
    """A queue before closed counters calls for somebody; an open one is enough."""
    rig.open_with(waiting=1)

    assert look(rig, minutes=3) == ["nobody-serves"]
    rig.accepted(OpenCounter(counter="1"))
    assert look(rig, minutes=1) == ["nobody-serves"]
    rig.accepted(CallNext(counter="1"))
    assert look(rig, minutes=1) == []


def test_the_managers_targets_count_at_once(rig: Rig) -> None:
    """A crowd is what he calls one, from the moment he says so."""
    rig.open_with("1", waiting=4)
    rig.accepted(CallNext(counter="1"))
    rig.accepted(StartServing(counter="1"))
    assert look(rig, minutes=3) == []

    settings = OfficeSettings(targets=Targets(crowd=2))
    rig.accepted(ChangeSettings(settings=settings, revision=0))
    assert look(rig, minutes=3) == ["crowded"]


def test_recent_times_say_what_is_long(rig: Rig) -> None:
    """Where enough recent visits are known they count, else the usual minutes."""
    rig.open_with("1", waiting=21)
    for _ in range(20):
        rig.accepted(CallNext(counter="1"))
        rig.accepted(StartServing(counter="1"))
        rig.clock.goes(minutes=10)
    for command in (FinishServing, CallNext, StartServing):
        rig.accepted(command(counter="1"))

    assert "long-service" not in look(rig, minutes=15)
    assert "long-service" in look(rig, minutes=1)
    opened = told(rig, AlertOpened)[-1]
    assert (opened.counter, opened.ticket, opened.service) == ("1", "A021", "A")


def test_fewer_counters_than_advised_are_told(rig: Rig) -> None:
    """By the load of past weeks, reckoned anew for each half hour and new targets."""
    rig.open_with("1", waiting=1)
    loads = {(day, half): BUSY for day in range(1, 8) for half in range(18, 20)}
    usual = LoadProfile(loads=loads, visits=200, taken=12.0)
    rig.core.alerts.counters.usual = lambda: usual
    wanted = rig.core.alerts.counters
    lower = Targets(called_share=50, occupancy=90)

    assert wanted.needed(Targets(), 1, rig.clock.at) == 4
    assert wanted.needed(lower, 1, rig.clock.at) == 3
    assert "few-counters" not in look(rig, minutes=9)
    assert "few-counters" in look(rig, minutes=1)
    assert "few-counters" not in look(rig, minutes=60)
    assert wanted.needed(Targets(), 1, rig.clock.at) is None


def test_the_last_hour_is_known_after_a_restart(rig: Rig) -> None:
    """Late calls before the restart count after it; open alerts are open still."""
    rig.open_with("1", waiting=6)
    rig.clock.goes(minutes=20)
    for _ in range(6):
        rig.accepted(CallNext(counter="1"))
        rig.accepted(StartServing(counter="1"))
    assert look(rig, minutes=2) == ["service-level"]
    alerts = rig.core.board.state.alerts
    rig.restart()

    assert rig.core.board.state.alerts == alerts
    assert look(rig, minutes=5) == ["service-level"]
    assert len(told(rig, AlertOpened)) == 1
    assert look(rig, minutes=60) == ["long-service"]


def test_a_lost_device_is_told_until_it_is_back(rig: Rig) -> None:
    """Lost, paper out, a slip that failed: each ends once it is mended."""
    rig.open_with("1", waiting=1)
    rig.accepted(CloseCounter(counter="1"))
    devices = rig.core.devices
    devices.heard_status(BOX, READY)
    reports(rig, PaperOut())
    visit = rig.core.board.now.day.tickets["A001"]
    fault = PrintFailed(visit=visit, ticket="A001", fault=PrintFault.PAPER_OUT)
    reports(rig, fault)

    assert look(rig) == ["paper-out"]
    assert look(rig, minutes=1) == ["paper-out", "print-failed"]
    reports(rig, PaperLoaded())
    rig.accepted(OpenCounter(counter="1"))
    rig.accepted(CallNext(counter="1"))
    assert look(rig, minutes=1) == ["paper-out", "print-failed"]
    assert look(rig, minutes=1) == []


def test_what_the_printer_says_counts(rig: Rig) -> None:
    """Its health may know of an empty roll before any fact does."""
    rig.open_with()
    devices = rig.core.devices
    devices.heard_status(BOX, READY)
    printer = PrinterHealth(online=True, paper="low", cover="closed")
    health = DeviceHealth(uptime_s=5, printer=printer)
    devices.heard_health(BOX, health)
    assert look(rig) == ["paper-low"]

    devices.heard_health(BOX, replace(health, disk_free_mib=9, clock_offset_ms=90_000))
    assert look(rig) == ["clock-stepped", "disk-full", "paper-low"]


def test_the_hubs_own_clock_and_disk(rig: Rig) -> None:
    """Both are told as they are seen, and belong to no device."""
    rig.open_with()
    rig.core.alerts.is_clock_off = lambda: True
    rig.core.alerts.free_bytes = lambda: LEAST_FREE - 1

    assert look(rig) == ["clock-stepped", "disk-full"]
    rig.core.alerts.is_clock_off = lambda: False
    rig.core.alerts.free_bytes = lambda: LEAST_FREE
    assert look(rig, minutes=1) == ["clock-stepped", "disk-full"]
    assert look(rig, minutes=1) == []


def test_an_alert_is_taken_on_and_ends_with_the_day(rig: Rig) -> None:
    """Taken on it stays open while the fault does; no day leaves one behind."""
    rig.open_with()
    rig.core.alerts.is_clock_off = lambda: True
    look(rig)
    (opened,) = told(rig, AlertOpened)
    rig.accepted(AcknowledgeAlert(alert=opened.alert, clerk="QL-01"))

    assert look(rig, minutes=30) == ["clock-stepped"]
    assert len(told(rig, AlertAcknowledged)) == 1
    rig.accepted(CloseDay())
    assert look(rig, minutes=30) == []
    rig.clock.goes(days=1)
    rig.accepted(OpenDay())
    assert look(rig) == ["clock-stepped"]


def test_what_was_refused_is_asked_again_later(rig: Rig) -> None:
    """An alert that cannot be kept is not tried again every second."""
    rig.open_with()
    asked, watch = apart(rig)
    watch.tick()
    asked[0].respond(door.refuse("hub-cannot-write"))
    for _ in range(29):
        rig.clock.goes(seconds=1)
        watch.tick()
    assert len(asked) == 1

    rig.clock.goes(seconds=1)
    watch.tick()
    assert [each.body.kind for each in asked] == [AlertKind.CLOCK_STEPPED] * 2


def test_nothing_is_asked_before_the_last_answer(rig: Rig) -> None:
    """While the writer is busy no alert is asked for twice."""
    rig.open_with()
    asked, watch = apart(rig)
    for _ in range(5):
        rig.clock.goes(seconds=1)
        watch.tick()

    assert len(asked) == 1


def test_what_matters_is_looked_at_at_once(rig: Rig) -> None:
    """The ticker does not wait for its next second after such news."""
    rig.open_with()
    ticker, looks = rig.core.ticker, []
    ticker.also(lambda: looks.append(1), every=1_000_000, news=URGENT)
    ticker.start()
    wait_until(lambda: len(looks) == 2)  # the first, and that a day was opened
    reports(rig, PaperOut())

    wait_until(lambda: len(looks) == 3)
    ticker.stop()


def test_news_without_end_keeps_no_second_from_its_tasks(rig: Rig) -> None:
    """However often a sensor wobbles, what is due each second is done, and no more."""
    rig.open_with()
    ticker, seconds, looks = rig.core.ticker, [], []
    ticker.also(lambda: seconds.append(monotonic()))
    ticker.also(lambda: looks.append(1), every=1_000_000, news=URGENT)
    wobble, screen = (written(1, event=PaperOut()),), rig.core.board.now.screen
    ticker.start()

    def has_gone_on() -> bool:
        ticker.on_news(wobble, screen)
        return len(seconds) >= 3

    wait_until(has_gone_on)
    ticker.stop()
    assert all(after - before >= 1 for before, after in pairwise(seconds))
    assert len(looks) > len(seconds)


def apart(rig: Rig) -> tuple[list[Job], AlertWatch]:
    """Return a watch of its own, over a clock that is off, and what it asks for."""
    asked: list[Job] = []
    core = rig.core
    watch = AlertWatch(core.board, core.devices, asked.append, rig.clock)
    watch.is_clock_off = lambda: True
    return asked, watch
