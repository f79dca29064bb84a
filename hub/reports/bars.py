"""Where the bars of a chart stand: the same on paper and on the page (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from hub.reports.report import Row
from hub.reports.values import Number, Value

STEPS = (1, 2, 5)
LINES = 4
LEFT, GAP, WIDEST = 34.0, 0.3, 46.0
# How wide a sign of a bar's name is at most, and the room between two names.
SIGN, BETWEEN = 5.0, 5.0


class Bar(NamedTuple):
    """A bar from its foot: how high it is, and its part that is hatched."""

    x: float
    width: float
    height: float
    part: float
    value: Value
    title: str
    shows_value: bool
    shows_title: bool


class Line(NamedTuple):
    """A line across at a round number."""

    height: float
    n: int


class Drawing(NamedTuple):
    """A chart of some width and height, measured from its foot and its left edge."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]


def drawing(rows: Sequence[Row], width: float, height: float) -> Drawing:
    """Return the bars of a table's rows, as high as the highest line allows."""
    top, step = _scale(max((_n(row.cells[0]) for row in rows), default=0))
    room = (width - LEFT) / max(len(rows), 1)
    wide = min(room * (1 - GAP), WIDEST)
    longest = max((len(row.title) for row in rows), default=0)
    fits = max(1, ceil((longest * SIGN + BETWEEN) / room))

    def bar(place: int, row: Row) -> Bar:
        part = _n(row.cells[1]) if len(row.cells) > 1 else 0
        return Bar(
            x=LEFT + room * place + (room - wide) / 2,
            width=wide,
            height=_n(row.cells[0]) * height / top,
            part=part * height / top,
            value=row.cells[0],
            title=row.title,
            shows_value=room >= 16,
            shows_title=place % fits == 0,
        )

    return Drawing(
        width=width,
        height=height,
        bars=tuple(bar(place, row) for place, row in enumerate(rows)),
        lines=tuple(Line(n * height / top, n) for n in range(0, top + 1, step)),
    )


def _n(value: Value) -> int:
    return value.digits if isinstance(value, Number) else 0


def _scale(most: int) -> tuple[int, int]:
    """Return a round number above the most, and the step of the lines below it."""
    size, step = 1, 1
    while step * LINES < most:
        found = next((s * size for s in STEPS if s * size * LINES >= most), None)
        step, size = found or step, size * 10
    return max(step * -(-most // step), step), step
