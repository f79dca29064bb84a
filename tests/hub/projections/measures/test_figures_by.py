"""Figures broken down: where each row belongs, and that the parts add up."""

from typing import Any

import pytest

from events.settings import Clerk, OfficeSettings, SettingsChanged
from events.visit import PickReason, WhyRule
from hub.projections.measured.instants import MINUTE
from hub.projections.measures import Dimension, Figures, Share, by, figures
from tests.given import DAWN, together
from tests.history import (
    PRIORITY,
    abandoned,
    called,
    class_changed,
    day_opened,
    issued,
    no_show,
    opened,
    returned,
    served,
    started,
    transferred,
)
from tests.hub.projections.measures.hands import facts_of, minutes, on

TEAMS = SettingsChanged(
    settings=OfficeSettings(
        clerks=(Clerk(id="NV-01", team="east"), Clerk(id="NV-02", team="west"))
    )
)
MORNING = (day_opened(), TEAMS, opened("1", "NV-01"), opened("2", "NV-02"))
FACTS = facts_of(
    on("08:50", issued("A001"), issued("B001", PRIORITY)),
    on("08:56", called("A001", to="1")),
    on("08:58", started("A001", at="1"), called("B001", to="2")),
    on("09:05", no_show("B001", at="2", until=DAWN), issued("A002")),
    on("09:08", transferred("A001", at="1", to_service="B")),
    on("09:10", called("A001", to="2")),
    on("09:11", started("A001", at="2")),
    on("09:15", served("A001", at="2"), returned("B001")),
    on("09:20", called("B001", to="1")),
    on("09:22", started("B001", at="1")),
    on("09:25", served("B001", at="1"), class_changed("A002", PRIORITY)),
    on("09:40", abandoned("A002")),
    now="10:00",
    since=MORNING,
)


def of(dimension: Dimension) -> dict[Any, Figures]:
    """Return the figures broken down."""
    return by(FACTS, dimension)


def test_a_visit_is_of_the_service_its_ticket_was_taken_for() -> None:
    """A001 was sent on to B and stays a visit for A, with all its handling."""
    parts = of(Dimension.SERVICE)

    assert {key: part.issued for key, part in parts.items()} == {"A": 2, "B": 1}
    assert parts["A"].handling.total == sum(minutes(10, 4))
    assert parts["B"].handling.total == minutes(3)[0]


def test_a_visit_is_of_the_class_it_was_corrected_to() -> None:
    """A002 turned out to have priority."""
    parts = of(Dimension.CLASS)

    assert [(key, part.issued) for key, part in parts.items()] == [
        ("normal", 1),
        ("priority", 2),
    ]


def test_a_visit_is_of_the_hour_in_which_it_came() -> None:
    """Who came at 08:50 is of eight o'clock, also when served after nine."""
    parts = of(Dimension.HOUR)

    assert {key: part.issued for key, part in parts.items() if part.issued} == {
        8: 2,
        9: 1,
    }
    assert parts[8].served == 2


def test_handling_is_of_the_counter_that_did_it() -> None:
    """A001 was helped for 10 minutes at counter 1 and for 4 at counter 2."""
    parts = of(Dimension.COUNTER)

    assert parts["1"].handling.total == sum(minutes(10, 3))
    assert parts["2"].handling.total == minutes(4)[0]
    assert parts["2"].recalls == Share(0, 2)


def test_a_visit_is_of_the_counter_of_its_last_call() -> None:
    """A001 ended at counter 2, B001 at 1; A002 was never called, and is nobody's."""
    parts = of(Dimension.COUNTER)

    assert {key: part.issued for key, part in parts.items()} == {
        "1": 1,
        "2": 1,
        None: 1,
    }
    assert list(parts)[-1] is None


def test_a_team_is_measured_by_what_its_clerks_did() -> None:
    """Counter 1 had a clerk of one team, 2 of another; A002 came to neither."""
    parts, counters = of(Dimension.TEAM), of(Dimension.COUNTER)

    assert list(parts) == ["east", "west", None]
    for team, counter in (("east", "1"), ("west", "2")):
        assert parts[team].handling == counters[counter].handling
        assert parts[team].occupancy == counters[counter].occupancy
        assert parts[team].issued == counters[counter].issued


