"""Does a command cost more on a long day, or with years of history in the file?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

from firmware_config.load import load_site
from tests.benchmarks.bench import Bench, Measured
from tests.benchmarks.history import old_file, write_today
from tests.benchmarks.rows import Sample, Taken
from tests.benchmarks.trial_office import site_file
from tests.benchmarks.workers import Worker, starting

FRESH, *LOADED = CASES = ("day_100", "day_40000", "file_1000000")
RAW = "raw"
UNITS = {"ms": "seconds", "cpu_ms": "cpu_s"}

Round: TypeAlias = dict[str, dict[str, float]]


def measure(bench: Bench) -> Measured:
    """Yield the cost in each case, beside the fresh one measured in turn with it."""
    sizes, folder = bench.sizes, bench.new_folder()
    site, how = site_file(folder), {"waiting": sizes.waiting, "quiet_s": sizes.quiet_s}
    with ExitStack() as stack:
        offices = {
            case: stack.enter_context(
                starting("core", file=str(file), site=str(site), **how)
            )
            for case, file in _files(bench, folder, site)
        }
        bench.settle()
        for office in offices.values():
            office.do(commands=sizes.cost_commands)  # warm up
        rounds = [_round(bench, offices, n) for n in range(sizes.cost_blocks)]
    for unit, key in UNITS.items():
        yield Taken(f"cost.{FRESH}.{unit}", _samples(rounds, FRESH, RAW, key))
        for case in LOADED:
            yield Taken(f"cost.{case}.{unit}", _samples(rounds, case, FRESH, key))


def _round(bench: Bench, offices: dict[str, Worker], n: int) -> Round:
    """Let each work once, beginning with another each time; then commit raw."""
    first, commands = n % len(CASES), bench.sizes.cost_commands
    told: Round = {
        case: offices[case].do(commands=commands)
        for case in (*CASES[first:], *CASES[:first])
    }
    told[RAW] = {"seconds": 1 / bench.raw.rate(bench.sizes.raw_s / 5)}
    return told


def _samples(rounds: list[Round], case: str, limit: str, key: str) -> list[Sample]:
    """Return a case beside its limit in each round, in milliseconds."""
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
        write_today(file, plan, count)
        yield case, file
