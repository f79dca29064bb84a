"""What the programs cost while nobody presses: memory, processor."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import mean

from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.hub_at_work import cpu_s, hub_at_work, memory_mb
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.trial_office import site_file
from tests.hub.hub_process import children_of

BOXES = {
    "counter": ("counter_device", "counter-1"),
    "dispenser": ("ticket_printer", "dispenser-1"),
}
# Pins that do nothing; all else is as on a box.
MOCK_PINS = {"GPIOZERO_PIN_FACTORY": "mock"}
WINDOWS = 4
SLEEPER = ("-c", "import time; time.sleep(3600)")


def measure(bench: Bench) -> Measured:
    """Yield memory and processor time of each program, all of them running."""
    folder = bench.new_folder()
    with ExitStack() as stack:
        hub = stack.enter_context(hub_at_work(folder, "embedded"))
        pids = {"hub": hub.pid}
        for name, (module, device) in BOXES.items():
            words = ("--site", site_file(folder), "--device", device)
            where = ("--data", folder / device, "--broker")
            broker = f"mqtt://127.0.0.1:{hub.mqtt_port}"
            command = ("-m", module, *words, *where, broker)
            pids[name] = stack.enter_context(_running(folder, *map(str, command)))
        bare = stack.enter_context(_running(folder, *SLEEPER))
        time.sleep(bench.sizes.idle_settle_s)
        yield from _figures(pids, bare, bench.sizes.idle_s)
        (broker_pid,) = children_of(hub.pid)
        limit = memory_mb(bare)
        sample = Sample(memory_mb(broker_pid), limit)
        yield Taken("idle.embedded_broker.rss_mb", [sample])


def _figures(pids: dict[str, int], bare: int, seconds: float) -> Measured:
    parts = [_watched(pids, seconds / WINDOWS) for _ in range(WINDOWS)]
    for name, pid in pids.items():
        for kind in ("Rss", "Pss"):
            sample = Sample(memory_mb(pid, kind), memory_mb(bare, kind))
            yield Taken(f"idle.{name}.{kind.lower()}_mb", [sample])
        percents = [part[name] for part in parts]
        samples, whole = list(map(Sample, percents)), Sample(mean(percents))
        yield Taken(f"idle.{name}.cpu_percent", samples, whole)


def _watched(pids: dict[str, int], seconds: float) -> dict[str, float]:
    """Return what percentage of a core each has used in that time."""
    before = {name: cpu_s(pid) for name, pid in pids.items()}
    began = time.perf_counter()
    time.sleep(seconds)
    lasted = time.perf_counter() - began
    return {n: (cpu_s(pid) - before[n]) / lasted * 100 for n, pid in pids.items()}


@contextmanager
def _running(folder: Path, *arguments: str) -> Iterator[int]:
    """Run a Python program; it is ended whatever happens."""
    with (
        (folder / "boxes.log").open("ab") as log,
        subprocess.Popen(
            (sys.executable, *arguments),
            env=os.environ | MOCK_PINS,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            yield process.pid
        finally:
            process.kill()
