"""Told waits on simulated days: nearer than what others would tell, rightly unsure."""

from __future__ import annotations

from tests.simulated.accuracy import accuracy_of
from tests.simulated.days import Point, Simulation, Told

SMALL = Point(2, 0.8)


def test_told_waits_come_nearer_than_those_of_others() -> None:
    """Nearer than people ahead times the mean, or what those before have waited."""
    found = accuracy_of(SMALL, seed=2, days=6)
    assert found.visits > 300
    assert {name for name, mae in found.rivals.items() if mae <= found.mae} == set()
    assert 0.12 < found.later < 0.28


def test_the_same_days_are_told_the_same() -> None:
    """All that chance decides comes from the seed."""
    first, second = (told_on_a_day(seed=3) for _ in range(2))
    assert first == second != told_on_a_day(seed=4)


def told_on_a_day(seed: int) -> list[Told]:
    """Return what was told on the first day of an office."""
    simulation = Simulation(SMALL, seed)
    simulation.work(1)
    return [*simulation.told.values()]
