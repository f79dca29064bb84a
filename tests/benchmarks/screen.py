"""From the press on a device to a page that shows it, beside the bare way."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.catalogue import BROKERS
from tests.benchmarks.hub_at_work import hub_at_work
from tests.benchmarks.press_worker import MANAGER, SCREEN
from tests.benchmarks.rows import Sample, Taken, percentile
from tests.benchmarks.workers import worker

WARM_UP = 20
BLOCKS = 5


def measure(bench: Bench) -> Measured:
    """Yield how long the waiting room's screen takes, with each broker."""
    for broker in BROKERS:
        told = _pressed(bench, broker, SCREEN, bench.sizes.presses)
        yield from _percentiles(f"screen.{broker}", told)


def measure_manager(bench: Bench) -> Measured:
    """Yield how long the manager's live screen takes, with mosquitto."""
    told = _pressed(bench, BROKERS[1], MANAGER, bench.sizes.looks)
    yield from _percentiles("manager", told)


def _pressed(
    bench: Bench, broker: str, stream: str, presses: int
) -> dict[str, list[float]]:
    """Press so often before a hub; return the seconds of each, and of the bare way."""
    sizes, folder = bench.sizes, bench.new_folder()
    with (
        hub_at_work(folder, broker, waiting=sizes.waiting) as hub,
        worker("echo", port=hub.mqtt_port),
        worker(
            "presses",
            mqtt_port=hub.mqtt_port,
            http_port=hub.http_port,
            revisions=hub.revisions,
            folder=str(folder),
            stream=stream,
        ) as device,
    ):
        device.do(presses=min(WARM_UP, presses), per_s=sizes.presses_per_s)
        told: dict[str, list[float]] = device.do(
            presses=presses, per_s=sizes.presses_per_s
        )
    return told


def _percentiles(name: str, told: dict[str, list[float]]) -> Iterator[Taken]:
    """Yield percentiles over all presses; the spread is of fifths."""
    presses, limits = told["presses"], told["limits"]
    size = len(presses) // BLOCKS
    starts = range(0, size * BLOCKS, size)
    for p in (50, 95, 99):
        parts = [_at(p, presses[n : n + size], limits[n : n + size]) for n in starts]
        yield Taken(f"{name}.p{p}_ms", parts, _at(p, presses, limits))


def _at(percent: float, presses: list[float], limits: list[float]) -> Sample:
    """Return a percentile of both, in milliseconds."""
    value, limit = percentile(presses, percent), percentile(limits, percent)
    return Sample(value * 1000, limit * 1000)
