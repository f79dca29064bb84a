"""The day that the demo plays is invented, declared and repeatable."""

from __future__ import annotations

from statistics import mean

from hub.demo.invented_day import MINUTES_OF_HELP, PROFILE, invent

SERVICES = ("A", "B", "C", "D")


def test_a_seed_is_a_day() -> None:
    """The same seed brings the same visitors, another one others."""
    assert invent(1, SERVICES, 3) == invent(1, SERVICES, 3)
    assert invent(1, SERVICES, 3) != invent(2, SERVICES, 3)


def test_visitors_come_in_order_and_within_the_hours() -> None:
    """Nobody comes before opening or after the last hour."""
    visitors = invent(1, SERVICES, 3)
    times = [visitor.at_min for visitor in visitors]

    assert times == sorted(times)
    assert times[0] > 0
    assert times[-1] < 60 * len(PROFILE)


def test_the_shares_are_as_declared() -> None:
    """Over many days priority, no-shows and minutes of help are as declared."""
    many = [visitor for seed in range(40) for visitor in invent(seed, SERVICES, 3)]
    helped = [v.help_min for v in many if v.service == "B"]

    assert abs(mean(v.is_priority for v in many) - 0.15) < 0.02
    assert abs(mean(not v.comes for v in many) - 0.05) < 0.015
    assert abs(mean(helped) - MINUTES_OF_HELP[1]) < 1.0
    assert {v.service for v in many} == set(SERVICES)
