"""Which cells may not leave the office, so that none of them can be computed (pure).

A count of 1 to 4 is small: it could be told who that was. Where a sum and all its other
parts are shown, a small part follows from them: then the smallest other part is hidden
too; where that does not help, the whole split; and in the end the sum. What a reader
can work out is the least and most that each hidden count may be, from what is shown and
from the marks themselves. For that no two sums may share more than one count, nor go
round in a ring: what would is not published, and stands in no `Sum` here.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from enum import Enum
from typing import NamedTuple, TypeAlias

from hub.reports.values import Mark

LEAST = 5
ENDLESS = 10**12


class Sum(NamedTuple):
    """A count that is the sum of others; each is known by a name."""

    whole: str
    parts: tuple[str, ...]


class Why(Enum):
    """Why a count is hidden, with the least and most that a reader takes it for."""

    SMALL = (1, LEAST - 1)
    OF_A_SMALL_ONE = (0, LEAST - 1)
    GUARD = (LEAST, ENDLESS)
    WHOLE_SPLIT = (0, ENDLESS)


Values: TypeAlias = Mapping[str, int]
Hiding: TypeAlias = MutableMapping[str, Why]
Range: TypeAlias = tuple[int, int]
MARKS = {Why.SMALL: Mark.SMALL, Why.OF_A_SMALL_ONE: Mark.SMALL}


def marks(values: Values, sums: Sequence[Sum]) -> dict[str, Mark]:
    """Return the counts that are not shown, each with what stands in its place."""
    hiding = _small(values, sums)
    while solved := _solved(values, sums, hiding):
        held = [s for s in sums if not solved.isdisjoint((s.whole, *s.parts))]
        if not _hide_more(held, values, hiding):
            break
    return {name: MARKS.get(why, Mark.ALSO) for name, why in hiding.items()}


def _small(values: Values, sums: Sequence[Sum]) -> Hiding:
    """Return what is small, and the parts of it, empty ones too."""
    hiding: Hiding = {n: Why.SMALL for n, v in values.items() if 0 < v < LEAST}
    for each in sums:
        if 0 < values[each.whole] < LEAST:
            hiding.update(dict.fromkeys(each.parts, Why.OF_A_SMALL_ONE))
    return hiding


def _hide_more(held: Sequence[Sum], values: Values, hiding: Hiding) -> bool:
    """Hide one thing more of sums that give something away; whether there was any."""
    for each in held:
        if guards := [p for p in each.parts if p not in hiding and values[p] >= LEAST]:
            hiding[min(guards, key=lambda part: (values[part], part))] = Why.GUARD
            return True
    for each in held:
        if any(hiding.get(part) is not Why.WHOLE_SPLIT for part in each.parts):
            hiding.update(dict.fromkeys(each.parts, Why.WHOLE_SPLIT))
            return True
    for each in held:
        if hiding.get(each.whole) is not Why.WHOLE_SPLIT:
            hiding[each.whole] = Why.WHOLE_SPLIT
            return True
    return False


def _solved(values: Values, sums: Sequence[Sum], hiding: Hiding) -> set[str]:
    """Return the hidden counts of which only one value is possible."""
    if not hiding:
        return set()
    known = ranges(values, sums, hiding)
    return {name for name in hiding if known[name][0] == known[name][1]}


def ranges(
    values: Values, sums: Sequence[Sum], hiding: Mapping[str, Why]
) -> dict[str, Range]:
    """Return what a reader knows: the least and most that each count may be."""
    known = {n: hiding[n].value if n in hiding else (v, v) for n, v in values.items()}
    before: dict[str, Range] = {}
    while known != before:
        before = dict(known)
        for each in sums:
            narrow(each, known)
    return known


def narrow(each: Sum, known: dict[str, Range]) -> None:
    """Narrow a sum by its parts, and each part by the sum and the other parts."""
    low = sum(known[part][0] for part in each.parts)
    high = sum(known[part][1] for part in each.parts)
    least, most = known[each.whole]
    least, most = known[each.whole] = max(least, low), min(most, high)
    for part in each.parts:
        a, b = known[part]
        known[part] = max(a, least - (high - b)), min(b, most - (low - a))
