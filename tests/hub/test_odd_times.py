"""Odd times: clocks that step, midnights, leap days, Tết; the books stay right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from events.counter import OpenCounter
from events.day import CloseDay, OpenDay
from events.local_time import HERE, business_date
from events.visit import CallNext, FinishServing, IssueTicket
from tests.hub.odd_times import (
    SteadyRig,
    at,
    at_work,
    call,
    dates,
    never_goes_back,
    serve,
    tick,
    told_holidays,
)
from tests.hub.rig import NINE, Letterbox, Rig

MONDAY = NINE.date()
DAY = timedelta(days=1)
# Lunar New Year is the 6th of February in 2027 and the 26th of January in 2028.
TET_2027 = [date(2027, 2, 5) + n * DAY for n in range(5)]
TET_2028 = [date(2028, 1, 25) + n * DAY for n in range(5)]


@pytest.fixture
def office() -> Iterator[Rig]:
    """An office with hours, 07:30 to 17:00, and a clock set by hand."""
    rig = Rig(demo=False)
    yield rig
    rig.stop()


@pytest.fixture
def steady() -> Iterator[SteadyRig]:
    """An office that goes by the hub's own clock."""
    rig = SteadyRig(demo=False)
    yield rig
    rig.stop()


# ── A clock that steps ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "step", [{"hours": -3}, {"days": -400}, {"hours": 3}, {"days": 400}]
)
def test_a_step_of_the_clock_moves_no_day(steady: SteadyRig, step) -> None:
    """Back or ahead, by hours or a year: the day goes on, and its times with it."""
    steady.passes(seconds=1)
    tick(steady)
    at_work(steady, waiting=2)
    steady.steps(**step)
    steady.passes(minutes=10)
    tick(steady)
    call(steady)
    steady.passes(minutes=5)
    steady.accepted(FinishServing(counter="1"))
    history = steady.history()

    assert dates(steady) == [str(MONDAY)]
    assert never_goes_back(steady)
    assert history[-1].at == NINE + timedelta(minutes=15, seconds=1)
    assert steady.core.clock.now() < NINE + timedelta(minutes=16)


def test_a_power_cut_with_an_earlier_clock(steady: SteadyRig) -> None:
    """A hub without a clock of its own goes on from its newest record, same day."""
    steady.passes(seconds=1)
    tick(steady)
    at_work(steady, waiting=1)
    steady.passes(minutes=20)
    steady.accepted(IssueTicket(service="A"))
    steady.wall = datetime(1970, 1, 1, tzinfo=UTC)
    steady.restart()
    steady.passes(minutes=1)
    tick(steady)
    call(steady)

    assert dates(steady) == [str(MONDAY)]
    assert never_goes_back(steady)
    waited = steady.history()[-1].at - steady.history()[2].at
    assert waited == timedelta(minutes=21)


def test_recorded_time_stands_while_the_clock_is_behind(office: Rig) -> None:
    """Even where the clock itself goes back, no event is before the one it follows."""
    office.open_with("1", waiting=1)
    office.clock.goes(hours=-2)
    serve(office, 30)
    office.clock.goes(hours=2)
    office.accepted(IssueTicket(service="A"))

    assert never_goes_back(office)
    assert office.history()[-1].at == NINE + timedelta(minutes=30)


def test_the_day_of_a_clock_far_ahead_is_not_opened(steady: SteadyRig) -> None:
    """A jump into next year at night opens no day of next year in the morning."""
    tick(steady)
    steady.accepted(CloseDay())
    steady.steps(days=365)
    steady.passes(hours=23)
    tick(steady)

    assert dates(steady) == [str(MONDAY), str(MONDAY + DAY)]


# ── Midnight ──────────────────────────────────────────────────────────────────


def test_midnight_finds_somebody_being_served(office: Rig) -> None:
    """The day closes once they are done, late, and today opens at its hour."""
    office.clock.at = at("16:30", MONDAY)
    tick(office)
    at_work(office, waiting=2)
    call(office)
    office.clock.at = at("00:20", MONDAY + DAY)
    tick(office)
    assert office.core.board.now.day.is_open
    office.accepted(FinishServing(counter="1"))
    tick(office)

    closed = office.history()[-1]
    assert type(closed.event).__name__ == "DayClosed"
    assert closed.event.day == MONDAY
    assert (closed.event.books.served, closed.event.books.expired) == (1, 1)
    office.clock.at = at("07:30", MONDAY + DAY)
    tick(office)
    assert dates(office) == [str(MONDAY), str(MONDAY + DAY)]


def test_a_counter_nobody_came_back_to_is_closed_by_three(office: Rig) -> None:
    """However many counters were forgotten, the morning starts at 001."""
    office.clock.at = at("16:30", MONDAY)
    tick(office)
    for counter in ("1", "2"):
        at_work(office, counter, waiting=1)
        call(office, counter)
    office.clock.at = at("02:59:59", MONDAY + DAY)
    tick(office, 3)
    assert office.core.board.now.day.is_open
    office.clock.at = at("03:00", MONDAY + DAY)
    tick(office, 3)

    assert not office.core.board.now.day.is_open
    office.clock.at = at("07:30", MONDAY + DAY)
    tick(office)
    assert office.accepted(IssueTicket(service="A")).ticket == "A001"


