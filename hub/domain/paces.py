"""How long visits take a counter and how far estimates were off, as seen lately.

What the rules are told of the past, so that they need not look for it. In seconds; a
visit takes its counter from the call until the counter is free for the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

# How many times of all services a rare service's mean is mixed with.
BORROWED = 5
# A service longer than any seen goes on for that share of the mean.
BEYOND = 0.3
# Of a window of waits, fewer than that are no sample of their own.
ENOUGH_RATIOS = 100
LEAST_RATIO, MOST_RATIO = 0.4, 2.5


class NoShows(Struct, frozen=True):
    """Which share of calls nobody comes to, and how long each takes the counter."""

    share: float = 0.0
    seconds: float = 0.0


NOBODY_MISSED = NoShows()


class Pace(Struct, frozen=True, kw_only=True):
    """How long one service takes; `times` stand by length, `sums` from each one on.

    `work` is what a call takes on average, no-shows counted in; `left` how long a visit
    still goes on that is looked at some time while it is served.
    """

    times: tuple[float, ...]
    sums: tuple[float, ...]
    mean: float
    work: float
    left: float

    def rest(self, elapsed: float) -> float:
        """Return how long a visit still goes on that has taken so long."""
        first = bisect_right(self.times, elapsed)
        longer = len(self.times) - first
        if not longer:
            return BEYOND * self.mean
        return self.sums[first] / longer - elapsed


class Ratios(Struct, frozen=True):
    """Waits by what the schedule said: half are below `half`, four fifths below `most`.

    A schedule that says less than a minute is taken to say one.
    """

    half: float
    most: float


# Until estimates were seen to come true or not.
FIRST_RATIOS = Ratios(half=0.9, most=1.5)
FIRST_PROMPT = Ratios(half=0.2, most=1.0)


class Paces(Struct, frozen=True, kw_only=True):
    """The paces of all services, and how far off the estimates for each were.

    `prompt` is for those who find a counter free.
    """

    common: Pace
    services: Mapping[str, Pace]
    ratios: Mapping[str, Ratios] = {}
    common_ratios: Ratios = FIRST_RATIOS
    prompt: Ratios = FIRST_PROMPT

    def of(self, service: str) -> Pace:
        """Return a service's pace, that of all services where none was seen."""
        return self.services.get(service, self.common)

    def ratios_of(self, service: str) -> Ratios:
        """Return how far off estimates for a service were; for all if few are known."""
        return self.ratios.get(service, self.common_ratios)


def pace(
    times: Iterable[float],
    no_shows: NoShows = NOBODY_MISSED,
    common: Pace | None = None,
) -> Pace:
    """Return the pace that times add up to, at least one; few are mixed with all."""
    ordered = tuple(sorted(times))
    sums = (*reversed([*accumulate(reversed(ordered))]), 0.0)
    total, count = sums[0], len(ordered)
    mean, left = total / count, sum([s * s for s in ordered]) / max(2 * total, 1e-9)
    if common is not None:
        mean = (total + BORROWED * common.mean) / (count + BORROWED)
    work = mean * (1 - no_shows.share) + no_shows.seconds * no_shows.share
    return Pace(times=ordered, sums=sums, mean=mean, work=work, left=left)


def ratios(
    seen: Sequence[float], least: float = LEAST_RATIO, most: float = MOST_RATIO
) -> Ratios:
    """Return the quantiles of ratios, capped: one bad morning must not stretch all."""
    ordered = sorted(seen)
    half, four_fifths = (nearest_rank(ordered, percent) for percent in (50, 80))
    return Ratios(
        half=min(max(half, least), most), most=min(max(four_fifths, least), most)
    )


def nearest_rank(ordered: Sequence[float], percent: int) -> float:
    """Return the quantile of values in order: always one that was seen."""
    return ordered[max(-(-len(ordered) * percent // 100), 1) - 1]
