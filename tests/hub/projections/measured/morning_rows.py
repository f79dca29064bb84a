"""The rows of a morning made by hand, and its minutes from the first thing on."""

from __future__ import annotations

from typing import Any

from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import MINUTE, micros
from hub.projections.measured.rows import Facts, VisitRow
from tests.given import DAWN, Item, given
from tests.history import visit_id

# The first thing after the morning: 07:33.
FIRST = micros(DAWN) + 3 * MINUTE


def rows(*items: Item, **how: Any) -> Facts:
    """Return the rows of a morning, and what followed a minute apart."""
    return facts_of(given(*items, **how).events)


def the_visit(facts: Facts, ticket: str = "A001") -> VisitRow:
    """Return a visit's row."""
    (row,) = (v for v in facts.visits if v.visit == visit_id(ticket))
    return row


def minutes(at: int) -> int:
    """Return the minutes from the first thing on."""
    return (at - FIRST) // MINUTE


def waited_for(facts: Facts) -> list[tuple[str, int]]:
    """Return each ended idle state's counter and minutes of idling beside people."""
    return [
        (c.counter, c.waited_for // MINUTE)
        for c in facts.counters
        if c.state == "idle" and c.ended is not None
    ]
