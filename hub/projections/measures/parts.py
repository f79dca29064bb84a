"""The rows of some days, shared out among the parts that figures are wanted of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from hub.projections.measured.rows import (
    CounterRow,
    DayRow,
    DifficultyRow,
    Facts,
    PaymentRow,
    SessionRow,
    StepRow,
    StintRow,
    SubmissionRow,
    VisitRow,
)
from hub.projections.measures.dimensions import (
    OF_WHO_DID_IT,
    Column,
    Columns,
    Dimension,
    Key,
)

Keys: TypeAlias = tuple[Key, ...]


class Part(Struct):
    """The rows that some figures are made of.

    There are `days` only where they are whole days, `stints` only where it matters who
    did what: otherwise the visits say all there is to say of them.
    """

    days: Sequence[DayRow] = ()
    visits: Sequence[VisitRow] = ()
    stints: Sequence[StintRow] | None = None
    sessions: Sequence[SessionRow] = ()
    steps: Sequence[StepRow] = ()
    submissions: Sequence[SubmissionRow] = ()
    payments: Sequence[PaymentRow] = ()
    difficulties: Sequence[DifficultyRow] = ()
    counters: Sequence[CounterRow] = ()


PLACES = frozenset({"called", "serving", "parked"})


def parts_of(facts: Facts, dimensions: Sequence[Dimension]) -> dict[Keys, Part]:
    """Return the parts by their keys, one for each dimension; one part without any."""
    everything = _whole(facts, set(dimensions))
    if not dimensions:
        return {(): everything}
    by_counter = everything.stints is not None
    parts: dict[Keys, Part] = defaultdict(
        lambda: Part(stints=() if by_counter else None)
    )
    each = [Columns(facts, dimension) for dimension in dimensions]
    for name in Part.__struct_fields__:
        rows = getattr(everything, name)
        if rows:
            columns = [one.of(name, rows) for one in each]
            for keys, some in _shared_out(rows, columns):
                setattr(parts[keys], name, some)
    return parts


def _whole(facts: Facts, dimensions: set[Dimension]) -> Part:
    rows = {name: getattr(facts, name) for name in Part.__struct_fields__}
    if dimensions & OF_WHO_DID_IT:
        rows["stints"] = [stint for stint in facts.stints if stint.place in PLACES]
    else:
        rows["stints"] = None
    return Part(**rows)


def _shared_out(
    rows: Sequence[Any], columns: Sequence[Column | None]
) -> Iterable[tuple[Keys, list[Any]]]:
    known = [column for column in columns if column is not None]
    if len(known) < len(columns):
        return
    found: dict[Any, list[Any]] = defaultdict(list)
    only = len(known) == 1
    keys = known[0] if only else zip(*known, strict=True)
    for row, key in zip(rows, keys, strict=True):
        found[key].append(row)
    for key, some in found.items():
        yield (key,) if only else key, some
