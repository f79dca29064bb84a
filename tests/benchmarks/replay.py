"""How fast are all rows made of a million events, and does the last cost more?"""

from __future__ import annotations

from pathlib import Path

from firmware_config.load import load_site
from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.history import kept_file
from tests.benchmarks.replayed_history import write_replayed
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.trial_office import site_file
from tests.benchmarks.workers import Worker, worker

MICRO = 1_000_000


def measure(bench: Bench) -> Measured:
    """Yield the replay beside a raw cursor and decoder over the same file."""
    folder = bench.new_folder()
    _events(bench, folder)
    bench.settle()
    rates, lasts = [], []
    with worker("replay", folder=str(folder)) as one:
        for _ in range(bench.sizes.replays):
            rate, last = _replayed(one, bench.sizes.tail_events)
            rates.append(rate)
            lasts.append(last)
        batch = one.do(what="follow", tail=bench.sizes.tail_events)
    yield Taken("replay.events_per_s", rates)
    yield Taken("replay.last_us", lasts)
    pairs = zip(batch["last_ms"], batch["first_ms"], strict=True)
    yield Taken("follow.batch_ms", [Sample(last, first) for last, first in pairs])


def _replayed(one: Worker, tail: int) -> tuple[Sample, Sample]:
    """Return the rate of a replay and its last part, each beside its limit."""
    raw, told = one.do(what="raw"), one.do(what="replay", tail=tail)
    rate = Sample(told["events"] / told["seconds"], raw["events"] / raw["seconds"])
    return rate, Sample(told["last_s"] * MICRO, told["first_s"] * MICRO)


def _events(bench: Bench, folder: Path) -> None:
    """Put an events file there, with every kind of row in it."""
    plan, count = load_site(site_file(folder)).plan(), bench.sizes.replayed_events
    kept_file(
        bench.folder.parent,
        f"replayed-events-{count}",
        folder / "events.db",
        lambda file: write_replayed(file, plan, count),
    )
