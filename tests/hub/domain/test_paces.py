"""How long visits take and how far off estimates were, reckoned from what was seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from hub.application.experience import (
    FEWEST_RATIOS,
    FEWEST_TIMES,
    Experience,
    paces,
)
from hub.domain.paces import FIRST_PROMPT, FIRST_RATIOS, NoShows, Ratios, pace, ratios
from hub.domain.wait_estimate import expected
from hub.projections.recent_seen import PROMPT, Recent
from hub.projections.recent_window import Sample, Window

SINCE = datetime(2026, 11, 23, 1, tzinfo=UTC)


def window(*figures: float) -> Window:
    """Return what was seen, in that order."""
    return tuple([Sample(f"visit-{n}", x, SINCE) for n, x in enumerate(figures)])


def seen(
    ratios: dict[str, tuple[float, ...]], times: tuple[float, ...] = (300.0,)
) -> Recent:
    """Return what was seen lately of some services."""
    each = Recent().ratios.update({s: window(*x) for s, x in ratios.items()})
    enough = window(*times * FEWEST_TIMES)
    return Recent(times=Recent().times.set("A", enough), ratios=each)


def told(recent: Recent, service: str) -> Ratios:
    """Return how far off estimates for a service are said to be."""
    found = paces(recent)
    assert found is not None
    return found.ratios_of(service)


def test_a_rare_service_borrows_five_times_of_all() -> None:
    """One visit of an hour does not make the next one an hour."""
    common = pace([600.0] * 20)
    assert pace([3_600.0], common=common).mean == pytest.approx(1_100)
    assert pace([3_600.0] * 5, common=common).mean == pytest.approx(2_100)
    assert pace([3_600.0]).mean == 3_600


def test_no_shows_are_part_of_what_a_call_takes() -> None:
    """One call in four is over after two minutes."""
    assert pace([600.0], NoShows(0.25, 120)).work == pytest.approx(480)


def test_one_bad_morning_does_not_stretch_all() -> None:
    """However far off estimates were, they are put right between 0.4 and 2.5 times."""
    assert ratios([9.0] * 100) == Ratios(half=2.5, most=2.5)
    assert ratios([0.1] * 100) == Ratios(half=0.4, most=0.4)
    assert ratios([0.5] * 50 + [2.4] * 50) == Ratios(half=0.5, most=2.4)


def test_a_hundred_ratios_are_a_service_s_own() -> None:
    """With one less it goes by those of all services together."""
    other = (1.0,) * 400
    assert told(seen({"A": (2.0,) * 100, "B": other}), "A") == Ratios(2.0, 2.0)
    assert told(seen({"A": (2.0,) * 99, "B": other}), "A") == Ratios(1.0, 1.0)


def test_until_twenty_are_known_a_spread_is_assumed() -> None:
    """For those who wait and for those who find a counter free alike."""
    few, enough = (2.0,) * (FEWEST_RATIOS - 1), (2.0,) * FEWEST_RATIOS
    assert told(seen({"A": few, PROMPT: enough}), "A") == FIRST_RATIOS
    assert told(seen({"A": enough}), "A") == Ratios(2.0, 2.0)

    little, much = paces(seen({PROMPT: few})), paces(seen({PROMPT: enough}))
    assert little is not None
    assert little.prompt == FIRST_PROMPT
    assert much is not None
    assert much.prompt == Ratios(2.0, 2.0)


def test_a_free_counter_calls_within_a_quarter_of_an_hour() -> None:
    """Nobody is told longer, and nobody less than at once."""
    late = paces(seen({PROMPT: (99.0,) * FEWEST_RATIOS}))
    assert late is not None
    assert late.prompt == Ratios(15.0, 15.0)


def test_a_wait_of_seconds_is_told_as_one_of_a_minute() -> None:
    """Then it is the clerk's hand that counts; what was reckoned is kept."""
    known = paces(seen({}))
    assert known is not None
    told = expected(10.0, "A", known)
    assert (told.schedule_s, told.from_s, told.to_s) == (10, 54, 90)


def test_whatever_was_seen_anew_is_gone_by() -> None:
    """A ratio, or a call that nobody came to, without a new time of service."""
    experience, before = Experience(), seen({})
    first = experience.paces(before)
    late = replace(before, ratios=seen({"A": (2.0,) * FEWEST_RATIOS}).ratios)
    second = experience.paces(late)
    third = experience.paces(replace(late, comings=window(1.0)))

    assert (first and first.common_ratios) == FIRST_RATIOS
    assert (second and second.common_ratios) == Ratios(2.0, 2.0)
    assert (third and third.common.work) == 0.0
