"""What of figures adds up: counts, and what shares and spreads are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import asdict

from hub.projections.measures import Dimension, Figures, Share, Spread

# The longest and the most are of one visit: they do not add up.
OF_ONE = frozenset({"longest_waiting", "most_overtaken"})
OF_COUNTERS = frozenset({"occupancy", "idle", "idle_while_waiting", "paused"})
OF_DEVICES = frozenset({"devices", "available"})
# A visit handled at two counters is one of n at each.
AT_EACH = frozenset({"walking", "handling", "parked"})

WHOLE_DAYS = (Dimension.OFFICE, Dimension.DAY, Dimension.WEEKDAY)


def summed(parts: Iterable[Figures], dimension: Dimension) -> Counter[Any]:
    """Return all that adds up by a dimension, summed over parts, zeros left out."""
    left_out = set(OF_ONE)
    if dimension not in WHOLE_DAYS:
        left_out |= OF_DEVICES
    if dimension in (Dimension.SERVICE, Dimension.CLASS):
        left_out |= OF_COUNTERS
    total: Counter[Any] = Counter()
    for part in parts:
        for name, value in asdict(part).items():
            if name not in left_out:
                total.update(dict(_pieces((name,), value)))
    if dimension in (Dimension.COUNTER, Dimension.TEAM):
        for name in AT_EACH:
            del total[name, "n"]
    return +total


def _pieces(path: tuple[Any, ...], value: Any) -> Iterable[tuple[Any, int]]:
    match value:
        case Share(part=part, whole=whole):
            yield (*path, "part"), part
            yield (*path, "whole"), whole
        case Spread(n=n, total=spans):
            yield (*path, "n"), n
            yield (*path, "total"), spans
        case Mapping():
            for key, inner in value.items():
                yield from _pieces((*path, key), inner)
        case _:
            yield path, value
