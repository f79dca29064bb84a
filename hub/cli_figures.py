"""`layso-hub figures`: every figure of some days as CSV, broken down as asked.

For the office itself: small counts are not hidden. Spans are seconds, the parts of a
share of time microseconds. Works beside a running hub, on a stopped one, on a backup;
docs/explanation/measures.md says what each figure is.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from events.settings import OfficeSettings
from hub.application.measured import CannotRead
from hub.application.ports import CannotWrite, Unreadable
from hub.projections.measured.instants import SECOND
from hub.projections.measured.rows import Facts
from hub.projections.measures import Dimension, Measures
from hub.projections.measures.flat import SPANS, Line, lines_of
from hub.store.report_source import report_source


def main(words: Sequence[str]) -> int:
    """Print the figures; 0 done, 2 not possible."""
    told = _parser().parse_args(words[1:])
    if told.last < told.first:
        return _failed("--to is before --from. Change the two days.")
    try:
        facts, settings = _read(told.data, told.first, told.last)
        _print(Measures(facts, settings.targets), told.by)
    except (CannotWrite, CannotRead, Unreadable) as error:
        return _failed(str(error))
    except BrokenPipeError:
        # Whoever read has seen enough; what is still held back goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        name = error.filename or "the output"
        return _failed(f"{name}: {error.strerror}. The figures are not whole.")
    return 0


def _print(measures: Measures, by: Sequence[Dimension]) -> None:
    out = csv.writer(sys.stdout)
    out.writerow([*by, *(_heading(field) for field in Line._fields)])
    out.writerows(_rows(measures, by))
    sys.stdout.flush()


def _failed(text: str) -> int:
    print(f"layso-hub: {text}", file=sys.stderr)  # noqa: T201  # the terminal
    return 2


def _read(data: Path, first: date, last: date) -> tuple[Facts, OfficeSettings]:
    with report_source(data, lambda _: None) as source:
        facts = source.facts(first, last)
        office = facts.days[-1].office if facts.days else ""
        return facts, source.settings(office) or OfficeSettings()


def _rows(measures: Measures, by: Sequence[Dimension]) -> Iterator[list[Any]]:
    for keys, figures in measures.by(*by).items():
        words = list(keys) if isinstance(keys, tuple) else [keys]
        for line in lines_of(figures):
            yield [*words, *(_cell(*each) for each in line._asdict().items())]


def _heading(field: str) -> str:
    return f"{field}_s" if field in SPANS else field


def _cell(field: str, value: Any) -> Any:
    if field in SPANS and value is not None:
        return f"{value / SECOND:.3f}"
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="layso-hub figures", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, default=Path("hub-data"), help="data folder or backup")
    for flag, name in (("--from", "first"), ("--to", "last")):
        add(flag, dest=name, type=_day, required=True, metavar="DAY", help="2026-11-22")
    text = "break down by this; may be given several times"
    add(
        "--by",
        type=Dimension,
        choices=list(Dimension),
        action="append",
        help=text,
        default=[],
    )
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        msg = f"{text!r} is no day; write 2026-11-22"
        raise argparse.ArgumentTypeError(msg) from error