def test_an_office_that_never_closes_goes_over_midnight() -> None:
    """A demo's next day opens within two ticks; who waited expires with the old one."""
    rig = Rig(demo=True)
    rig.clock.at = at("23:59:58", MONDAY)
    tick(rig)
    at_work(rig, waiting=2)
    serve(rig, 0)
    rig.clock.at = at("00:00", MONDAY + DAY)
    tick(rig, 2)

    assert dates(rig) == [str(MONDAY), str(MONDAY + DAY)]
    assert rig.accepted(IssueTicket(service="A")).ticket == "A001"
    assert rig.names().count("VisitExpired") == 1
    rig.stop()


def test_two_days_stand_in_one_commit() -> None:
    """A batch that closes one day and opens the next leaves both in order."""
    rig = Rig()
    rig.open_with("1", waiting=1)
    rig.clock.at = at("00:00", MONDAY + DAY)
    saves, box = len(rig.trying.saves), Letterbox(rig)
    rig.trying.gate.clear()
    rig.trying.is_at_gate.clear()
    box.put(object())  # holds the writer, so that what follows is one batch
    box.put(CallNext(counter="9"))
    assert rig.trying.is_at_gate.wait(10)
    for command in (CloseDay(), OpenDay(), OpenCounter(counter="1")):
        box.put(command)
    box.put(IssueTicket(service="A"))
    rig.trying.gate.set()
    box.wait(6)

    assert rig.trying.saves[saves:][-1] >= 4
    assert dates(rig) == [str(MONDAY), str(MONDAY + DAY)]
    assert rig.names()[-5:] == [
        *("CounterClosed", "DayClosed", "DayOpened", "CounterOpened", "TicketIssued")
    ]
    rig.stop()


# ── The calendar ──────────────────────────────────────────────────────────────


def test_the_zone_has_no_summer_time() -> None:
    """Since 1976 every day here has had twenty-four hours, seven ahead of UTC."""
    for year in range(1976, 2038):
        for month in range(1, 13):
            there = datetime(year, month, 1, 12, tzinfo=HERE)
            assert there.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    "days",
    [
        [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)],
        [date(2027, 2, 28), date(2027, 3, 1)],
        [date(2026, 12, 31), date(2027, 1, 1)],
    ],
    ids=["leap day", "no leap day", "year end"],
)
def test_days_follow_each_other_over_the_calendars_corners(office, days) -> None:
    """A leap day is a day, and after the last of the year comes the first."""
    for day in days:
        office.clock.at = at("07:30", day)
        tick(office)
        at_work(office, waiting=1)
        serve(office, 5)
        office.clock.at = at("18:30", day)
        tick(office)
        assert business_date(office.clock.now()) == day

    assert dates(office) == [str(day) for day in days]
    assert office.names().count("DayClosed") == len(days)


def test_tet_opens_no_day(office: Rig) -> None:
    """Five days off in a row: nothing is opened, and the sixth begins at 001."""
    office.clock.at = at("07:30", TET_2027[0] - DAY)
    told_holidays(office, TET_2027)
    tick(office)
    at_work(office, waiting=1)
    serve(office, 5)
    for day in TET_2027:
        for clock in ("00:00", "07:30", "12:00", "18:30"):
            office.clock.at = at(clock, day)
            tick(office)
    office.clock.at = at("07:30", TET_2027[-1] + DAY)
    tick(office)

    assert dates(office) == [str(TET_2027[0] - DAY), str(TET_2027[-1] + DAY)]
    assert office.accepted(IssueTicket(service="A")).ticket == "A001"


def test_the_lunar_calendar_is_data(office: Rig) -> None:
    """Each year's Tết is what the manager told; without that the office opens."""
    told_holidays(office, TET_2027)
    office.clock.at = at("07:30", TET_2028[1])
    tick(office)
    assert dates(office) == [str(TET_2028[1])]

    told_holidays(office, [*TET_2027, *TET_2028])
    office.clock.at = at("18:30", TET_2028[1])
    tick(office)
    office.clock.at = at("07:30", TET_2028[2])
    tick(office)
    assert len(dates(office)) == 1


def test_a_power_cut_over_tet(steady: SteadyRig) -> None:
    """A hub that was off for the holidays closes the old day late and opens today's."""
    tick(steady)
    at_work(steady, waiting=1)
    steady.passes(days=7)
    steady.restart()
    tick(steady, 2)

    closed = next(e for e in steady.history() if type(e.event).__name__ == "DayClosed")
    assert dates(steady) == [str(MONDAY), str(MONDAY + 7 * DAY)]
    assert closed.event.day == MONDAY
    assert closed.at == NINE + timedelta(days=7)
    assert never_goes_back(steady)
