"""Days told by hand, folded into rows: `facts_of(on("08:00", issued("A001")), ...)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from hub.projections.measured.gathered import facts_of as rows_of
from hub.projections.measured.instants import MINUTE, micros
from hub.projections.measured.rows import Facts
from tests.given import Item, at, given
from tests.history import MORNING


def on(clock: str, *events: Any) -> tuple[Item, ...]:
    """Return what happens at one minute, by one command after the other."""
    return tuple(item for event in events for item in (at(clock), event))


def facts_of(
    *told: Sequence[Item], now: str | None = None, since: tuple[Item, ...] = MORNING
) -> Facts:
    """Return the rows of a morning with counters 1 and 2 open, and what followed."""
    history = given(*(item for items in told for item in items), since=since)
    facts = rows_of(history.events)
    moment = at(now).at if now else None
    return facts if moment is None else replace(facts, at=micros(moment))


def minutes(*spans: float) -> list[int]:
    """Return minutes as spans."""
    return [round(span * MINUTE) for span in spans]
