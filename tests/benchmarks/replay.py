"""How fast are all rows made of a million events, and a report of all of them?"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from firmware_config.load import load_site
from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.catalogue import REPORT_FORMS
from tests.benchmarks.history import FIRST_OLD_DAY, kept_file
from tests.benchmarks.replayed_history import days_of, write_replayed
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.trial_office import site_file
from tests.benchmarks.workers import Worker, worker

MICRO = 1_000_000
REPORT = (sys.executable, "-m", "hub", "report")


def measure(bench: Bench) -> Measured:
    """Yield the replay beside a raw cursor and decoder over the same file."""
    folder = bench.new_folder()
    _events(bench, folder)
    bench.settle()
    rates, lasts, raws = [], [], []
    with worker("replay", folder=str(folder)) as one:
        for _ in range(bench.sizes.replays):
            raws.append(one.do(what="raw"))
            rate, last = _replayed(one, raws[-1], bench.sizes.tail_events)
            rates.append(rate)
            lasts.append(last)
        batch = one.do(what="follow", tail=bench.sizes.tail_events)
    yield Taken("replay.events_per_s", rates)
    yield Taken("replay.last_us", lasts)
    pairs = zip(batch["last_ms"], batch["first_ms"], strict=True)
    yield Taken("follow.batch_ms", [Sample(last, first) for last, first in pairs])
    read_s = min(raw["seconds"] for raw in raws)
    for form in REPORT_FORMS:
        times = _reported(bench, folder, form)
        yield Taken(f"report.{form}_s", [Sample(took, read_s) for took in times])


def _reported(bench: Bench, folder: Path, form: str) -> list[float]:
    """Make a report of all days by the command, as its reader does; return seconds.

    The first of them reads what is not in memory yet, and is not counted.
    """
    last = FIRST_OLD_DAY + timedelta(days=days_of(bench.sizes.replayed_events) - 1)
    options = {
        "--data": folder,
        "--site": site_file(folder),
        "--period": f"{FIRST_OLD_DAY}..{last}",
        "--format": form,
        "--out": folder / f"report.{form}",
    }
    words = [str(word) for option in options.items() for word in option]
    times = []
    for _ in range(1 + bench.sizes.reports):
        began = time.perf_counter()
        subprocess.run([*REPORT, *words], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return times[1:]


def _replayed(one: Worker, raw: dict[str, float], tail: int) -> tuple[Sample, Sample]:
    """Return the rate of a replay and its last part, each beside its limit."""
    told = one.do(what="replay", tail=tail)
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
