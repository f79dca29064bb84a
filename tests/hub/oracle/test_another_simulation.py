"""The house beside ciw, a simulation of queues that others wrote and test."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import ciw
import pytest

from events.local_time import HERE
from hub.application.replay import Replay, Table, Words
from hub.projections.measured.gathered import facts_of
from hub.projections.measures import figures
from tests.hub.oracle.queue_house import (
    FIRST_COME,
    PRIORITY_FIRST,
    Customer,
    QueueHouse,
)
from tests.hub.rig import SITE

NEVER = float("inf")
MINUTE = 60_000_000
COUNT = 120
DOCUMENTED = 4.230543089827278
WORDS = Words(
    start=datetime(2026, 11, 2, tzinfo=HERE),
    unit_s=60,
    now=datetime(2026, 11, 23, tzinfo=UTC),
)


def drawn(seed: int, priority: float, load: float) -> list[Customer]:
    """Return customers of whole microseconds, so that sums are exact for everybody."""
    chance = Random(seed)
    customers, at = [], 0
    for _ in range(COUNT):
        at += round(chance.expovariate(load) * MINUTE)
        takes = round(chance.lognormvariate(-0.2, 0.6) * MINUTE)
        customers.append(Customer(at, takes, chance.random() < priority))
    return customers


def gaps(customers: list[Customer]) -> list[float]:
    """Return the times between arrivals, and then nobody more."""
    arrivals = [0, *(one.at for one in customers)]
    return [*(b - a for a, b in pairwise(arrivals)), NEVER]


def times(customers: list[Customer]) -> list[float]:
    """Return how long each takes; where there is nobody a list may not be empty."""
    return [float(one.takes) for one in customers] or [NEVER]


def by_ciw(customers: list[Customer], counters: int) -> list[int]:
    """Return the waits that ciw finds, in the order of arrival."""
    classes = {
        name: [one for one in customers if one.is_priority == (name == "priority")]
        for name in ("normal", "priority")
    }
    network = ciw.create_network(
        arrival_distributions={
            name: [ciw.dists.Sequential(gaps(them))] for name, them in classes.items()
        },
        service_distributions={
            name: [ciw.dists.Sequential(times(them))] for name, them in classes.items()
        },
        priority_classes={"priority": 0, "normal": 1},
        number_of_servers=[counters],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(10 * customers[-1].at)
    found = {
        round(record.arrival_date): round(record.waiting_time)
        for record in simulation.get_all_records()
    }
    assert len(found) == len(customers)
    return [found[one.at] for one in customers]


@pytest.mark.parametrize(
    ("counters", "priority", "load", "rules"),
    [
        (1, 0, 0.8, FIRST_COME),
        (3, 0, 2.6, FIRST_COME),
        (1, 0.4, 0.8, PRIORITY_FIRST),
        (3, 0.3, 2.6, PRIORITY_FIRST),
    ],
)
def test_everybody_waits_as_long_as_in_ciw(counters, priority, load, rules):
    """Visitor by visitor the house's waits are ciw's, to the microsecond."""
    customers = drawn(7, priority, load)
    house = QueueHouse(counters, rules)
    try:
        visits = house.play(customers)
        facts = facts_of(house.history())
    finally:
        house.stop()

    rows = {row.visit: row for row in facts.visits}
    waits = [rows[visit].waited for visit in visits]
    assert waits == by_ciw(customers, counters)
    assert figures(facts).wait_first.total == sum(waits)


def the_example() -> list[Any]:
    """Return the records of the example in ciw's documentation."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=0.2)],
        service_distributions=[ciw.dists.Exponential(rate=0.1)],
        number_of_servers=[3],
    )
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(1440)
    return list(simulation.get_all_records())


def test_the_example_of_its_documentation():
    """Ciw's own log, replayed, has ciw's mean wait; to what a microsecond rounds off.

    The log's unit is taken as a minute, so that the whole example is one day.
    """
    records = the_example()
    lines = ["arrived,started,ended\n"] + [
        f"{r.arrival_date!r},{r.service_start_date!r},{r.service_end_date!r}\n"
        for r in records
    ]
    replay = Replay(SITE.office.id, SITE.plan(), WORDS)
    facts = facts_of(replay.history(Table(lines, {})))

    wait = figures(facts).wait_first
    exact = [
        timedelta(minutes=r.service_start_date) - timedelta(minutes=r.arrival_date)
        for r in records
    ]
    assert not replay.faults
    assert wait.n == len(records) == 304
    assert wait.total == sum(exact, timedelta()) // timedelta(microseconds=1)
    assert sum(r.waiting_time for r in records) / 304 == DOCUMENTED
    assert wait.total / 304 / MINUTE == pytest.approx(DOCUMENTED, abs=1e-8)
    assert len({visit.counter for visit in facts.visits}) == 3
