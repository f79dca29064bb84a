"""An invented day: who comes when, for what, and how long the help takes.

Declared distributions and a seed, so that the same seed is the same day: arrivals by a
rate per hour of the day, lognormal help, some priority, some who do not come.
"""

from __future__ import annotations

import math
from random import Random

from msgspec import Struct

OPENING_H = 8.0
# Share of the mean arrival rate in each hour from 8 to 17.
PROFILE = (0.75, 1.25, 1.35, 1.1, 0.8, 0.6, 0.95, 1.1, 0.7)
ARRIVALS_PER_COUNTER_H = 4.6
MINUTES_OF_HELP = (6.0, 12.0, 20.0, 9.0)
SPREAD = 0.7
PRIORITY_SHARE = 0.15
NO_SHOW_SHARE = 0.05


class Visitor(Struct, frozen=True, kw_only=True):
    """Somebody invented; minutes after opening, minutes of help."""

    at_min: float
    service: str
    help_min: float
    walk_min: float
    is_priority: bool
    comes: bool


def invent(seed: int, services: tuple[str, ...], counters: int) -> list[Visitor]:
    """Return the visitors of a day, in the order of their coming."""
    chance = Random(seed)
    visitors: list[Visitor] = []
    for hour, share in enumerate(PROFILE):
        minute = 0.0
        rate = share * ARRIVALS_PER_COUNTER_H * counters / 60
        while (minute := minute + chance.expovariate(rate)) < 60:
            visitors.append(_visitor(chance, services, hour * 60 + minute))
    return visitors


def _visitor(chance: Random, services: tuple[str, ...], at_min: float) -> Visitor:
    index = chance.randrange(len(services))
    sigma = math.sqrt(math.log(1 + SPREAD**2))
    mean = MINUTES_OF_HELP[index % len(MINUTES_OF_HELP)]
    return Visitor(
        at_min=at_min,
        service=services[index],
        help_min=chance.lognormvariate(math.log(mean) - sigma**2 / 2, sigma),
        walk_min=chance.uniform(0.2, 1.0),
        is_priority=chance.random() < PRIORITY_SHARE,
        comes=chance.random() >= NO_SHOW_SHARE,
    )
