"""Rows as people read them: a table on the terminal, a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.benchmarks.catalogue import FIGURES
from tests.benchmarks.rows import Row

HEAD = ("figure", "value", "unit", "min-max", "limit", "ratio", "target", "")
VERDICTS = {True: "ok", False: "MISSED", None: ""}


def table(rows: Iterable[Row]) -> str:
    """Return a run as it is printed."""
    return in_columns(HEAD, map(cells, rows))


def markdown(rows: Iterable[Row]) -> str:
    """Return a run as it stands in the docs; a name is code there."""
    lines = [(f"`{name}`", *rest) for name, *rest in map(cells, rows)]
    return "\n".join(map(_bar, [HEAD, ["---"] * len(HEAD), *lines]))


def catalogue() -> str:
    """Return what every figure means, as it stands in the docs."""
    head = ("name", "unit", "what it is", "its limit in the same run", "target")
    lines = [
        (f"`{f.name}`", f.unit, f.meaning, f.against, ", ".join(map(str, f.targets)))
        for f in FIGURES.values()
    ]
    return "\n".join(map(_bar, [head, ["---"] * len(head), *lines]))


def in_columns(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return lines with their cells one below the other."""
    every = [head, *lines]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in every)


def figure(value: float | None) -> str:
    """Return a number with three digits, or whole if it has more."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def cells(row: Row) -> tuple[str, ...]:
    """Return a row's cells."""
    return (
        row.name,
        figure(row.value),
        row.unit,
        f"{figure(row.low)} to {figure(row.high)}" if row.repeats > 1 else "",
        figure(row.limit),
        figure(row.ratio),
        row.target,
        VERDICTS[row.ok],
    )


def _bar(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
