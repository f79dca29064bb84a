"""From the press on a device to the screen, on both brokers, beside the bare way."""

from __future__ import annotations

from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.catalogue import BROKERS
from tests.benchmarks.hub_at_work import hub_at_work
from tests.benchmarks.rows import Sample, Taken, percentile
from tests.benchmarks.workers import worker

WARM_UP = 20
BLOCKS = 5


def measure(bench: Bench) -> Measured:
    """Yield percentiles over all presses of each broker; the spread is of fifths."""
    sizes = bench.sizes
    for broker in BROKERS:
        folder = bench.new_folder()
        with (
            hub_at_work(folder, broker, waiting=sizes.waiting) as hub,
            worker("echo", port=hub.mqtt_port),
            worker(
                "presses",
                mqtt_port=hub.mqtt_port,
                http_port=hub.http_port,
                revisions=hub.revisions,
                folder=str(folder),
            ) as device,
        ):
            device.do(presses=min(WARM_UP, sizes.presses), per_s=sizes.presses_per_s)
            told = device.do(presses=sizes.presses, per_s=sizes.presses_per_s)
        presses, limits = told["presses"], told["limits"]
        size = len(presses) // BLOCKS
        starts = range(0, size * BLOCKS, size)
        for p in (50, 95, 99):
            parts = [
                _at(p, presses[n : n + size], limits[n : n + size]) for n in starts
            ]
            whole = _at(p, presses, limits)
            yield Taken(f"screen.{broker}.p{p}_ms", parts, whole)


def _at(percent: float, presses: list[float], limits: list[float]) -> Sample:
    """Return a percentile of both, in milliseconds."""
    value, limit = percentile(presses, percent), percentile(limits, percent)
    return Sample(value * 1000, limit * 1000)
