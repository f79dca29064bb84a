"""How near told waits come on simulated days, beside what others would tell.

Nothing here is timed: the figures are the same on every machine, seed by seed.
"""

from __future__ import annotations

from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.estimates_figures import LOADS, name_of
from tests.benchmarks.rows import Sample, Taken
from tests.simulated.accuracy import Accuracy, accuracy_of
from tests.simulated.days import Point
from tests.simulated.rivals import RIVALS


def measure(bench: Bench) -> Measured:
    """Yield the figures of each office: errors, and who waited longer than told."""
    seeds, days = range(1, bench.sizes.seeds + 1), bench.sizes.simulated_days
    for counters, load in LOADS.items():
        point = Point(counters, load)
        done = [accuracy_of(point, seed, days) for seed in seeds]
        yield Taken(name_of(counters, "mae_s"), list(map(_beside_the_best, done)))
        for rival in RIVALS:
            errors = [Sample(each.rivals[rival]) for each in done]
            yield Taken(name_of(counters, f"{rival}_mae_s"), errors)
        later = [Sample(100 * each.later) for each in done]
        yield Taken(name_of(counters, "later_percent"), later)


def _beside_the_best(done: Accuracy) -> Sample:
    return Sample(done.mae, min(done.rivals.values()))
