"""What is counted as commits pass by agrees with the exact rows, on any days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from events.counter import ActionUndone
from events.recorded import Recorded
from hub.application.queue_tallies import QueueTallies
from hub.application.tallies import Spread
from hub.domain.wait_estimate import Expected
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.rows import VisitRow
from tests.hub.domain.house_machine import House

SECOND = 1_000_000


def counted(history: Iterable[Recorded], house: House) -> dict[str, float]:
    """Return what was counted while it happened."""
    tallies = QueueTallies()
    for recorded in history:
        tallies.on_commit((recorded,), house.state)
    return {
        "issued": _sum(tallies.issued),
        "called": _n(tallies.waits),
        "waited": _total(tallies.waits),
        "served": _sum(tallies.departed, "served"),
        "serving": _total(tallies.handlings),
        "abandoned": _sum(tallies.departed, "abandoned"),
        "expired": _sum(tallies.departed, "expired"),
        "no-shows": _sum(tallies.no_shows),
        "told": sum(tallies.estimate_error.counts),
        "longer": tallies.longer_than_told,
    }


def exact(history: Iterable[Recorded]) -> dict[str, float]:
    """Return the same from the rows that figures are made of."""
    rows = facts_of(history).visits

    def here(is_one: Callable[[VisitRow], bool]) -> list[VisitRow]:
        return [row for row in rows if is_one(row)]

    called = here(lambda row: row.first_called is not None)
    served = here(lambda row: row.place == "served")
    told = [row for row in called if row.told_to is not None]
    return {
        "issued": len(rows),
        "called": len(called),
        "waited": sum(_wait(row) for row in called) / SECOND,
        "served": len(served),
        "serving": sum(row.served for row in served) / SECOND,
        "abandoned": len(here(lambda row: row.place == "abandoned")),
        "expired": len(here(lambda row: row.place == "expired")),
        "no-shows": sum(row.no_shows for row in rows),
        "told": len(told),
        "longer": sum(_wait(row) > (row.told_to or 0) for row in told),
    }


def _wait(row: VisitRow) -> int:
    return (row.first_called or 0) - row.arrived


def _sum(counts: Mapping[tuple[str, ...], int], last: str | None = None) -> int:
    return sum(n for key, n in counts.items() if last in (None, key[-1]))


def _n(spreads: Mapping[tuple[str, ...], Spread]) -> int:
    return sum(sum(spread.counts) for spread in spreads.values())


def _total(spreads: Mapping[tuple[str, ...], Spread]) -> float:
    return sum(spread.total for spread in spreads.values())


class HouseThatIsScraped(House):
    """A house at random, in which every newcomer is told a range."""

    def __init__(self) -> None:
        super().__init__()
        self.expected = Expected(schedule_s=600, from_s=300, to_s=600)
        self.is_plain = True

    def follow(self, events: tuple[Any, ...], asked: Any) -> None:
        """Note whether anything was taken back."""
        super().follow(events, asked)
        self.is_plain &= not any(isinstance(e, ActionUndone) for e in events)

    def teardown(self) -> None:
        """Where nothing was taken back all is equal; else nothing counted is less."""
        told, rows = counted(self.history, self), exact(self.history)
        if self.is_plain:
            assert told == rows
        for name in ("issued", "called", "served", "abandoned", "expired", "no-shows"):
            assert told[name] >= rows[name], name


def test_any_days_are_counted_right() -> None:
    """Counters of Prometheus and the figures of a report are of the same days."""
    run_state_machine_as_test(
        HouseThatIsScraped,
        settings=settings(max_examples=40, stateful_step_count=30, deadline=None),
    )
