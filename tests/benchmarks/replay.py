"""How fast are all rows made of a million events, and a report of all of them?"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from firmware_config.load import load_site
from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.catalogue import REPORT_FORMS
from tests.benchmarks.history import FIRST_OLD_DAY, kept_file
from tests.benchmarks.replayed_history import days_of, write_replayed
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.trial_office import site_file
from tests.benchmarks.workers import worker

MICRO = 1_000_000
REPORT = (sys.executable, "-m", "hub", "report")


def measure(bench: Bench) -> Measured:
    """Yield the replay beside a raw cursor and decoder over the same file."""
    folder = bench.new_folder()
    _events(bench, folder)
    bench.settle()
    tail = bench.sizes.tail_events
    with worker("replay", folder=str(folder)) as one:
        told = [one.do(what="replay", tail=tail) for _ in range(bench.sizes.replays)]
        batch = one.do(what="follow", tail=tail)
    yield Taken("replay.events_per_s", [_rate(each) for each in told])
    yield Taken("replay.last_us", [_last(each, tail) for each in told])
    pairs = zip(batch["last_ms"], batch["first_ms"], strict=True)
    yield Taken("follow.batch_ms", [Sample(last, first) for last, first in pairs])
    read_s = min(each["all"]["raw_s"] for each in told)
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


def _rate(told: dict[str, Any]) -> Sample:
    """Return the rate of making rows beside that of reading and decoding alone."""
    events, took = told["events"], told["all"]
    return Sample(events / took["rows_s"], events / took["raw_s"])


def _last(told: dict[str, Any], tail: int) -> Sample:
    """Return what one of the last events cost, beside one of the first.

    The first's cost is told at the speed that the machine had at the last: reading and
    decoding shows how much that changed.
    """
    first, last = told["first"], told["last"]
    speed = last["raw_s"] / first["raw_s"]
    each = MICRO / tail
    return Sample(last["rows_s"] * each, first["rows_s"] * speed * each)


def _events(bench: Bench, folder: Path) -> None:
    """Put an events file there, with every kind of row in it."""
    plan, count = load_site(site_file(folder)).plan(), bench.sizes.replayed_events
    kept_file(
        bench.folder.parent,
        f"replayed-events-{count}",
        folder / "events.db",
        lambda file: write_replayed(file, plan, count),
    )
