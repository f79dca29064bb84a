"""`make drill`: faults at random moments under load, everything checked after each."""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random, SystemRandom

from tests.drill import plan
from tests.drill.drill import Cycle, Drill, Failed, running
from tests.drill.report import Tried, summary, table, write

REPORT = Path("build/drill.json")


def main(argv: Sequence[str] | None = None) -> int:
    """Drill as told; 1 if anything was found wrong, and the folder is then kept."""
    told = _parser().parse_args(argv)
    # That links are lost and come back is what is being drilled.
    logging.getLogger("events").setLevel(logging.ERROR)
    seed = SystemRandom().randrange(10**6) if told.seed is None else told.seed
    folder = Path(tempfile.mkdtemp(prefix="layso-drill-"))
    names = plan.order(Random(seed), told.kills, told.only)
    _say(f"seed {seed}, broker {told.broker}, {len(names)} faults, in {folder}")
    began = time.monotonic()
    cycles: list[Cycle] = []
    with running(folder, told.broker, seed) as drill:
        wrong = _through(drill, names, cycles, told.frozen)
        found = drill.found(wrong)
    tried = Tried(seed, told.broker, round(time.monotonic() - began, 1))
    said = summary(tried, cycles, found)
    write(said, told.report)
    _say(f"\n{table(said)}")
    return _end(wrong, seed, folder)


def _through(
    drill: Drill, names: Sequence[str], cycles: list[Cycle], frozen_s: float
) -> str | None:
    """Do one fault after another; return what went wrong, if anything did."""
    faults = plan.faults(frozen_s)
    for number, name in enumerate(names, start=1):
        try:
            cycles.append(drill.cycle(name, faults[name]))
        except (Failed, AssertionError) as error:
            return f"{name}, the {number}. fault: {error}"
        _say(f"{number:>4} {name:<22} back in {cycles[-1].back_s:5.1f} s")
    return None


def _end(wrong: str | None, seed: int, folder: Path) -> int:
    if wrong is None:
        shutil.rmtree(folder)
        return 0
    _say(f"\nWRONG with seed {seed}: {wrong}\nEverything is kept in {folder}.")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make drill", description=__doc__)
    add = parser.add_argument
    add("--kills", type=int, default=20, help="of each part (default: 20)")
    add("--seed", type=int, help="the same drill again (default: another each time)")
    add("--only", action="append", default=[], help="faults whose names begin so")
    add("--broker", choices=("mosquitto", "embedded"), default="mosquitto")
    add("--frozen", type=float, default=plan.FROZEN_S, help="seconds (default: 30)")
    add("--report", type=Path, default=REPORT, help=f"default: {REPORT}")
    return parser


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # the terminal


if __name__ == "__main__":
    sys.exit(main())
