"""When an alert opens and ends: not at the first sign, and not at the last."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from events.alert import (
    AcknowledgeAlert,
    AlertClosed,
    AlertEnd,
    AlertKind,
    AlertOpened,
    EndAlert,
    RaiseAlert,
    Severity,
)
from events.plan import Rules
from hub.domain.alert_rules import Outside
from hub.domain.alert_watch import CALM, SHOWN_AS_TAKEN, Watched, due
from hub.domain.alerts_of_devices import DeviceSeen
from hub.domain.refusals import DayNotOpen, HubOnly
from tests.given import History, given_office
from tests.history import (
    FRESH,
    OFFICE,
    abandoned,
    closed,
    configured,
    day_closed,
    issued,
    plan,
)
from tests.session_history import extra_cost, served_so_far

HUB = f"/office/{OFFICE}/hub"
LOST = Outside(devices=(DeviceSeen(device="dispenser-1", is_lost=True),))
WELL = Outside()
RAISE_LOST = RaiseAlert(kind=AlertKind.DEVICE_LOST, device="dispenser-1")
LOST_NOW = AlertOpened(
    alert=FRESH,
    kind=AlertKind.DEVICE_LOST,
    severity=Severity.SERIOUS,
    device="dispenser-1",
)
END = EndAlert(alert=FRESH)
SHUT = (closed("1"), closed("2"), day_closed())


class Watcher:
    """Looks at an office every ten seconds, as the hub does every one."""

    def __init__(self, history: History, outside: Outside = WELL) -> None:
        self.history = history
        self.outside = outside
        self.now: datetime = history.last
        self._watched = Watched()

    def sees(self, **within: float) -> list[Any]:
        """Return what is asked for within a time, the first look included."""
        asked: list[Any] = []
        end = self.now + timedelta(**within)
        while not asked and self.now <= end:
            wanted = due(self._watched, self.history.state, self.outside, self.now)
            self._watched = wanted.watched
            asked += wanted.commands
            self.now += timedelta(seconds=10)
        return asked


def test_what_is_plain_is_raised_at_once() -> None:
    """A lost device needs no second look, and is raised until the rules took it."""
    watcher = Watcher(given_office(), LOST)

    assert watcher.sees() == [RAISE_LOST]
    assert watcher.sees() == [RAISE_LOST]
    watcher.history = given_office(LOST_NOW)
    assert watcher.sees(minutes=10) == []


def test_a_crowd_must_last() -> None:
    """A crowd that goes within two minutes is none."""
    busy = (*served_so_far("B001", at="1"), *served_so_far("B002", at="2"))
    full = given_office(*busy, *(issued(f"A{n:03d}") for n in range(1, 14)))
    watcher = Watcher(full)

    assert watcher.sees(seconds=110) == []
    watcher.history = full.and_then(abandoned("A001"))
    assert watcher.sees() == []
    watcher.history = full
    assert watcher.sees(seconds=110) == []
    assert watcher.sees(seconds=10) == [RaiseAlert(kind=AlertKind.CROWDED)]


def test_an_idle_counter_is_told_after_the_managers_minutes() -> None:
    """Three, unless he says otherwise, from when there was somebody to call."""
    watcher = Watcher(given_office(closed("2"), issued("A001")))

    idle = RaiseAlert(kind=AlertKind.IDLE_COUNTER, counter="1")
    assert watcher.sees(seconds=170) == []
    assert watcher.sees(seconds=10) == [idle]


def test_an_alert_ends_after_a_calm() -> None:
    """A fault that comes back within two minutes is the same alert."""
    watcher = Watcher(given_office(LOST_NOW), WELL)

    assert watcher.sees(seconds=CALM.total_seconds() - 20) == []
    watcher.outside = LOST
    assert watcher.sees(minutes=5) == []
    watcher.outside = WELL
    assert watcher.sees(seconds=CALM.total_seconds() - 10) == []
    assert watcher.sees(seconds=10) == [END]


@pytest.mark.parametrize(
    ("kind", "calm_s"),
    [
        (AlertKind.CROWDED, 120),
        (AlertKind.DEVICE_LOST, 120),
        (AlertKind.SERVICE_LEVEL, 300),
        (AlertKind.MANY_PICKS, 300),
        (AlertKind.FEW_COUNTERS, 300),
        (AlertKind.LONG_SERVICE, 30),
    ],
)
def test_each_kind_has_its_calm(kind: AlertKind, calm_s: int) -> None:
    """Shares and picks swing longer; a long visit is over once no undo can come."""
    opened = AlertOpened(alert=FRESH, kind=kind, severity=Severity.WARNING)
    watcher = Watcher(given_office(opened))

    assert watcher.sees(seconds=calm_s - 10) == []
    assert watcher.sees(seconds=10) == [END]


def test_a_long_visit_stays_while_its_end_can_be_undone() -> None:
    """Taken back, it is the same visit and the same alert."""
    kind, mild = AlertKind.LONG_SERVICE, Severity.WARNING
    opened = AlertOpened(alert=FRESH, kind=kind, severity=mild, visit="visit-A001")
    slow = configured(plan(rules=Rules(undo_s=90)))
    watcher = Watcher(given_office(slow, opened))

    assert watcher.sees(seconds=80) == []
    assert watcher.sees(seconds=10) == [END]


def test_what_somebody_said_waits_for_somebody() -> None:
    """A rating's alert stays until it was taken on, and for some minutes after."""
    history = given_office(extra_cost("A001", at="1"))
    assert Watcher(history).sees(minutes=120) == []

    taken = history.when(AcknowledgeAlert(alert=FRESH, clerk="NV-01")).after
    watcher = Watcher(taken)
    assert watcher.sees(seconds=SHOWN_AS_TAKEN.total_seconds() - 10) == []
    assert watcher.sees(seconds=10) == [END]
    seen_to = AlertClosed(alert=FRESH, how=AlertEnd.SEEN_TO)
    taken.when(END, by=HUB).then(seen_to)
    history.when(END, by=HUB).nothing_happens()


