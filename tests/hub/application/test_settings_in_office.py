"""What a manager decides reaches the day, the hours and the next start."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from time import monotonic

import pytest
from msgspec.structs import replace

from events.counter import CloseCounter, OpenCounter
from events.day import CloseDay, OfficeConfigured, OpenDay
from events.local_time import HERE
from events.plan import Names
from events.settings import (
    ChangeSettings,
    Clerk,
    Holiday,
    OfficeSettings,
    OpeningHours,
    ServiceOrder,
)
from events.visit import CallNext, IssueTicket
from hub.application.policies import Hours, hours_on
from hub.application.reissue import Again, reissue
from tests.hub.rig import NINE, Rig, wait_until

MONDAY = NINE.date()
SHUT_A = OfficeSettings(services=(ServiceOrder(service="A", is_open=False),))
SITE_HOURS = Hours(opens=time(7, 30), closes=time(17, 0))
WEEK = (OpeningHours(weekday=1, opens="08:00", closes="11:30"),)
NEW_YEAR = Holiday(day=MONDAY, names=Names(vi="Ngày nghỉ", en="Holiday"))


def at(clock: str, day: date = MONDAY) -> datetime:
    """Return that time of that day, here."""
    return datetime.combine(day, time.fromisoformat(clock), HERE)


def tick(rig: Rig) -> None:
    """Let a second's tasks be done, and what they put be decided."""
    rig.core.ticker.tick()
    rig.ask(object())


def told(rig: Rig, settings: OfficeSettings) -> int | None:
    """Have a manager tell these settings; return the revision they got."""
    seen = rig.core.board.state.settings.revision
    return rig.accepted(ChangeSettings(settings=settings, revision=seen)).revision


def seconds_until_held(rig: Rig, cap: int) -> float:
    """Have a cap told, and return how long the open day went on without it."""
    begun = monotonic()
    told(rig, OfficeSettings(services=(ServiceOrder(service="A", daily_cap=cap),)))
    wait_until(lambda: rig.core.board.now.day.plan.told.caps == {"A": cap})
    return monotonic() - begun


def test_a_change_reaches_the_open_day_within_a_tick(rig: Rig) -> None:
    """A service closed at nine gives no number a tick later, and does when opened."""
    rig.open_with("1", waiting=1)
    revision = told(rig, SHUT_A)
    tick(rig)

    assert rig.refused(IssueTicket(service="A")) == "service-shut"
    assert rig.accepted(CallNext(counter="1")).ticket == "A001"
    assert revision == rig.core.board.state.settings.revision
    told(rig, OfficeSettings())
    tick(rig)
    assert rig.accepted(IssueTicket(service="A")).ticket == "A002"
    assert rig.names().count("OfficeConfigured") == 2


def test_the_room_is_told_what_gives_no_numbers(rig: Rig) -> None:
    """A stopped service and a full one are told on the screen, until that is over."""

    def giving() -> str:
        shown = rig.core.board.now.screen.services
        return "".join(one.service for one in shown if one.gives_numbers)

    rig.open_with("1")
    orders = (
        ServiceOrder(service="A", daily_cap=1),
        ServiceOrder(service="B", is_open=False),
    )
    told(rig, OfficeSettings(services=orders))
    tick(rig)
    assert giving() == "ACD"
    rig.accepted(IssueTicket(service="A"))
    assert giving() == "CD"
    told(rig, OfficeSettings(services=(ServiceOrder(service="A", daily_cap=2),)))
    tick(rig)
    assert giving() == "ABCD"


def test_a_change_wakes_the_ticker() -> None:
    """A running hub does not wait for the second to be over: the day has it sooner."""
    rig = Rig()
    rig.core.ticker.start()
    wait_until(lambda: rig.core.board.now.day.is_open)

    assert min(seconds_until_held(rig, cap) for cap in range(5)) < 0.1
    rig.core.ticker.stop()
    rig.stop()


def test_unchanged_settings_configure_nothing(rig: Rig) -> None:
    """As long as nobody tells anything new, no plan is written."""
    told(rig, SHUT_A)
    rig.open_with()
    for _ in range(3):
        tick(rig)

    assert "OfficeConfigured" not in rig.names()
    assert rig.refused(IssueTicket(service="A")) == "service-shut"


def test_a_day_opens_by_the_settings(rig: Rig) -> None:
    """The plan a day opens with holds what the manager told before."""
    told(rig, SHUT_A)
    rig.accepted(OpenDay())

    assert rig.core.board.now.day.plan.told.shut == ("A",)


def test_settings_outlive_a_restart_and_the_day(rig: Rig) -> None:
    """After a restart, and on the next day, what was told still holds."""
    told(rig, SHUT_A)
    rig.open_with()
    rig.accepted(CloseDay())
    rig.restart()
    rig.clock.goes(days=1)
    rig.accepted(OpenDay())

    assert rig.refused(IssueTicket(service="A")) == "service-shut"
    assert rig.core.board.state.settings.told == SHUT_A


