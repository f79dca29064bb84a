"""Figures as a list of lines, one for each number that can be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import asdict

from hub.projections.measured.instants import Span
from hub.projections.measures.figures import Figures, Share, Spread


class Line(NamedTuple):
    """A figure, `of` what where there are several; only what it consists of is set.

    A count has `value`; a share its ratio as `value`, and `part` and `whole`; a spread
    the rest. Of a few the quantiles are left out.
    """

    figure: str
    of: str = ""
    value: int | float | None = None
    part: int | None = None
    whole: int | None = None
    n: int | None = None
    total: Span | None = None
    p50: Span | None = None
    p90: Span | None = None
    p95: Span | None = None
    longest: Span | None = None


SPANS = frozenset({"total", "p50", "p90", "p95", "longest"})


def lines_of(figures: Figures) -> Iterator[Line]:
    """Yield every figure, in the order in which they are defined."""
    yield Line("visitors", value=figures.visitors)
    for name, value in asdict(figures).items():
        yield from _lines(name, "", value)
    yield Line("mean_score", value=figures.mean_score)


def _lines(name: str, of: str, value: Any) -> Iterator[Line]:
    match value:
        case Mapping():
            for key in sorted(value):
                yield from _lines(name, f"{of} {key}".strip(), value[key])
        case Share(part=part, whole=whole, ratio=ratio):
            rounded = None if ratio is None else round(ratio, 4)
            yield Line(name, of, rounded, part, whole)
        case Spread():
            yield _spread(name, of, value)
        case _ if name == "longest_waiting":
            yield Line(name, of, longest=value)
        case _:
            yield Line(name, of, value)


def _spread(name: str, of: str, spread: Spread) -> Line:
    line = Line(name, of, n=spread.n, total=spread.total)
    if spread.is_few:
        return line
    return line._replace(
        p50=spread.p50, p90=spread.p90, p95=spread.p95, longest=spread.longest
    )