def test_counters_are_busy_by_counter_hour_and_day_not_by_service() -> None:
    """What a counter does between two visits is for no service."""
    assert of(Dimension.SERVICE)["A"].occupancy == Share(0, 0)
    assert of(Dimension.COUNTER)["1"].occupancy.part == sum(minutes(12, 5))
    assert sum(part.idle.whole for part in of(Dimension.HOUR).values()) == (
        figures(FACTS).idle.whole
    )


def test_one_part_is_the_same_as_the_cut() -> None:
    """Asking for a part alone gives what the breakdown gives."""
    for dimension in Dimension:
        for key, part in of(dimension).items():
            assert figures(FACTS, {dimension: key}) == part


def test_dimensions_go_together() -> None:
    """A manager may ask for service by class, or for the classes of one service."""
    both = by(FACTS, Dimension.SERVICE, Dimension.CLASS)
    within = by(FACTS, Dimension.CLASS, cut={Dimension.SERVICE: "A"})

    assert {key: part.issued for key, part in both.items()} == {
        ("A", "normal"): 1,
        ("A", "priority"): 1,
        ("B", "priority"): 1,
    }
    assert within == {key[1]: part for key, part in both.items() if key[0] == "A"}


def test_an_office_and_its_weekday_are_whole() -> None:
    """By what a day belongs to as a whole, nothing is left out: 22 Nov 2026, Sunday."""
    assert of(Dimension.OFFICE) == {"hk01": figures(FACTS)}
    assert of(Dimension.WEEKDAY) == {7: figures(FACTS)}
    assert of(Dimension.DAY) == {"2026-11-22": figures(FACTS)}


def test_a_part_that_is_not_there_is_empty() -> None:
    """Nobody came for service Z."""
    none = figures(FACTS, {Dimension.SERVICE: "Z"})

    assert (none.issued, none.handling.n, none.occupancy.ratio) == (0, 0, None)


def test_counters_stand_in_the_order_of_their_numbers() -> None:
    """Counter 10 comes after counter 9, and nobody's last."""
    facts = facts_of(
        *(
            on(
                "08:00",
                opened(counter),
                issued(f"A{n:03}"),
                called(f"A{n:03}", counter),
            )
            for n, counter in enumerate(("10", "9", "1"), start=1)
        ),
        on("08:01", issued("A004")),
        since=(day_opened(),),
    )

    assert list(by(facts, Dimension.COUNTER)) == ["1", "9", "10", None]


def picked(ticket: str, to: str):
    """Return a call out of order."""
    return called(ticket, to, WhyRule.PICKED, reason=PickReason.QUICK, by="NV-01")


@pytest.mark.parametrize(
    ("first", "passed"), [("A003", 2), ("A002", 1), ("A001", 0), ("B001", 0)]
)
def test_a_call_overtakes_who_came_earlier_for_the_same(first, passed) -> None:
    """Of the same service and class the earlier goes first; other lines are apart."""
    facts = facts_of(
        on("08:00", issued("A001"), issued("B001")),
        on("08:01", issued("A002")),
        on("08:02", issued("A003"), issued("A004", PRIORITY)),
        on("08:03", picked(first, "1")),
        on("08:04", called("A004", to="2")),
    )
    now = figures(facts)

    assert now.overrides == Share(1, 2)
    assert (now.overtaken, now.most_overtaken) == (Share(int(passed > 0), 2), passed)


def test_who_came_at_the_same_instant_is_not_overtaken() -> None:
    """Neither of two was first."""
    facts = facts_of(
        on("08:00", together(issued("A001"), issued("A002"))),
        on("08:01", called("A002", to="1")),
        on("08:02", called("A001", to="2")),
    )

    assert figures(facts).overtaken == Share(0, 2)


def test_who_was_away_is_not_overtaken() -> None:
    """A001 missed its call and was not there when A002 was called."""
    facts = facts_of(
        on("08:00", issued("A001"), issued("A002"), issued("A003")),
        on("08:01", called("A001", to="1")),
        on("08:02", no_show("A001", at="1", until=DAWN)),
        on("08:03", called("A002", to="1")),
        on("08:04", returned("A001")),
        on("08:05", called("A001", to="2")),
    )

    assert figures(facts).overtaken == Share(0, 3)


def test_a_spread_of_hours_adds_up_in_minutes() -> None:
    """6 and 8 minutes of wait came at eight o'clock: 14 in all."""
    assert of(Dimension.HOUR)[8].wait_first.total == 14 * MINUTE
