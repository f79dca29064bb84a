"""The day's visits and sessions counted, and its hours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hub.projections.today.help import SessionToday
from hub.projections.today.visits import VisitToday


class Hour(Struct, frozen=True):
    """How many came in an hour, and how many were done in it."""

    arrived: int = 0
    served: int = 0


class Counts(Struct, frozen=True, kw_only=True):
    """The day's visits and sessions in plain numbers."""

    issued: int = 0
    waiting: int = 0
    mistaken: int = 0
    served: int = 0
    no_shows: int = 0
    to_file: int = 0
    filed: int = 0


def counted(counts: Counts, was: VisitToday | None, now: VisitToday) -> Counts:
    """Return the counts with a visit as it is now in place of what it was."""
    no_shows = now.no_shows - (was.no_shows if was else 0)
    return replace(
        counts,
        issued=counts.issued + (was is None),
        waiting=counts.waiting + _is_in("waiting", now) - _is_in("waiting", was),
        mistaken=counts.mistaken + gain(was, now, "is_mistaken"),
        served=counts.served + _is_in("served", now) - _is_in("served", was),
        no_shows=counts.no_shows + no_shows,
    )


def _is_in(place: str, visit: VisitToday | None) -> int:
    return int(visit is not None and visit.place == place)


def gain(was: Any, now: Any, what: str) -> int:
    """Return 1 where something came to be, -1 where it ceased, else 0."""
    had = was is not None and getattr(was, what)
    has = now is not None and getattr(now, what)
    return int(has) - int(had)


def scored(
    scores: Mapping[int, int], was: SessionToday | None, now: SessionToday | None
) -> Mapping[int, int]:
    """Return the scores with a session as it is now in place of what it was."""
    old = was.counted_score if was else None
    new = now.counted_score if now else None
    found = {**scores}
    for score, more in ((old, -1), (new, 1)):
        if score is not None:
            found[score] = found.get(score, 0) + more
    return scores if old == new else found


def in_hours(
    hours: Mapping[int, Hour], was: VisitToday | None, now: VisitToday
) -> Mapping[int, Hour]:
    """Return the hours with a visit as it is now in place of what it was."""
    found = hours
    if was is None:
        found = _added(found, now.hour, arrived=1)
    if (left := was and was.served_hour) != now.served_hour:
        found = _added(found, left, served=-1)
        found = _added(found, now.served_hour, served=1)
    return found


def _added(
    hours: Mapping[int, Hour], hour: int | None, arrived: int = 0, served: int = 0
) -> Mapping[int, Hour]:
    if hour is None:
        return hours
    was = hours.get(hour, Hour())
    return {**hours, hour: Hour(was.arrived + arrived, was.served + served)}
