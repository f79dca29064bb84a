"""Five hundred screens beside normal load: how late, and what they cost in memory."""

from __future__ import annotations

from hub.demo.ports import free_port
from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.hub_at_work import hub_at_work, memory_mb
from tests.benchmarks.rows import Sample, Taken, percentile
from tests.benchmarks.workers import worker

P = 95
BLOCKS = 5
STREAMS = "streams.500.p95_ms"
MEMORY = "streams.500.rss_added_mb"


def measure(bench: Bench) -> Measured:
    """Yield delivery and memory beside those of a bare server with as many streams."""
    port, folder, waiting = free_port(), bench.new_folder(), bench.sizes.waiting
    with worker("bare_screens", port=port) as bare:
        limits, limit_mb = _watched(bare.pid, port, dict.fromkeys("1234", 0), bench)
    with hub_at_work(folder, "mosquitto", waiting=waiting) as hub:
        late, added_mb = _watched(hub.pid, hub.http_port, hub.revisions, bench)
    whole = Sample(_p95_ms(late), _p95_ms(limits))
    fifths = [Sample(_p95_ms(part)) for part in _fifths(late)]
    yield Taken(STREAMS, fifths, whole)
    yield Taken(MEMORY, [Sample(added_mb, limit_mb)])


def _watched(
    server: int, port: int, revisions: dict[str, int], bench: Bench
) -> tuple[list[list[float]], float]:
    """Return how late all came to each of many, and the memory that those added."""
    sizes = bench.sizes
    pace = {"commands": sizes.stream_commands, "per_s": sizes.presses_per_s}
    with worker("screens", http_port=port, revisions=revisions) as room:
        room.do(screens=1, **pace)
        before = memory_mb(server)
        late: list[list[float]] = room.do(screens=sizes.streams, **pace)
        return late, memory_mb(server) - before


def _fifths(late: list[list[float]]) -> list[list[list[float]]]:
    """Return the delays in five parts, one after the other in time."""
    size = len(late[0]) // BLOCKS
    return [[one[n * size : (n + 1) * size] for one in late] for n in range(BLOCKS)]


def _p95_ms(late: list[list[float]]) -> float:
    return percentile([delay for one in late for delay in one], P) * 1000
