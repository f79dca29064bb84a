"""Figures of odd times: never negative, never divided by nothing, on the right day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from events.day import CloseDay
from events.device import Connection, DeviceOffline, DeviceOnline
from events.visit import CallNext, FinishServing, IssueTicket, StartServing
from hub.application.device_book import device_stream
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import micros
from hub.projections.measured.rows import Facts
from hub.projections.measures import Figures, Share, Spread, figures
from tests.hub.odd_times import (
    SteadyRig,
    at,
    at_work,
    call,
    serve,
    tick,
    told_holidays,
)
from tests.hub.rig import NINE, OFFICE, Letterbox, Rig

MONDAY = NINE.date()
DAY = timedelta(days=1)
MINUTE = 60_000_000
TET = [date(2027, 2, 5) + n * DAY for n in range(5)]
DISPENSER = f"/office/{OFFICE}/device/dispenser-1"


@pytest.fixture
def office() -> Iterator[Rig]:
    """An office with hours, 07:30 to 17:00, and a clock set by hand."""
    rig = Rig(demo=False)
    yield rig
    rig.stop()


def facts(rig: Rig) -> Facts:
    """Return the facts of all that happened, told in small batches."""
    return facts_of(rig.history(), batch=3)


def of(rig: Rig, day: date) -> Figures:
    """Return one business day's figures."""
    whole = facts(rig)
    mine: dict[str, Any] = {
        name: tuple(row for row in getattr(whole, name) if row.day == str(day))
        for name in ("days", "visits", "stints", "sessions", "steps", "counters")
    }
    return figures(Facts(at=whole.at, devices=whole.devices, **mine))


def shares(told: Figures) -> Iterator[tuple[str, Share]]:
    """Yield every share among the figures."""
    for name in told.__struct_fields__:
        value = getattr(told, name)
        if isinstance(value, Share):
            yield name, value


def is_sane(told: Figures) -> None:
    """No time is negative, no part is more than its whole where it is a part of it."""
    for name in told.__struct_fields__:
        value = getattr(told, name)
        if isinstance(value, Spread):
            assert value.total >= 0, name
            assert (value.p50 or 0) >= 0, name
            assert (value.longest or 0) >= (value.p95 or 0), name
    for name, share in shares(told):
        assert share.part >= 0, name
        assert share.whole >= 0, name
    for name in ("occupancy", "idle", "idle_while_waiting", "called_in_time"):
        share = getattr(told, name)
        assert share.part <= share.whole, name


def heard(rig: Rig, fact: Any, sequence: int) -> None:
    """Have a fact of the dispenser recorded."""
    box = Letterbox(rig)
    box.put(
        fact,
        source=DISPENSER,
        device="dispenser-1",
        stream=device_stream(OFFICE, "dispenser-1"),
        sequence=sequence,
    )
    box.wait(1)


ONLINE = DeviceOnline(version="0.1.0", boot="b-1")


def test_no_wait_is_negative_when_the_clock_goes_back(office: Rig) -> None:
    """While the clock is behind time stands: waits of nothing, and none below."""
    office.open_with("1", waiting=3)
    office.clock.goes(minutes=10)
    serve(office, 5)
    office.clock.goes(hours=-6)
    serve(office, 5)
    office.clock.goes(hours=12)
    serve(office, 5)
    told = figures(facts(office))

    is_sane(told)
    assert told.wait_first.n == 3
    assert told.served == 3


@pytest.mark.parametrize("step", [{"hours": -3}, {"days": 400}, {"days": -400}])
def test_a_step_of_the_clock_changes_no_figure(step) -> None:
    """The hub goes on by monotonic time, so the same day has the same figures."""
    found = []
    steps: tuple[dict[str, float], ...] = ({}, step)
    for by in steps:
        rig = SteadyRig(demo=False)
        rig.open_with("1", waiting=2)
        rig.passes(minutes=10)
        rig.steps(**by)
        for _ in range(2):
            call(rig)
            rig.passes(minutes=5)
            rig.accepted(FinishServing(counter="1"))
        rig.accepted(CloseDay())
        found.append(figures(facts(rig)))
        rig.stop()

    assert found[0] == found[1]
    is_sane(found[0])
    assert found[0].wait_first.total == 25 * MINUTE
    assert found[0].handling.total == 10 * MINUTE


