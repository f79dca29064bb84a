"""Customers by the law of chance, begun in the steady state, so that nothing is biased.

A queue that begins empty waits too little at first. Here every replication begins with
as many present as the law of the steady state says: of M/M/c exactly, of two classes as
a long run leaves it. Times that are being taken go on as new ones: an exponential time
remembers nothing. So each arrival's expected wait is the theory's, however few come.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random

from msgspec import Struct

from tests.hub.oracle.queue_house import Customer

MICROSECONDS = 60_000_000  # the unit of time of every law here is a minute
WARM_UP = 2_000
AFTER = 24  # arrivals, until all who are looked at were called


class Law(Struct, frozen=True, kw_only=True):
    """Arrivals of two classes and the pace of one counter, per minute."""

    counters: int
    rate: float
    normal: float
    priority: float = 0.0

    @property
    def arrivals(self) -> float:
        """Return how many come in a minute."""
        return self.normal + self.priority


class Sample(Struct, frozen=True):
    """Customers, of whom those from `first` on, `count` of them, are looked at."""

    customers: list[Customer]
    first: int
    count: int


def sample(law: Law, count: int, seed: str) -> Sample:
    """Return a replication: who is there, who comes and is looked at, who comes after.

    The last are needed with priority only: they may go before those looked at.
    """
    chance = Random(seed)
    there = _two_classes(law, chance) if law.priority else _present(law, chance)
    customers = [_customer(law, chance, 0, is_priority=one) for one in there]
    after = AFTER if law.priority else 0
    customers += _coming(law, chance, count + after)
    return Sample(customers, len(there), count)


def _coming(law: Law, chance: Random, count: int) -> Iterator[Customer]:
    at = 0.0
    for _ in range(count):
        at += chance.expovariate(law.arrivals)
        is_priority = chance.random() * law.arrivals < law.priority
        when = round(at * MICROSECONDS)
        yield _customer(law, chance, when, is_priority=is_priority)


def _customer(law: Law, chance: Random, at: int, *, is_priority: bool) -> Customer:
    takes = round(chance.expovariate(law.rate) * MICROSECONDS)
    return Customer(at, takes, is_priority)


def _present(law: Law, chance: Random) -> list[bool]:
    """Return as many as M/M/c has present: a birth and death process, drawn from."""
    weights = [1.0]
    while weights[-1] > 1e-12 * sum(weights) or len(weights) <= law.counters:
        busy = min(len(weights), law.counters)
        weights.append(weights[-1] * law.arrivals / (busy * law.rate))
    return [False] * chance.choices(range(len(weights)), weights)[0]


def _two_classes(law: Law, chance: Random) -> list[bool]:
    """Return who is there after a long run of one counter: served first, then by class.

    Who is served goes first whatever the class, as nobody is interrupted.
    """
    waiting: dict[bool, deque[bool]] = {True: deque(), False: deque()}
    serving: bool | None = None
    for _ in range(WARM_UP):
        if chance.random() * (law.arrivals + law.rate) < law.arrivals:
            is_priority = chance.random() * law.arrivals < law.priority
            if serving is None:
                serving = is_priority
            else:
                waiting[is_priority].append(is_priority)
        elif serving is not None:
            line = waiting[True] or waiting[False]
            serving = line.popleft() if line else None
    there = [] if serving is None else [serving]
    return [*there, *waiting[True], *waiting[False]]
