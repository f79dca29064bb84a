"""Sheets: what the rows of a day that is over add up to, kept in their place.

A sheet has every count of its day and, packed, every span that a quantile is taken of.
Days are added up from their sheets, and no figure differs from that of the rows.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from events.settings import Targets
from hub.projections.measured.instants import MINUTE, Span
from hub.projections.measured.rows import Facts
from hub.projections.measures.availability import of_devices
from hub.projections.measures.compute import USUAL
from hub.projections.measures.figures import Figures, Share
from hub.projections.measures.links import Links
from hub.projections.measures.marks import Mark, marks_of
from hub.projections.measures.of_counters import of_counters
from hub.projections.measures.of_sessions import of_sessions
from hub.projections.measures.of_visits import came_of, of_visits, uncalled
from hub.projections.measures.parts import parts_of
from hub.projections.measures.ranks import spread

# Raise it when a figure of the same rows becomes another: kept sheets are made anew.
FORMULAS = 2
# By the name of a figure: a count, a share as [part, whole], spans as bytes, or a
# mapping of these.
Cells: TypeAlias = Mapping[str, Any]
UNCALLED = "uncalled"
GREATEST = frozenset({"longest_waiting", "most_overtaken"})
# What hangs on more than the rows of a day: on what the office aims at.
AIMED_AT = "called_in_time"


class Sheet(Struct, frozen=True, kw_only=True):
    """A day's rows added up; `came` counts who came, `services` has all asked for."""

    day: str
    mark: Mark
    cells: Cells
    came: list[tuple[str, str, str, str | None, int]]
    services: list[str]


def sheet_of(facts: Facts) -> Sheet | None:
    """Return the sheet of one day's rows; None while one of them has yet to end."""
    if len(facts.days) != 1 or not _is_over(facts):
        return None
    day = facts.days[0].day
    return Sheet(
        day=day,
        mark=marks_of(facts).get(day, Mark(0, "")),
        cells=_cells(facts),
        came=[(*who, n) for who, n in came_of(facts).items()],
        services=sorted({row.service for row in facts.visits}),
    )


def summed(facts: Facts, sheets: Iterable[Sheet], targets: Targets = USUAL) -> Figures:
    """Return the figures of rows and sheets together.

    `facts` has the day row of every day, and all other rows of days without a sheet.
    """
    cells = _merged([*(sheet.cells for sheet in sheets), _cells(facts)])
    late, first = _spans(cells.pop(UNCALLED)), sorted(_spans(cells["wait_first"]))
    within = targets.called_within_min * MINUTE
    too_long = sum([wait > within for wait in late])
    in_time = Share(bisect_right(first, within), len(first) + too_long)
    told = {name: _told(value) for name, value in cells.items()}
    told |= {AIMED_AT: in_time, **of_devices(facts.days, Links(facts).ready)}
    return Figures(**told)


def _is_over(facts: Facts) -> bool:
    """Whether none of the rows counts up to now."""
    return (
        facts.days[0].closed is not None
        and all(row.ended is not None for row in facts.counters)
        and not any(
            row.place == "waiting" or (row.ended is None and row.first_called is None)
            for row in facts.visits
        )
    )


def _cells(facts: Facts) -> Cells:
    links, part = Links(facts, _packed), parts_of(facts, ())[()]
    found = {
        **of_visits(part, links, USUAL),
        **of_sessions(part, links),
        **of_counters(part.counters, links.at),
        UNCALLED: _packed(uncalled(part.visits, links.at)),
    }
    del found[AIMED_AT]
    return {name: _plain(value) for name, value in found.items()}


def _plain(value: Any) -> Any:
    """Return a figure as it is kept."""
    if isinstance(value, Share):
        return [value.part, value.whole]
    if isinstance(value, dict):
        return {key: _plain(some) for key, some in value.items()}
    return value


def _told(value: Any) -> Any:
    """Return a figure as it is told."""
    if isinstance(value, bytes):
        return spread(_spans(value))
    if isinstance(value, list):
        return Share(*value)
    if isinstance(value, dict):
        return {key: _told(some) for key, some in value.items()}
    return value


def _merged(every: Sequence[Cells]) -> dict[str, Any]:
    return {
        name: _greatest([cells[name] for cells in every])
        if name in GREATEST
        else _added([cells[name] for cells in every])
        for name in every[0]
    }


def _greatest(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _added(values: Sequence[Any]) -> Any:
    """Return the sum of values of one kind, key by key where they have keys."""
    one = values[0]
    if isinstance(one, bytes):
        return b"".join(values)
    if isinstance(one, list):
        return [sum(column) for column in zip(*values, strict=True)]
    if isinstance(one, dict):
        keys = dict.fromkeys(key for value in values for key in value)
        return {key: _added([v[key] for v in values if key in v]) for key in keys}
    return sum(values)


def _packed(spans: Iterable[Span]) -> bytes:
    """Return spans as bytes, in order: what is in order is sorted fast."""
    return array("q", sorted(spans)).tobytes()


def _spans(packed: bytes) -> array[int]:
    spans = array("q")
    spans.frombytes(packed)
    return spans
