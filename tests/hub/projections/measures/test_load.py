"""The load of half hours and days of the week."""

from datetime import UTC, datetime, timedelta

import pytest

from events.local_time import local
from hub.projections.measured.instants import micros
from hub.projections.measures import Dimension, Load, Slot, figures, load
from hub.projections.measures.local_hours import hour_of
from tests.given import at as clock
from tests.given import together
from tests.history import (
    DAY,
    abandoned,
    called,
    closed,
    day_closed,
    issued,
    served,
    started,
)
from tests.hub.projections.measures.hands import facts_of, on

SUNDAY = 7
FACTS = facts_of(
    on("08:05", issued("A001"), issued("B001")),
    on("08:29", called("A001", to="1"), started("A001", at="1")),
    on("08:30", issued("A002"), called("B001", to="2")),
    on("08:31", abandoned("A002"), started("B001", at="2")),
    on("08:45", served("A001", at="1"), issued("A003")),
    on("09:00", served("B001", at="2"), abandoned("A003")),
    on("09:10", together(closed("1"), closed("2"), day_closed())),
)


def at(half_hour: int) -> Slot:
    """Return a half hour of a Sunday."""
    return Slot(SUNDAY, half_hour)


def test_people_count_where_they_came_and_where_they_left() -> None:
    """Two came before half past eight; one of them was done after it, one at nine."""
    assert load(FACTS) == {
        at(15): Load(days=1, arrived=0, served=0),
        at(16): Load(days=1, arrived=2, served=0),
        at(17): Load(days=1, arrived=1, served=1),
        at(18): Load(days=1, arrived=0, served=1),
    }


def test_the_load_of_a_service_has_the_office_hours() -> None:
    """Where nobody came for B it was open for B all the same."""
    only = load(FACTS, {Dimension.SERVICE: "B"})

    assert [slot.arrived for slot in only.values()] == [0, 1, 0, 0]
    assert [slot.days for slot in only.values()] == [1, 1, 1, 1]


def test_a_day_that_closes_after_midnight_is_of_its_own_weekday() -> None:
    """Who is served at half past midnight belongs to the Sunday that began."""
    facts = facts_of(
        on("23:50", issued("A001"), called("A001", to="1"), started("A001", at="1")),
        (clock("00:30", DAY + timedelta(days=1)), served("A001", at="1")),
        (clock("00:40", DAY + timedelta(days=1)), issued("A002")),
    )

    assert load(facts)[at(47)] == Load(days=1, arrived=1, served=0)
    assert load(facts)[at(1)] == Load(days=1, arrived=1, served=1)
    assert figures(facts, {Dimension.HOUR: 0}).issued == 1


@pytest.mark.parametrize("year", [1990, 2026, 2035])
def test_hours_by_whole_numbers_are_those_of_the_zone(year) -> None:
    """Vietnam keeps one time all year, as far as the zone's own table knows."""
    begin = datetime(year, 1, 1, tzinfo=UTC)
    for hours in range(0, 366 * 24, 5):
        then = begin + timedelta(hours=hours, minutes=59)

        assert hour_of(micros(then)) == local(then).hour
