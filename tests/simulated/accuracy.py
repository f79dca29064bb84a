"""How near the estimates of simulated days came, beside those of the rivals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from statistics import fmean

from msgspec import Struct

from events.local_time import HERE
from tests.simulated.days import FIRST, Point, Simulation, Told
from tests.simulated.rivals import RIVALS

# In the first days everybody learns.
LEARNING_DAYS = 5


class Accuracy(Struct, frozen=True, kw_only=True):
    """Mean absolute errors in seconds; `later` and `later_of_waits` are shares.

    `later` counts who waited longer than `to_s` among all who were told something,
    `later_of_waits` among those who did not find a counter free.
    """

    visits: int
    mae: float
    bias: float
    rivals: dict[str, float]
    later: float
    later_of_waits: float
    unknown: int


def accuracy_of(point: Point, seed: int, days: int) -> Accuracy:
    """Work so many days and compare; the first ones only teach."""
    simulation = Simulation(point, seed)
    simulation.work(days + LEARNING_DAYS)
    begins = datetime.combine(FIRST, time(), HERE) + timedelta(days=LEARNING_DAYS)
    seen = [t for t in simulation.told.values() if t.issued_at >= begins]
    return compared(seen, simulation.unknown)


def compared(told: Iterable[Told], unknown: int) -> Accuracy:
    """Return how near everybody came; who was never called is left out."""
    called = [(each, each.waited) for each in told if each.waited is not None]
    waits = [(each, waited) for each, waited in called if each.schedule_s]
    return Accuracy(
        visits=len(called),
        mae=fmean(abs(w - t.from_s) for t, w in called),
        bias=fmean(t.from_s - w for t, w in called),
        rivals={
            name: fmean(abs(w - t.rivals[name]) for t, w in called) for name in RIVALS
        },
        later=fmean(w > t.to_s for t, w in called),
        later_of_waits=fmean(w > t.to_s for t, w in waits),
        unknown=unknown,
    )
