"""One run: every part measured in turn, gathered to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from tests.benchmarks.bench import Bench, Measured, bench_in
from tests.benchmarks.catalogue import FIGURES, RAW
from tests.benchmarks.machine import Machine, revision, this_machine, today
from tests.benchmarks.rows import Row, Sample, Taken, row_of
from tests.benchmarks.sizes import Sizes

# Loaded when measured: to compare two runs needs no hub.
PARTS: Mapping[str, str] = {
    "writer": "writer.measure",
    "mqtt": "doors.mqtt",
    "http": "doors.http",
    "screen": "screen.measure",
    "manager": "screen.measure_manager",
    "cost": "cost.measure",
    "session": "session.measure",
    "startup": "startup.measure",
    "idle": "idle.measure",
    "streams": "streams.measure",
    "visit": "visit.measure",
    "estimates": "estimates.measure",
    "replay": "replay.measure",
}
Heard: TypeAlias = Callable[[str], None]


class Run(Struct, frozen=True, kw_only=True):
    """What stands in bench.json."""

    date: str
    revision: str
    quick: bool
    machine: Machine
    rows: list[Row]


def run(names: Sequence[str], sizes: Sizes, build: Path, heard: Heard) -> Run:
    """Measure the named parts; `heard` is told which is begun."""
    with bench_in(build, sizes) as bench:
        rows = sorted(_rows(names, bench, heard), key=_place)
    return Run(
        date=today(),
        revision=revision(),
        quick=sizes.is_quick,
        machine=this_machine(build),
        rows=rows,
    )


def _place(row: Row) -> int:
    """Return where a figure stands in the catalogue."""
    return list(FIGURES).index(row.name)


def _rows(names: Sequence[str], bench: Bench, heard: Heard) -> Iterator[Row]:
    for name in names:
        heard(f"measuring {name}")
        bench.settle()
        for taken in _part(name)(bench):
            yield row_of(FIGURES[taken.name], taken)
    if not bench.raw.rates:
        bench.raw.rate(bench.sizes.raw_s)
    rates = [Sample(rate) for rate in bench.raw.rates]
    yield row_of(FIGURES[RAW], Taken(RAW, rates))


def _part(name: str) -> Callable[[Bench], Measured]:
    module, _, measure = PARTS[name].partition(".")
    part: Callable[[Bench], Measured] = getattr(
        import_module(f"tests.benchmarks.{module}"), measure
    )
    return part
