"""What a session's commands cost, alone, on a long day and with years in the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

from firmware_config.load import load_site
from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.history import old_file
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.session_history import write_helped_day
from tests.benchmarks.session_worker import PER_SESSION
from tests.benchmarks.trial_office import site_file
from tests.benchmarks.workers import Worker, starting

FRESH, *LOADED = CASES = ("day_100", "day_40000", "file_1000000")
RAW = "raw"
UNITS = {"ms": "seconds", "cpu_ms": "cpu_s"}

Round: TypeAlias = dict[str, dict[str, float]]


def measure(bench: Bench) -> Measured:
    """Yield the cost in each case beside the fresh one, and that of a whole session."""
    sizes, folder = bench.sizes, bench.new_folder()
    site, how = site_file(folder), {"waiting": sizes.waiting, "quiet_s": sizes.quiet_s}
    with ExitStack() as stack:
        offices = {
            case: stack.enter_context(
                starting("session", file=str(file), site=str(site), **how)
            )
            for case, file in _files(bench, folder, site)
        }
        bench.settle()
        for office in offices.values():
            office.do(sessions=sizes.sessions)  # warm up
        rounds = [_round(bench, offices, n) for n in range(sizes.cost_blocks)]
    yield Taken("session.whole.ms", [_whole(told) for told in rounds])
    for unit, key in UNITS.items():
        yield Taken(f"session.{FRESH}.{unit}", _samples(rounds, FRESH, RAW, key))
        for case in LOADED:
            yield Taken(f"session.{case}.{unit}", _samples(rounds, case, FRESH, key))


def _round(bench: Bench, offices: dict[str, Worker], n: int) -> Round:
    """Let each work once, beginning with another each time; then commit raw."""
    first = n % len(CASES)
    told: Round = {
        case: offices[case].do(sessions=bench.sizes.sessions)
        for case in (*CASES[first:], *CASES[:first])
    }
    told[RAW] = {"seconds": 1 / bench.raw.rate(bench.sizes.raw_s / 5)}
    return told


def _whole(told: Round) -> Sample:
    """Return what a session takes beside as many raw commits, in milliseconds."""
    return Sample(
        told[FRESH]["seconds"] * PER_SESSION * 1000,
        told[RAW]["seconds"] * PER_SESSION * 1000,
    )


def _samples(rounds: list[Round], case: str, limit: str, key: str) -> list[Sample]:
    return [
        Sample(told[case][key] * 1000, told[limit][key] * 1000)
        if key in told[limit]
        else Sample(told[case][key] * 1000)
        for told in rounds
    ]


def _files(bench: Bench, folder: Path, site: Path) -> Iterator[tuple[str, Path]]:
    sizes, plan = bench.sizes, load_site(site).plan()
    for case in CASES:
        place = folder / case
        place.mkdir()
        file = place / "events.db"
        if case == "file_1000000":
            old_file(bench.folder.parent, plan, sizes.old_events, file)
        count = sizes.day_events if case == "day_40000" else sizes.fresh_events
        write_helped_day(file, plan, count)
        yield case, file