def test_a_visit_over_midnight_is_of_the_day_it_came(office: Rig) -> None:
    """The late day has its 50 minutes of handling; the next begins with none."""
    office.clock.at = at("16:30", MONDAY)
    tick(office)
    at_work(office, waiting=2)
    office.clock.at = at("23:40", MONDAY)
    call(office)
    office.clock.at = at("00:30", MONDAY + DAY)
    office.accepted(FinishServing(counter="1"))
    tick(office)
    office.clock.at = at("07:30", MONDAY + DAY)
    tick(office)
    at_work(office, waiting=1)
    late, next_one = of(office, MONDAY), of(office, MONDAY + DAY)

    assert (late.issued, late.served, late.left_at_closing) == (2, 1, Share(1, 2))
    assert late.handling.total == 50 * MINUTE
    assert (next_one.issued, next_one.waiting, next_one.handling.n) == (1, 1, 0)
    is_sane(late)
    is_sane(next_one)


def test_a_demo_over_midnight_has_two_whole_days() -> None:
    """What the hub ends at midnight lasted until the last act; nothing is on both."""
    rig = Rig(demo=True)
    rig.clock.at = at("23:50", MONDAY)
    tick(rig)
    at_work(rig, waiting=3)
    serve(rig, 5)
    rig.clock.at = at("00:00", MONDAY + DAY)
    tick(rig, 2)
    at_work(rig, waiting=1)
    serve(rig, 2)
    days = facts(rig).days

    first, second = of(rig, MONDAY), of(rig, MONDAY + DAY)
    assert [day.day for day in days] == [str(MONDAY), str(MONDAY + DAY)]
    assert days[0].closed == micros(at("23:55", MONDAY))
    assert days[1].opened == micros(at("00:00", MONDAY + DAY))
    assert (first.issued, first.served, first.left_at_closing) == (3, 1, Share(2, 3))
    assert (second.issued, second.served) == (1, 1)
    assert first.occupancy == Share(5 * MINUTE, 5 * MINUTE)
    rig.stop()


def test_tet_is_no_days_and_no_division_by_nothing(office: Rig) -> None:
    """Over days that were not opened there is nothing, and it is said as nothing."""
    office.clock.at = at("07:30", TET[0] - DAY)
    told_holidays(office, TET)
    tick(office)
    at_work(office, waiting=1)
    serve(office, 5)
    office.clock.at = at("18:30", TET[0] - DAY)
    tick(office)
    for day in TET:
        office.clock.at = at("12:00", day)
        tick(office)
    told = of(office, TET[2])

    assert [day.day for day in facts(office).days] == [str(TET[0] - DAY)]
    assert told.issued == 0
    assert all(share.ratio is None for _, share in shares(told))
    assert told.wait_first.mean is None
    assert told.mean_score is None
    is_sane(told)


def test_a_device_need_not_be_there_over_tet(office: Rig) -> None:
    """Availability is of open days: a box switched off for them loses nothing."""
    office.clock.at = at("07:30", TET[0] - DAY)
    told_holidays(office, TET)
    tick(office)
    heard(office, ONLINE, 1)
    office.clock.at = at("18:00", TET[0] - DAY)
    tick(office)
    heard(office, DeviceOffline(how=Connection.DISCONNECTED), 2)
    office.clock.at = at("07:30", TET[-1] + DAY)
    heard(office, ONLINE, 3)
    tick(office)
    office.clock.at = at("18:00", TET[-1] + DAY)
    tick(office)
    told = figures(facts(office))

    assert told.available.ratio == 1.0
    assert told.available.whole == 2 * 630 * MINUTE


@pytest.mark.parametrize(
    "days",
    [
        [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)],
        [date(2026, 12, 31), date(2027, 1, 1)],
    ],
    ids=["leap day", "year end"],
)
def test_each_corner_of_the_calendar_has_its_figures(office: Rig, days) -> None:
    """The 29th of February is a day of its own, and so is the last of the year."""
    for n, day in enumerate(days, start=1):
        office.clock.at = at("07:30", day)
        tick(office)
        at_work(office, waiting=n)
        for _ in range(n):
            serve(office, 5)
        office.clock.at = at("18:30", day)
        tick(office)

    assert [of(office, day).served for day in days] == list(range(1, len(days) + 1))
    assert figures(facts(office)).served == sum(range(1, len(days) + 1))


def test_a_power_cut_leaves_figures_that_can_be_read(office: Rig) -> None:
    """A visit that nobody finished is ended when the hub is back, on its own day."""
    office.clock.at = at("16:30", MONDAY)
    tick(office)
    at_work(office, waiting=2)
    office.accepted(CallNext(counter="1"))
    office.accepted(StartServing(counter="1"))
    office.clock.at = at("07:30", MONDAY + 3 * DAY)
    office.restart()
    tick(office, 4)
    office.accepted(IssueTicket(service="A"))
    whole = facts(office)

    assert [day.day for day in whole.days] == [str(MONDAY), str(MONDAY + 3 * DAY)]
    is_sane(figures(whole))
    assert of(office, MONDAY).issued == 2
    assert of(office, MONDAY + 3 * DAY).issued == 1
