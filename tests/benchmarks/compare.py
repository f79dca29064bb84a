"""Two runs side by side: what got better, what got worse beyond noise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from tests.benchmarks.catalogue import FIGURES, RAW
from tests.benchmarks.report import figure
from tests.benchmarks.rows import Row
from tests.benchmarks.run import Run

Verdict: TypeAlias = Literal["", "WORSE", "better"]
# What two runs of the same code differ by on a quiet machine.
NOISE = 1.10
HEAD = ("figure", "unit", "old", "new", "new/old", "to limit old", "to limit new", "")


class Pair(Struct, frozen=True):
    """A figure in two runs."""

    old: Row
    new: Row

    @property
    def change(self) -> float | None:
        """The new value by the old; None where the old is 0."""
        return self.new.value / self.old.value if self.old.value else None

    @property
    def verdict(self) -> Verdict:
        """Whether it got worse beyond noise, or better.

        Measured by the ratio to the limit where both have one, for the machine drifts;
        beyond noise is more than a tenth, and outside the other run's own spread.
        """
        loss = self._loss()
        if self.new.name == RAW:
            return ""  # that is the machine
        if loss is None or 1 / NOISE <= loss <= NOISE or self._spreads_meet():
            return ""
        return "WORSE" if loss > 1 else "better"

    def _loss(self) -> float | None:
        """Return how many times worse the new is than the old."""
        if self.old.ratio is not None and self.new.ratio is not None:
            old, new = self.old.ratio, self.new.ratio
        else:
            old, new = self.old.value, self.new.value
        if old <= 0 or new <= 0:
            return None
        return old / new if FIGURES[self.new.name].higher_is_better else new / old

    def _spreads_meet(self) -> bool:
        """Whether each median lies within the other run's repeats."""
        old, new = self.old, self.new
        if min(old.repeats, new.repeats) < 2:
            return False
        return old.low <= new.value <= old.high and new.low <= old.value <= new.high


def pairs(old: Run, new: Run) -> Iterator[Pair]:
    """Yield the figures that both runs have and the catalogue knows."""
    before = {row.name: row for row in old.rows}
    for row in new.rows:
        if row.name in before and row.name in FIGURES:
            yield Pair(before[row.name], row)


def cells(both: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Return the lines of the table."""
    return [
        (
            pair.new.name,
            pair.new.unit,
            figure(pair.old.value),
            figure(pair.new.value),
            figure(pair.change),
            figure(pair.old.ratio),
            figure(pair.new.ratio),
            pair.verdict,
        )
        for pair in both
    ]