def test_a_stale_change_is_refused(rig: Rig) -> None:
    """Of two managers who saw the same settings, the second has to look again."""
    told(rig, SHUT_A)
    late = ChangeSettings(settings=OfficeSettings(stops_at_closing=True), revision=0)

    assert rig.refused(late) == "stale-settings"


def test_the_standard_catalogue_holds_from_the_start(rig: Rig) -> None:
    """Before anybody told anything the rules know the standard procedures."""
    held = rig.core.board.state.settings.held

    assert [level.id for level in held.levels] == ["full", "partial"]
    assert "temporary-residence" in {row.id for row in held.procedures}
    rig.restart()
    assert rig.core.board.state.settings.held == held


def test_a_stuck_plan_does_not_hold_the_manager_up(rig: Rig) -> None:
    """Where the site file's change must wait for a visit, orders are taken over."""
    rig.open_with()
    rig.accepted(IssueTicket(service="D"))
    rig.site = replace(rig.site, services=rig.site.services[:3])
    rig.restart()
    tick(rig)
    told(rig, SHUT_A)
    for _ in range(3):
        tick(rig)

    assert rig.refused(IssueTicket(service="A")) == "service-shut"
    assert rig.names().count("OfficeConfigured") == 1


def test_a_manual_opening_on_a_holiday_is_taken() -> None:
    """On a holiday the day opens by hand only, and closes as the site file says."""
    rig = Rig(demo=False)
    told(rig, OfficeSettings(holidays=(NEW_YEAR,)))
    tick(rig)
    assert not rig.core.board.now.day.is_open

    rig.accepted(OpenDay())
    tick(rig)
    assert rig.core.board.now.day.is_open
    rig.clock.at = at("18:00")
    tick(rig)
    assert not rig.core.board.now.day.is_open
    rig.stop()


def test_the_office_opens_by_the_managers_hours() -> None:
    """The manager's Monday holds and not the site file's; an hour after it closes."""
    rig = Rig(demo=False)
    rig.clock.at = at("07:45")
    told(rig, OfficeSettings(hours=WEEK))
    tick(rig)
    assert not rig.core.board.now.day.is_open

    rig.clock.at = at("08:00")
    tick(rig)
    assert rig.core.board.now.day.is_open
    rig.clock.at = at("12:30")
    tick(rig)
    assert not rig.core.board.now.day.is_open
    rig.stop()


@pytest.mark.parametrize(
    ("settings", "day", "hours"),
    [
        (OfficeSettings(), MONDAY, SITE_HOURS),
        (
            OfficeSettings(hours=WEEK),
            MONDAY,
            Hours(opens=time(8, 0), closes=time(11, 30)),
        ),
        (
            OfficeSettings(hours=WEEK),
            MONDAY + timedelta(days=1),
            replace(SITE_HOURS, is_shut=True),
        ),
        (
            OfficeSettings(holidays=(NEW_YEAR,)),
            MONDAY,
            replace(SITE_HOURS, is_shut=True),
        ),
    ],
)
def test_hours_are_the_managers_where_he_told_any(settings, day, hours) -> None:
    """A day without hours of its own is closed; without any the site file's hold."""
    assert hours_on(SITE_HOURS, settings, day) == hours


def test_a_demo_opens_whatever_the_hours() -> None:
    """A demo office is open at once, also on a holiday."""
    demo = replace(SITE_HOURS, always=True)

    assert hours_on(demo, OfficeSettings(holidays=(NEW_YEAR,)), MONDAY) == demo


def test_a_box_opens_for_the_rostered_clerk_of_the_settings(rig: Rig) -> None:
    """Skills hold for whoever sits at the counter, from the next call on."""
    clerks = (Clerk(id="NV-03", skills=("B",)),)
    told(rig, OfficeSettings(clerks=clerks))
    rig.open_with(waiting=1)
    rig.accepted(OpenCounter(counter="1", clerk="NV-03"))
    assert rig.refused(CallNext(counter="1")) == "nobody-waiting"

    told(rig, OfficeSettings(clerks=(replace(clerks[0], skills=None),)))
    tick(rig)
    assert rig.accepted(CallNext(counter="1")).ticket == "A001"
    assert rig.refused(CloseCounter(counter="1")) == "counter-busy"


def test_numbers_given_again_pass_every_limit(rig: Rig) -> None:
    """After a restore whoever holds a number keeps it, though the service is shut."""
    told(rig, SHUT_A)
    rig.open_with()
    stream = rig.history()[-1].stream
    again = {"A": Again(first="A001", last="A002", count=2)}
    rig.stop()
    reissue(rig.store, rig.site.office.id, stream, again, rig.clock.now())
    rig.restart()

    assert dict(rig.core.board.now.day.issued) == {"A": 2}
    assert rig.refused(IssueTicket(service="A")) == "service-shut"


def test_the_plan_is_history(rig: Rig) -> None:
    """What held is in the events, not in the file: the orders stand in each plan."""
    rig.open_with()
    told(rig, SHUT_A)
    tick(rig)

    configured = [
        e.event for e in rig.history() if isinstance(e.event, OfficeConfigured)
    ]
    assert [event.plan.told.shut for event in configured] == [("A",)]