def test_out_of_hours_nothing_is_raised() -> None:
    """Nobody is there to see to it; what is amiss still is told in the morning."""
    watcher = Watcher(given_office(*SHUT), LOST)

    assert watcher.sees(minutes=10) == []
    given_office(*SHUT).when(RAISE_LOST, by=HUB).refused(DayNotOpen)


def test_the_rules_raise_and_end() -> None:
    """What the hub sees becomes an event, with the severity of its kind."""
    history = given_office().when(RAISE_LOST, by=HUB).then(LOST_NOW)

    history.when(END, by=HUB).then(AlertClosed(alert=FRESH, how=AlertEnd.PASSED))
    mild = RaiseAlert(kind=AlertKind.PAPER_LOW, device="dispenser-1")
    (opened,) = history.when(mild, by=HUB).events
    assert opened.severity is Severity.WARNING


def test_none_is_raised_twice_nor_ended_twice() -> None:
    """While one is open about a thing there is no other; over is over."""
    history = given_office(LOST_NOW)

    history.when(RAISE_LOST, by=HUB).nothing_happens()
    other = RaiseAlert(kind=AlertKind.DEVICE_LOST, device="counter-1")
    assert len(history.when(other, by=HUB).events) == 1
    given_office().when(END, by=HUB).nothing_happens()


@pytest.mark.parametrize("command", [RAISE_LOST, END], ids=["raise", "end"])
@pytest.mark.parametrize(
    "by",
    [f"/office/{OFFICE}/http", f"/office/{OFFICE}/device/counter-1", "/office/x/hub"],
)
def test_the_hub_alone_raises_and_ends(command: Any, by: str) -> None:
    """Neither a page nor a box nor another office's hub does."""
    given_office(LOST_NOW).when(command, by=by).refused(HubOnly)
