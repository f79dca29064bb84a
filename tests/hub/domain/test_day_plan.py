"""What site file and settings come to on one date."""

from datetime import date

import pytest
from msgspec import UNSET

from events.plan import DayOrders, Names
from events.settings import (
    Clerk,
    Duty,
    Holiday,
    OfficeSettings,
    OpeningHours,
    Role,
    ServiceOrder,
)
from hub.domain.day_plan import day_plan
from tests.history import plan

SITE = plan()
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 22)
WEEK = (OpeningHours(weekday=1, opens="08:00", closes="11:30"),)
NEW_YEAR = Holiday(day=MONDAY, names=Names(vi="Ngày nghỉ", en="Holiday"))


def orders(settings: OfficeSettings, day: date = MONDAY) -> DayOrders:
    """Return the orders of a date for an office that closes at five."""
    return day_plan(SITE, settings, day, "17:00").told


def test_without_settings_the_site_files_plan_holds() -> None:
    """Where a manager ordered nothing the plan is the site file's, unchanged."""
    assert day_plan(SITE, OfficeSettings(), MONDAY, "17:00") is SITE
    assert SITE.orders is UNSET


def test_services_are_shut_and_capped() -> None:
    """A closed service, a cap and a usual time become orders of the day."""
    told = orders(
        OfficeSettings(
            services=(
                ServiceOrder(service="A", is_open=False),
                ServiceOrder(service="B", daily_cap=40, usual_min=20),
            )
        )
    )

    assert told.shut == ("A",)
    assert told.caps == {"B": 40}
    assert told.usual_min == {"A": 12, "B": 20}


def test_the_roster_is_that_of_the_weekday() -> None:
    """Of the roster the day's own duties hold, for counters and clerks there are."""
    told = orders(
        OfficeSettings(
            clerks=(Clerk(id="NV-03"), Clerk(id="NV-09", is_active=False)),
            roster=(
                Duty(weekday=1, counter="1", clerk="NV-03"),
                Duty(weekday=2, counter="2", clerk="NV-03"),
                Duty(weekday=1, counter="2", clerk="NV-09"),
                Duty(weekday=1, counter="9", clerk="NV-03"),
            ),
        )
    )

    assert told.rostered == {"1": "NV-03"}


def test_skills_are_told_of_every_clerk() -> None:
    """Who is named takes no more than that, also when he has left meanwhile."""
    clerks = (
        Clerk(id="NV-03", skills=("A",)),
        Clerk(id="NV-07"),
        Clerk(id="NV-09", skills=("B",), is_active=False),
    )
    skills = orders(OfficeSettings(clerks=clerks)).skills

    assert skills == {"NV-03": ("A",), "NV-09": ("B",)}


@pytest.mark.parametrize(
    ("settings", "day", "stops_at"),
    [
        (OfficeSettings(), MONDAY, None),
        (OfficeSettings(stops_at_closing=True), MONDAY, "17:00"),
        (OfficeSettings(stops_at_closing=True, hours=WEEK), MONDAY, "11:30"),
        (OfficeSettings(stops_at_closing=True, hours=WEEK), SUNDAY, None),
        (
            OfficeSettings(stops_at_closing=True, hours=WEEK, holidays=(NEW_YEAR,)),
            MONDAY,
            None,
        ),
    ],
)
def test_numbers_stop_at_the_closing_time_of_the_day(settings, day, stops_at) -> None:
    """The closing time is the weekday's own, the site file's where none is told."""
    assert orders(settings, day).stops_at == stops_at


def test_an_office_that_never_closes_stops_for_no_time() -> None:
    """A demo has no closing time but the manager's own."""
    always = OfficeSettings(stops_at_closing=True)

    assert day_plan(SITE, always, MONDAY, None) is SITE


def test_what_the_site_file_has_no_more_comes_to_nothing() -> None:
    """Orders, skills and duties of a service or counter that is gone order nothing."""
    gone = OfficeSettings(
        services=(ServiceOrder(service="Z", is_open=False, daily_cap=5, usual_min=20),),
        clerks=(Clerk(id="NV-03", skills=("A", "Z")),),
        roster=(Duty(weekday=1, counter="9", clerk="NV-03"),),
    )

    assert orders(gone) == DayOrders(skills={"NV-03": ("A",)})


def test_a_rostered_technician_is_nobody() -> None:
    """Who looks after machines is at no counter, whatever an older roster says."""
    told = OfficeSettings(
        clerks=(Clerk(id="KT-01", role=Role.TECHNICIAN),),
        roster=(Duty(weekday=1, counter="2", clerk="KT-01"),),
    )

    assert orders(told).rostered == {}
