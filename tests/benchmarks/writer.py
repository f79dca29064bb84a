"""Durable commands a second through the writer, from threads of this process."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.catalogue import CLIENTS
from tests.benchmarks.office_at_work import OfficeAtWork, at_work
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.trial_office import (
    COUNTERS,
    PER_VISIT,
    Client,
    clients,
    site_file,
)


def measure(bench: Bench) -> Measured:
    """Yield the figures of one client and of many, each beside raw commits."""
    for number in CLIENTS:
        counters = max(number, COUNTERS)
        folder = bench.new_folder()
        with at_work(folder / "events.db", site_file(folder, counters)) as office:
            office.open(counters, bench.sizes.waiting)
            crowd = clients(number, office.revisions)
            rush(office, crowd, bench.sizes.block_s / 4)  # warm up
            block = partial(rush, office, crowd, bench.sizes.block_s)
            samples = bench.beside_raw(block, bench.sizes.repeats)
        yield Taken(f"writer.{number}.commands_per_s", samples)
        yield Taken(f"writer.{number}.own_ms", list(map(own_ms, samples)))


def own_ms(sample: Sample) -> Sample:
    """Return what a command takes beyond a commit: it says most on a fast disk.

    Below 0 where many share a commit, and save more than they cost.
    """
    assert sample.limit is not None
    commit_ms = 1000 / sample.limit
    return Sample(1000 / sample.value - commit_ms, commit_ms)


def rush(office: OfficeAtWork, crowd: list[Client], seconds: float) -> float:
    """Let all ask, each its next when the last is answered; return commands/s."""
    began = time.perf_counter()
    until = began + seconds
    if len(crowd) == 1:
        return _work(office, crowd[0], until) / (time.perf_counter() - began)
    gate = threading.Barrier(len(crowd) + 1)

    def work(client: Client) -> int:
        gate.wait()
        return _work(office, client, until)

    with ThreadPoolExecutor(len(crowd)) as pool:
        done = [pool.submit(work, client) for client in crowd]
        gate.wait()
        began = time.perf_counter()
        until = began + seconds
        commands = sum(one.result() for one in done)
    return commands / (time.perf_counter() - began)


def _work(office: OfficeAtWork, client: Client, until: float) -> int:
    """Work until then, and to the end of the visit that was begun."""
    commands = 0
    while time.perf_counter() < until or commands % PER_VISIT:
        office.work(client)
        commands += 1
    return commands
