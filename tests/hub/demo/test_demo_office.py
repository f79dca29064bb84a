"""The demo's office: its staff is taken by the rules, its guests are kept apart."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import msgspec

from events.counter import OpenCounter
from events.day import OpenDay
from events.settings import ChangeSettings, OfficeSettings, Role
from firmware_config.load import PROFILES
from hub import cli
from hub.application.accounts.pin import fault
from hub.demo.invented_day import invent
from hub.demo.invented_help import Procedure
from hub.demo.later import Later
from hub.demo.opening import office_settings
from hub.demo.room import Room
from hub.demo.staff import PINS, rostered
from tests.hub.rig import SITE, Rig


def test_the_hub_takes_the_demos_settings() -> None:
    """Clerks, skills and roster pass the manager's own rules, and then hold."""
    told = msgspec.convert(office_settings(SITE), OfficeSettings)
    rig = Rig()
    rig.accepted(ChangeSettings(settings=told, revision=0))
    rig.accepted(OpenDay())
    rig.accepted(OpenCounter(counter="1"))
    orders = rig.core.board.state.day.plan.told
    rig.stop()

    assert orders.rostered == {"1": "NV-01", "2": "NV-02", "3": "NV-03"}
    assert orders.skills == {"NV-01": ("A", "B"), "NV-03": ("C", "D")}
    assert {clerk.role for clerk in told.clerks} == set(Role)


def test_a_day_in_fast_motion_is_told_to_the_hub(tmp_path: Path) -> None:
    """What past days took in real minutes says nothing of one that is played fast."""
    site = PROFILES / "demo.toml"
    words = ["--site", str(site), "--data", str(tmp_path)]
    assert cli.config(cli.parse([*words, "--demo-fast"])).demo_is_fast
    assert not cli.config(cli.parse(words)).demo_is_fast


def test_the_pins_can_be_set_in_their_order() -> None:
    """Each is one that the hub takes, and the first is a manager's."""
    assert [fault(pin) for pin in PINS.values()] == [None] * len(PINS)
    first, *_ = office_settings(SITE)["clerks"]
    assert first["role"] == "manager"


def test_a_larger_office_has_counters_without_a_clerk() -> None:
    """Where the demo has fewer clerks than counters the rest open without one."""
    assert set(rostered(SITE).values()) <= PINS.keys()


def room() -> Room:
    """Return an empty room in which residence can be filed."""
    room = Room(1, "261122")
    room.procedures = {"A": [Procedure("temporary-residence", "full")]}
    return room


def test_who_took_a_number_is_the_visitor_of_the_day() -> None:
    """The number leads to the invented visitor, a stranger's to a short visit."""
    here, visitor = room(), invent(1, ("A",), 3)[0]
    here.came("A001", visitor, "http://127.0.0.1/t/x")

    assert here.guest("A001").visitor is visitor
    assert here.guest("A001") is here.guest("A001")
    assert here.guest("A002").visitor.service == "A"
    assert here.guest("A002").follow is None


def test_only_who_sits_elsewhere_is_taken_over_and_once() -> None:
    """A clerk goes on with another's visitor, if trained, and never twice."""
    here = room()
    guest = here.guest("A001")
    guest.moves = True
    assert here.to_take_over("1", "AB") is None
    guest.seen_at("1", "s-1")
    assert here.to_take_over("1", "AB") is None
    assert here.to_take_over("3", "CD") is None
    assert here.to_take_over("2", "ABCD") is guest
    assert here.to_take_over("2", "ABCD") is None


def test_errands_are_done_when_they_are_due_and_end_with_the_demo() -> None:
    """The sooner comes first, what is far off is left, and the end is at once."""
    end, done = threading.Event(), list[str]()
    later = Later(end)
    later.after(60, lambda: done.append("far off"))

    def last() -> None:
        done.append("second")
        end.set()

    later.after(0.01, last)
    later.after(0, lambda: done.append("first"))
    thread = threading.Thread(target=later.run)
    began = time.monotonic()
    thread.start()
    thread.join(5)

    assert not thread.is_alive()
    assert done == ["first", "second"]
    assert time.monotonic() - began < 5
