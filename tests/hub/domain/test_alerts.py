"""Alerts: opened with what is amiss, taken on by one, over with the day."""

from __future__ import annotations

from datetime import timedelta

from events.alert import (
    AcknowledgeAlert,
    AlertAcknowledged,
    AlertClosed,
    AlertEnd,
    AlertOpened,
)
from events.day import CloseDay, OpenDay
from events.settings import Clerk, OfficeSettings, SettingsChanged
from events.topics import clerk_source
from hub.domain.refusals import AlertTaken, NoSuchClerk, UnknownAlert
from tests.given import at, given_office
from tests.history import DAY, FRESH, OFFICE, closed, day_closed, day_opened
from tests.session_history import extra_cost

ALARM: AlertOpened = extra_cost("A001", at="1")
TAKE = AcknowledgeAlert(alert=FRESH, clerk="NV-01")
TAKEN = AlertAcknowledged(alert=FRESH, clerk="NV-01")
OVER = AlertClosed(alert=FRESH, how=AlertEnd.DAY_CLOSED)


def test_an_alert_is_known_until_it_is_over() -> None:
    """What was opened stands, since then, until it is closed."""
    history = given_office(ALARM)

    assert history.state.alerts[FRESH].opened == ALARM
    assert history.state.alerts[FRESH].at == history.last
    assert not history.and_then(OVER).state.alerts


def test_one_takes_an_alert_on() -> None:
    """Whoever takes it on has it; who comes after hears who that is."""
    history = given_office(ALARM).when(TAKE).then(TAKEN)
    other = AcknowledgeAlert(alert=FRESH, clerk="NV-02")

    assert history.state.alerts[FRESH].taken_by == "NV-01"
    history.when(TAKE).nothing_happens()
    history.when(other).refused(AlertTaken, clerk="NV-01")


def test_what_is_over_is_not_taken_on() -> None:
    """An alert that is over, or never was, is nobody's."""
    given_office().when(TAKE).refused(UnknownAlert)
    given_office(ALARM, OVER).when(TAKE).refused(UnknownAlert)


def test_an_alert_is_taken_on_by_somebody_of_the_office() -> None:
    """Where the manager keeps a list of clerks: one of it, or who is signed in."""
    staff = SettingsChanged(settings=OfficeSettings(clerks=(Clerk(id="NV-02"),)))
    history = given_office(ALARM, staff)

    history.when(TAKE).refused(NoSuchClerk, clerk="NV-01")
    history.when(TAKE, by=clerk_source(OFFICE, "NV-02")).refused(
        NoSuchClerk, clerk="NV-01"
    )
    history.when(TAKE, by=clerk_source(OFFICE, "NV-01")).then(TAKEN)


def test_alerts_end_with_the_day() -> None:
    """Before the books are shut every alert is closed."""
    given_office(ALARM).when(CloseDay()).then(
        closed("1"), closed("2"), OVER, day_closed()
    )


def test_an_alert_of_the_evening_ends_before_the_next_day() -> None:
    """What was opened after the day's end is closed before the next begins."""
    tomorrow = DAY + timedelta(days=1)
    history = given_office(closed("1"), closed("2"), day_closed(), ALARM)
    opened = history.and_then(at("07:30", tomorrow)).when(OpenDay()).events

    assert opened[0] == OVER
    assert type(opened[1]) is type(day_opened())


def test_what_is_told_of_an_unknown_alert() -> None:
    """Alerts of a day before may still be told of; they change nothing."""
    assert not given_office(TAKEN, OVER).state.alerts
