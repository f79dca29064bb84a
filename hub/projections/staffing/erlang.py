"""How counters bear a load: Erlang's formulas B, C and A (pure).

`arrivals` and `rate` are per the same unit of time, and waits come out in that unit:
`arrivals` visitors come, one counter serves `rate` of them, so that the load is
`arrivals / rate` counters. Erlang C has patient visitors and needs more counters than
load; Erlang A has visitors who leave after `patience` on average. Sources: Erlang
(1917); Gans, Koole and Mandelbaum, "Telephone Call Centers" (2003); Zeltyn and
Mandelbaum, "Call centers with impatient customers" (2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, expm1, inf, log
from operator import mul

from msgspec import Struct

NEGLIGIBLE = 1e-17
PAIRS = 256  # of strips of Simpson's rule at least, and more for each visit served
PAIRS_A_VISIT = 8


class Patient(Struct, frozen=True, kw_only=True):
    """M/G/c: `waits` is the share who wait.

    `spread` is the squared coefficient of variation of the time a visit takes. With 1,
    of an exponential time, all is exact; with another one waits are those times
    (1 + spread) / 2, which is exact for one counter's mean and near for several.
    """

    counters: int
    arrivals: float
    rate: float
    waits: float
    spread: float = 1.0

    @property
    def occupancy(self) -> float:
        """Return the share of their time that counters serve."""
        return self.arrivals / (self.rate * self.counters)

    @property
    def mean_wait(self) -> float:
        """Return the mean wait of everybody; infinite where counters cannot keep up."""
        return self.waits / self._pace if self._pace > 0 else inf

    @property
    def mean_queue(self) -> float:
        """Return how many wait on average: Little's law."""
        return self.arrivals * self.mean_wait

    def within(self, wait: float) -> float:
        """Return the share who wait at most so long."""
        return 1 - self.waits * exp(-self._pace * wait) if self._pace > 0 else 0.0

    def quantile(self, share: float) -> float:
        """Return the wait that this share of everybody does not exceed."""
        if self._pace <= 0:
            return inf
        return max(0.0, log(self.waits / (1 - share)) / self._pace)

    @property
    def _pace(self) -> float:
        """How fast the queue clears for those who wait."""
        return (self.counters * self.rate - self.arrivals) * 2 / (1 + self.spread)


class Impatient(Struct, frozen=True, kw_only=True):
    """M/M/c+M: the shares who wait and who leave, and how many wait on average.

    `soonest` is how likely the shortest of waits is, a density.
    """

    counters: int
    arrivals: float
    rate: float
    patience: float
    waits: float
    leaves: float
    mean_queue: float
    soonest: float

    @property
    def mean_wait(self) -> float:
        """Return the mean wait of everybody, of those who left until they did."""
        return self.mean_queue / self.arrivals

    @property
    def occupancy(self) -> float:
        """Return the share of their time that counters serve."""
        return self.arrivals * (1 - self.leaves) / (self.counters * self.rate)

    def within(self, wait: float) -> float:
        """Return the share called in so long, of all but those who left sooner.

        That is the service level as measured: who left while still in time counts for
        nothing. Exact to one part in a million.
        """
        pairs = PAIRS + int(PAIRS_A_VISIT * wait * self.counters * self.rate)
        waits = [wait * n / pairs / 2 for n in range(2 * pairs + 1)]
        likely = [self._density(each) for each in waits]
        stays = [exp(-each / self.patience) for each in waits]
        called = 1 - self.waits + _area(list(map(mul, likely, stays)), wait)
        still = max(self.waits - _area(likely, wait), 0.0)
        return called / (called + stays[-1] * still)

    def _density(self, wait: float) -> float:
        """How likely somebody who never leaves waits so long."""
        came = -self.arrivals * self.patience * expm1(-wait / self.patience)
        return self.soonest * exp(came - self.counters * self.rate * wait)


def erlang_b(counters: int, load: float) -> float:
    """Return the share who would find every counter taken, had nobody room to wait."""
    blocked = 1.0
    for n in range(1, counters + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(
    counters: int, arrivals: float, rate: float, spread: float = 1.0
) -> Patient:
    """Return how patient visitors fare; where counters cannot keep up all wait."""
    load = arrivals / rate
    waits = 1.0
    if load < counters:
        blocked = erlang_b(counters, load)
        waits = counters * blocked / (counters - load * (1 - blocked))
    return Patient(
        counters=counters, arrivals=arrivals, rate=rate, waits=waits, spread=spread
    )


def erlang_a(counters: int, arrivals: float, rate: float, patience: float) -> Impatient:
    """Return how visitors fare of whom each leaves after `patience` on average."""
    below, above, queued = _weights(counters, arrivals, rate, patience)
    queue = queued / (below + above)
    return Impatient(
        counters=counters,
        arrivals=arrivals,
        rate=rate,
        patience=patience,
        waits=above / (below + above),
        leaves=queue / patience / arrivals,
        mean_queue=queue,
        soonest=counters * rate / (below + above),
    )


def _weights(
    counters: int, arrivals: float, rate: float, patience: float
) -> tuple[float, float, float]:
    """Return the weights of a free counter, of none, and of those who wait.

    They are reckoned from "all counters taken, nobody waits", of weight 1, outwards.
    """
    below, weight = 0.0, 1.0
    for present in range(counters, 0, -1):
        weight *= present * rate / arrivals
        below += weight
    above, queued, weight, waiting = 1.0, 0.0, 1.0, 0
    while waiting == 0 or weight * waiting >= NEGLIGIBLE * above:
        waiting += 1
        weight *= arrivals / (counters * rate + waiting / patience)
        above += weight
        queued += waiting * weight
    return below, above, queued


def _area(heights: Sequence[float], width: float) -> float:
    """Return the area under a smooth curve of an odd number of heights (Simpson)."""
    ends = heights[0] + heights[-1]
    inner = 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
    return width / (len(heights) - 1) / 3 * (ends + inner)
