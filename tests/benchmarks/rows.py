"""What was measured, and the row that says it beside its limit and its target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import Literal, TypeAlias

from msgspec import Struct

Of: TypeAlias = Literal["value", "ratio"]


class Target(Struct, frozen=True):
    """What a figure must reach: a bound on its value, or on its ratio to the limit."""

    of: Of
    least: float | None = None
    most: float | None = None

    def __str__(self) -> str:
        """Return it as people read it: `ratio >= 0.5`, `< 100`."""
        sign = f">= {self.least:g}" if self.least is not None else f"<= {self.most:g}"
        return f"ratio {sign}" if self.of == "ratio" else sign

    def is_met(self, value: float, ratio: float | None) -> bool:
        """Whether the figure reaches it; a ratio that was not measured does not."""
        told = ratio if self.of == "ratio" else value
        if told is None:
            return False
        least = -math.inf if self.least is None else self.least
        most = math.inf if self.most is None else self.most
        return least <= told <= most


class Figure(Struct, frozen=True, kw_only=True):
    """One figure of the catalogue; its name never changes its meaning.

    `against` says what its limit is, "" where nothing in the same run bounds it. A
    figure without a target is there to explain the others.
    """

    name: str
    unit: str
    meaning: str
    against: str = ""
    higher_is_better: bool = False
    targets: tuple[Target, ...] = ()


class Sample(Struct, frozen=True):
    """One repeat: the figure, and its limit measured right beside it."""

    value: float
    limit: float | None = None


class Taken(Struct, frozen=True):
    """A figure as it was taken: its repeats, and the whole where that is no median.

    A p95 over all presses is not the median of the p95 of each repeat.
    """

    name: str
    samples: Sequence[Sample]
    whole: Sample | None = None


class Row(Struct, frozen=True, kw_only=True):
    """A figure as it stands in the JSON."""

    name: str
    value: float
    unit: str
    low: float
    high: float
    repeats: int
    limit: float | None
    against: str
    ratio: float | None
    target: str
    ok: bool | None


def row_of(figure: Figure, taken: Taken) -> Row:
    """Return the row of a figure: medians, and the median of each repeat's ratio."""
    values = [sample.value for sample in taken.samples]
    told = taken.samples if taken.whole is None else [taken.whole]
    limits = [s.limit for s in told if s.limit is not None]
    ratios = [s.value / s.limit for s in told if s.limit]
    value, ratio = median(s.value for s in told), median(ratios) if ratios else None
    met = [target.is_met(value, ratio) for target in figure.targets]
    return Row(
        name=figure.name,
        value=value,
        unit=figure.unit,
        low=min(values),
        high=max(values),
        repeats=len(values),
        limit=median(limits) if limits else None,
        against=figure.against,
        ratio=ratio,
        target=", ".join(str(target) for target in figure.targets),
        ok=all(met) if met else None,
    )


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the nearest-rank percentile: a value that was really measured."""
    ranked = sorted(values)
    return ranked[max(math.ceil(len(ranked) * percent / 100), 1) - 1]
