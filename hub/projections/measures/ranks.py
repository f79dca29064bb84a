"""Quantiles by nearest rank: each is a value that was really observed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hub.projections.measured.instants import Span
from hub.projections.measures.figures import Spread


def nearest_rank(ordered: Sequence[int], percent: int) -> int | None:
    """Return the least value that `percent` of the values do not exceed; None of none.

    The values are in order; 0 percent is the least of them, 100 the greatest.
    """
    if not ordered:
        return None
    rank = -(-percent * len(ordered) // 100)
    return ordered[max(rank, 1) - 1]


def spread(spans: Iterable[Span]) -> Spread:
    """Return how these spans are spread; they may come in any order."""
    ordered = sorted(spans)
    if not ordered:
        return Spread()
    return Spread(
        n=len(ordered),
        total=sum(ordered),
        p50=nearest_rank(ordered, 50),
        p90=nearest_rank(ordered, 90),
        p95=nearest_rank(ordered, 95),
        longest=ordered[-1],
    )
