"""What calls for a manager, in words and in the order of need."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from immutables import Map

from events.alert import AlertKind, AlertOpened, Severity
from hub.application.alerts import WORDS, open_alerts
from hub.domain.state import Alert, State
from tests.given import History, given_office
from tests.history import (
    FRESH,
    abandoned,
    called,
    issued,
    parked,
    returned,
    started,
)
from tests.hub.rig import NINE


def alert(id: str, minute: int, taken_by: str | None = None, **more: str) -> Alert:
    """Return an alert that began so many minutes after nine."""
    opened = AlertOpened(
        alert=id,
        kind=AlertKind(more.get("kind", "extra-cost")),
        severity=Severity(more.get("severity", "serious")),
        counter="2",
        ticket="A047",
    )
    at = NINE + timedelta(minutes=minute)
    return Alert(opened=opened, at=at, taken_by=taken_by)


def shown(*alerts: Alert) -> list[str]:
    """Return the ids in the order shown."""
    held = Map({one.opened.alert: one for one in alerts})
    return [one.alert for one in open_alerts(State(alerts=held)).alerts]


def test_what_nobody_saw_to_stands_first() -> None:
    """Then the serious ones, then the older ones."""
    order = shown(
        alert("taken", 0, taken_by="NV-03"),
        alert("mild", 1, severity="warning", kind="paper-low"),
        alert("new", 3),
        alert("old", 2),
    )
    assert order == ["old", "new", "mild", "taken"]


def test_an_alert_says_what_since_when_and_who() -> None:
    """Words in both languages, the place, the number; who took it on."""
    held = Map({"a": alert("a", 0, taken_by="NV-03")})
    (one,) = open_alerts(State(alerts=held)).alerts
    assert one.text.vi == "Khách báo bị đòi thêm tiền"
    assert (one.since, one.taken_by) == (NINE, "NV-03")
    assert (one.counter, one.ticket, one.severity) == ("2", "A047", "serious")


def test_a_long_wait_names_who_waits_longest_now() -> None:
    """Who was called before waits since coming back; where nobody waits, nobody."""
    long = AlertOpened(
        alert=FRESH, kind=AlertKind.LONG_WAIT, severity=Severity.SERIOUS, service="A"
    )
    waiting = (issued("A001"), issued("A002"), long)
    office = given_office(*waiting)
    first, second = (office.state.day.visit_of(t) for t in ("A001", "A002"))
    assert longest(office) == ("A001", first and first.arrived)

    away = (called("A001", to="1"), started("A001", at="1"), parked("A001", at="1"))
    back = given_office(*waiting, *away, returned("A001"))
    assert longest(back) == ("A002", second and second.arrived)
    left = back.and_then(abandoned("A002"))
    assert longest(left) == ("A001", back.last)
    assert longest(left.and_then(abandoned("A001"))) == (None, None)


def longest(office: History) -> tuple[str | None, datetime | None]:
    """Return what the only alert says of who waits longest."""
    (one,) = open_alerts(office.state).alerts
    return one.ticket, one.waiting_since


@pytest.mark.parametrize("kind", AlertKind)
def test_every_kind_has_words(kind: AlertKind) -> None:
    """No alert of the contract is shown by its wire name alone."""
    assert WORDS[kind].vi
    assert WORDS[kind].en
