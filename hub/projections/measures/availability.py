"""How much of the open time each device was there."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hub.projections.measured.instants import Instant, Span
from hub.projections.measured.rows import DayRow, DeviceRow, Facts
from hub.projections.measures.figures import Share


class Open(NamedTuple):
    """When a day was open; up to now if it still is."""

    day: str
    began: Instant
    ended: Instant


def ready_by_day(facts: Facts) -> dict[str, dict[str, Share]]:
    """Return for each day each device's share of the time it was open.

    A device counts from when it was first heard of, as long as the office has it.
    """
    at = facts.at
    days = sorted([_open(day, at) for day in facts.days], key=lambda day: day.began)
    rows: dict[str, list[DeviceRow]] = defaultdict(list)
    for row in facts.devices:
        rows[row.device].append(row)
    shares: dict[str, dict[str, Share]] = {day.day: {} for day in days}
    for device in sorted(rows):
        known = _within(days, rows[device], at)
        ready = [row for row in rows[device] if row.connection == "ready"]
        there = _within(days, ready, at)
        for day, whole in known.items():
            shares[day][device] = Share(there[day], whole)
    return shares


def of_devices(
    days: Iterable[DayRow], ready: Mapping[str, Mapping[str, Share]]
) -> dict[str, Any]:
    """Return each device's share of the open time of these days, and that of all."""
    there: dict[str, Span] = defaultdict(int)
    open_: dict[str, Span] = defaultdict(int)
    for day in days:
        for device, share in ready[day.day].items():
            there[device] += share.part
            open_[device] += share.whole
    return {
        "devices": {device: Share(there[device], open_[device]) for device in open_},
        "available": Share(sum(there.values()), sum(open_.values())),
    }


def _open(day: DayRow, at: Instant) -> Open:
    return Open(day.day, day.opened, at if day.closed is None else day.closed)


def _within(
    days: Sequence[Open], rows: Iterable[DeviceRow], at: Instant
) -> dict[str, Span]:
    """Return how much of each day these times are together, where they are any."""
    found: dict[str, Span] = defaultdict(int)
    ends = [day.ended for day in days]
    for row in rows:
        ended = at if row.ended is None else row.ended
        for day in days[bisect_right(ends, row.began) :]:
            if day.began >= ended:
                break
            found[day.day] += min(day.ended, ended) - max(day.began, row.began)
    return found
