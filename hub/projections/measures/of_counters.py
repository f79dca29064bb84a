"""Figures of counters: how much of their open time they were busy, idle or paused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from hub.projections.measured.instants import Instant, Span
from hub.projections.measured.rows import CounterRow
from hub.projections.measures.figures import Share


def of_counters(counters: Iterable[CounterRow], at: Instant) -> dict[str, Any]:
    """Return the shares of the counters' time up to now.

    A service or call that the hub itself ended is neither busy time nor open time.
    """
    spent: dict[str, Span] = defaultdict(int)
    waited_for = 0
    for row in counters:
        if row.forgotten:
            continue
        until = at if row.ended is None else row.ended
        spent[row.state] += until - row.began
        waited_for += row.waited_for
        if row.hungry is not None:
            waited_for += until - row.hungry
    busy, idle = spent["called"] + spent["serving"], spent["idle"]
    return {
        "occupancy": Share(busy, busy + idle),
        "idle": Share(idle, busy + idle),
        "idle_while_waiting": Share(waited_for, idle),
        "paused": Share(spent["paused"], busy + idle + spent["paused"]),
    }
