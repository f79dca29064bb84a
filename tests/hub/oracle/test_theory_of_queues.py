"""The whole core under a virtual clock waits as queueing theory says.

A quantile is tested by the share of waits that do not exceed the exact one: of that the
theory gives the expectation, of a sample's own quantile it does not.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from events.visit import VisitClass
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.rows import Facts, VisitRow
from hub.projections.measures import figures
from hub.projections.staffing.erlang import erlang_c
from tests.hub.oracle.chance import MICROSECONDS, Law, sample
from tests.hub.oracle.queue_house import FIRST_COME, PRIORITY_FIRST, QueueHouse
from tests.hub.oracle.theory import REPLICATIONS, agrees, said

COUNT = 12
MANY = 160


@contextmanager
def house(law: Law) -> Iterator[QueueHouse]:
    """Open a house for a law."""
    open_house = QueueHouse(
        law.counters, PRIORITY_FIRST if law.priority else FIRST_COME
    )
    try:
        yield open_house
    finally:
        open_house.stop()


def replications(law: Law, count: int, runs: int) -> list[tuple[VisitRow, ...]]:
    """Return the rows of each replication's visits, as the figures stand on them.

    Each has a house of its own: no day grows longer than one replication.
    """
    return [replication(law, count, seed) for seed in range(runs)]


def replication(law: Law, count: int, seed: int) -> tuple[VisitRow, ...]:
    """Return the rows of those visits that are looked at."""
    drawn = sample(law, count, f"{law} {seed}")
    with house(law) as open_house:
        visits = open_house.play(drawn.customers)
        facts = facts_of(open_house.history())
    rows = {row.visit: row for row in facts.visits}
    looked_at = visits[drawn.first : drawn.first + drawn.count]
    return tuple(rows[visit] for visit in looked_at)


def wait(row: VisitRow) -> float:
    """Return a visit's wait to its first call, in minutes."""
    assert row.first_called is not None
    return (row.first_called - row.arrived) / MICROSECONDS


def check_first_come(law: Law, count: int, runs: int = REPLICATIONS) -> None:
    """Hold mean wait, share who wait and the ninth decile against Erlang C."""
    exact = erlang_c(law.counters, law.normal, law.rate)
    p90 = exact.quantile(0.9)
    means, shares, within = [], [], []
    for rows in replications(law, count, runs):
        told = figures(Facts(at=rows[-1].since, visits=rows)).wait_first
        assert told.n == count
        means.append((told.mean or 0) / MICROSECONDS)
        shares.append(sum(wait(row) > 0 for row in rows) / count)
        within.append(sum(wait(row) <= p90 for row in rows) / count)

    assert agrees(means, exact.mean_wait), said(means, exact.mean_wait)
    assert agrees(shares, exact.waits), said(shares, exact.waits)
    assert agrees(within, 0.9), said(within, 0.9)


def check_priority(law: Law, count: int) -> None:
    """Hold the mean wait of each class against Cobham's formulas.

    Of each replication the waits' sum less the theory's is taken: a mean by class would
    be a ratio of two chances, and biased.
    """
    first, second = law.priority / law.rate, law.normal / law.rate
    residual = (first + second) / law.rate
    before = residual / (1 - first)
    exact = {
        VisitClass.PRIORITY: before,
        VisitClass.NORMAL: before / (1 - first - second),
    }
    over: dict[VisitClass, list[float]] = {kind: [] for kind in VisitClass}
    for rows in replications(law, count, REPLICATIONS):
        for kind, found in over.items():
            of_class = [wait(row) - exact[kind] for row in rows if is_of(row, kind)]
            found.append(sum(of_class) / count)

    for found in over.values():
        assert agrees(found, 0), said(found, 0)


def is_of(row: VisitRow, kind: VisitClass) -> bool:
    """Whether a visit is of a class."""
    return row.visit_class == kind


@pytest.mark.parametrize(
    "law",
    [Law(counters=1, normal=0.5, rate=1), Law(counters=3, normal=2, rate=1)],
    ids=["M/M/1", "M/M/3"],
)
def test_first_come_first_served(law):
    """Mean wait, share who wait and p90 agree with Erlang C within 4 s / sqrt(R)."""
    check_first_come(law, COUNT)


def test_priority_without_interruption():
    """With credit past every wait each class waits as Cobham's formulas say."""
    check_priority(Law(counters=1, priority=0.3, normal=0.4, rate=1), COUNT)


@pytest.mark.journey
@pytest.mark.parametrize(
    "law",
    [
        Law(counters=3, normal=13 / 60, rate=1 / 12),
        Law(counters=5, normal=4, rate=1),
    ],
    ids=["the post office", "M/M/5"],
)
def test_first_come_first_served_many_times(law):
    """The same at heavier load, of 25 visitors in each of 160 replications.

    Waits of one replication are much alike; so these 4,000 tell more than 9,000 of
    thirty long ones do: s / sqrt(R) of mean, share and p90 is as small, or smaller.
    """
    check_first_come(law, 25, MANY)


@pytest.mark.journey
def test_priority_without_interruption_for_long():
    """The same of 300 visitors in each replication."""
    check_priority(Law(counters=1, priority=0.3, normal=0.4, rate=1), 300)
