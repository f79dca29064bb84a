"""The last so many figures of a kind, the newest last, each with whose visit it was."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, TypeAlias

# Kept beyond what is looked at, so that taking one back lets an older one in again.
SPARE = 64


class Sample(NamedTuple):
    """A figure, and the visit and the stay at a counter that it comes from."""

    visit: str
    figure: float
    since: datetime


Window: TypeAlias = tuple[Sample, ...]


def with_one(window: Window, sample: Sample, most: int) -> Window:
    """Return a window of which `most` are looked at, with one more."""
    return (*window[1 - most - SPARE :], sample)


def joined(before: Window, window: Window, most: int) -> Window:
    """Return two windows as one, of which `most` are looked at."""
    return (*before, *window)[-most - SPARE :]


def without(window: Window, visit: str) -> tuple[Window, Sample | None]:
    """Return a window without a visit's newest figure, and that figure, if any."""
    for n in range(len(window) - 1, -1, -1):
        if window[n].visit == visit:
            return (*window[:n], *window[n + 1 :]), window[n]
    return window, None


def figures(window: Window, most: int) -> tuple[float, ...]:
    """Return the newest figures, at most so many."""
    return tuple([sample.figure for sample in window[-most:]])
