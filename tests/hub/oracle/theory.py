"""How figures of replications are held against a theory."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev

REPLICATIONS = 30
DEVIATIONS = 4


def agrees(found: Sequence[float], exact: float) -> bool:
    """Whether the mean of replications is the theory's: within 4 s / sqrt(R).

    The replications are independent and without bias, so that a right house fails once
    in some ten thousand seeds; the seeds are fixed.
    """
    assert len(found) >= REPLICATIONS
    return abs(fmean(found) - exact) < DEVIATIONS * stdev(found) / sqrt(len(found))


def said(found: Sequence[float], exact: float) -> str:
    """Return how far the two are apart, for whoever reads a failure."""
    apart = (fmean(found) - exact) / (stdev(found) / sqrt(len(found)))
    return f"{fmean(found):.4f}, theory {exact:.4f}, {apart:+.2f} deviations"
