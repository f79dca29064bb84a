"""Measures Layso, and compares what was measured.

python -m tests.benchmarks [run] [--only PART]... [--quick] [--out FILE]
python -m tests.benchmarks compare OLD.json NEW.json
python -m tests.benchmarks table FILE.json     (Markdown, for the docs)
python -m tests.benchmarks figures             (what each name means, for the docs)
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.benchmarks import compare
from tests.benchmarks.bench import BUILD
from tests.benchmarks.catalogue import FIGURES
from tests.benchmarks.report import catalogue, in_columns, markdown, table
from tests.benchmarks.run import PARTS, Run, run
from tests.benchmarks.sizes import FULL, QUICK

WHAT = ("run", "compare", "table", "figures")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; 1 if a comparison finds something worse."""
    told = _parser().parse_args(argv)
    match told.what:
        case "compare":
            return _compare(_read(told.files[0]), _read(told.files[1]))
        case "table":
            done = _read(told.files[0])
            _say(f"{_title(done)}\n\n{markdown(done.rows)}")
        case "figures":
            _say(catalogue())
        case _:
            _run(told)
    return 0


def _run(told: argparse.Namespace) -> None:
    sizes = QUICK if told.quick else FULL
    done = run(told.only or list(PARTS), sizes, told.out.parent, _say)
    told.out.write_bytes(msgspec.json.format(msgspec.json.encode(done)))
    _say(f"\n{_title(done)}\n\n{table(done.rows)}")
    missing = FIGURES.keys() - {row.name for row in done.rows}
    if missing and not told.only:
        _say(f"not measured: {', '.join(sorted(missing))}")


def _compare(old: Run, new: Run) -> int:
    both = list(compare.pairs(old, new))
    _say(f"old: {_title(old)}\nnew: {_title(new)}\n")
    if old.machine != new.machine:
        _say("The machines differ: only the columns `to limit` can be compared.\n")
    _say(in_columns(compare.HEAD, compare.cells(both)))
    return 1 if any(pair.verdict == "WORSE" for pair in both) else 0


def _title(done: Run) -> str:
    quick = ", --quick: figures mean little" if done.quick else ""
    return f"{done.date}, revision {done.revision}{quick}, {done.machine}"


def _read(file: Path) -> Run:
    return msgspec.json.decode(file.read_bytes(), type=Run)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    add = parser.add_argument
    add("what", nargs="?", choices=WHAT, default="run")
    add("files", nargs="*", type=Path, help="OLD and NEW to compare, or one to show")
    add("--only", action="append", choices=list(PARTS), help="measure this part")
    add("--quick", action="store_true", help="see that it works; figures mean little")
    add("--out", type=Path, default=BUILD / "bench.json", help="the JSON file")
    return parser


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
