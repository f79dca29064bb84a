"""What a visit costs the hub: bytes to the disk, processor time."""

from __future__ import annotations

from statistics import mean

from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.hub_at_work import cpu_s, hub_at_work
from tests.benchmarks.raw_commits import bytes_written
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.trial_office import PER_VISIT
from tests.benchmarks.workers import Worker, worker

BLOCKS = 5


def measure(bench: Bench) -> Measured:
    """Yield both, beside as many raw commits as the visits have commands."""
    visits = bench.sizes.visits // BLOCKS
    raw = bench.raw.spent(bench.sizes.visits * PER_VISIT)
    raw_bytes = raw.bytes_written / bench.sizes.visits
    raw_cpu = raw.cpu_s / bench.sizes.visits * 1000
    folder, waiting = bench.new_folder(), bench.sizes.waiting
    with hub_at_work(folder, "mosquitto", waiting=waiting) as hub:
        told = {"port": hub.mqtt_port, "revisions": hub.revisions}
        with worker("rush", door="mqtt", number=1, **told) as client:
            parts = [_spent(hub.pid, client, visits) for _ in range(BLOCKS)]
    written, cpu = ([part[n] for part in parts] for n in (0, 1))
    whole = Sample(mean(written), raw_bytes)
    yield Taken("visit.bytes_written", list(map(Sample, written)), whole)
    whole = Sample(mean(cpu), raw_cpu)
    yield Taken("visit.cpu_s_per_1000", list(map(Sample, cpu)), whole)


def _spent(hub: int, client: Worker, visits: int) -> tuple[float, float]:
    """Return bytes written for a visit, and processor seconds for a thousand."""
    cpu, written = cpu_s(hub), bytes_written(hub)
    done = client.do(visits=visits)["commands"] / PER_VISIT
    written, cpu = bytes_written(hub) - written, cpu_s(hub) - cpu
    return written / done, cpu / done * 1000
