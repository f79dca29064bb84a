"""What others would tell a newcomer: the estimators that ours is compared with.

Each is given what it needs, and one favour: it knows when a counter is free.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct

from hub.domain.day import Day


class Seen(Struct, kw_only=True):
    """What an estimator may look at: the waits and services of late, the queue now."""

    waits: deque[float]
    services: deque[float]
    ahead: int = 0
    counters: int = 1
    head: float | None = None


def naive(seen: Seen) -> float:
    """Tell people ahead times the mean service, by open counters."""
    mean = sum(seen.services) / len(seen.services)
    return (seen.ahead + 1) * mean / seen.counters


def last_to_enter(seen: Seen) -> float:
    """Tell what whoever was called last has waited."""
    return seen.waits[-1]


def head_of_line(seen: Seen) -> float:
    """Tell what whoever is next has waited so far; the last's wait if nobody waits."""
    return seen.waits[-1] if seen.head is None else seen.head


def mean_of_ten(seen: Seen) -> float:
    """Tell the mean of the last ten waits."""
    lately = [*seen.waits][-10:]
    return sum(lately) / len(lately)


RIVALS: Mapping[str, Callable[[Seen], float]] = {
    "naive": naive,
    "last": last_to_enter,
    "head": head_of_line,
    "mean10": mean_of_ten,
}


def told_by_rivals(seen: Seen, is_free: bool) -> dict[str, float]:
    """Return what each tells; all of them see a free counter."""
    if is_free:
        return dict.fromkeys(RIVALS, 0.0)
    return {name: tell(seen) for name, tell in RIVALS.items()}


def look(seen: Seen, day: Day, at: datetime, ahead: int) -> bool:
    """Look at the queue; return whether a counter is free with nobody ahead."""
    counters = [c for c in day.counters.values() if c.is_open and not c.is_paused]
    heads = [turn.arrived for turn in day.waiting]
    seen.ahead, seen.counters = ahead, max(len(counters), 1)
    seen.head = (at - min(heads)).total_seconds() if heads else None
    return not heads and any(c.visit is None for c in counters)
