"""What everybody looks at is what was committed last."""

from __future__ import annotations

import threading

from events.counter import OpenCounter
from events.day import ConfigureOffice, OpenDay
from events.device import PaperOut
from events.visit import CallNext, IssueTicket
from tests.hub.rig import Letterbox, Rig


def test_before_the_first_day_there_is_a_screen(rig: Rig) -> None:
    """A new hub shows an office that is not open, without counters."""
    look = rig.core.board.now

    assert not look.screen.is_open
    assert look.screen.office == "hk01"
    assert rig.core.board.counters() == ()


def test_readers_are_told_in_order(rig: Rig) -> None:
    """Each commit is told once, with its events and the screen as it then is."""
    told: list[tuple[int, int]] = []
    rig.core.board.subscribe(
        lambda events, screen: told.append((events[0].position, screen.position))
    )
    rig.open_with("1", waiting=2)

    assert told == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_who_left_hears_nothing(rig: Rig) -> None:
    """After unsubscribing, once or twice, nothing more is told."""
    told: list[object] = []
    leave = rig.core.board.subscribe(lambda events, screen: told.append(events))
    leave()
    leave()

    rig.open_with()

    assert told == []


def test_counters_stand_in_the_sites_order(rig: Rig) -> None:
    """The plan's counters come first; one left out that is still open, last."""
    rig.accepted(OpenDay())
    rig.accepted(OpenCounter(counter="1"))
    plan = rig.site.plan()
    fewer = plan.counters[:0:-1]  # counters 3 and 2
    rig.accepted(
        ConfigureOffice(
            plan=type(plan)(services=plan.services, counters=fewer, rules=plan.rules)
        )
    )

    assert [c.counter for c in rig.core.board.counters()] == ["3", "2", "1"]


def test_a_look_is_never_half_old(rig: Rig) -> None:
    """Day and screen of one look are of the same commit, whoever reads when."""
    rig.open_with("1")
    wrong: list[object] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            look = rig.core.board.now
            if not look.day.position == look.screen.position == look.position:
                wrong.append(look)
            if look.counters["1"].revision != look.day.counters["1"].revision:
                wrong.append(look)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(50):
        rig.accepted(IssueTicket(service="A"))
    rig.accepted(CallNext(counter="1"))
    done.set()
    watcher.join()

    assert wrong == []


def test_whoever_is_told_finds_the_views_up_to_date(rig: Rig) -> None:
    """At the news of a device's fact the device is shown as the fact says."""
    seen: list[tuple[int, str]] = []

    def look(*_: object) -> None:
        dispenser = rig.core.devices.devices()[3]
        seen.append((rig.core.board.now.position, dispenser.facts.paper))

    rig.open_with()
    rig.core.board.subscribe(look)
    box = Letterbox(rig)
    box.put(PaperOut(), sequence=1, stream="hk01/device/dispenser-1")
    box.wait(1)

    assert seen == [(2, "out")]
