"""Days put one before the other: each begins with nobody there, and stands alone."""

from __future__ import annotations

from collections.abc import Iterable

from immutables import Map
from msgspec.structs import replace

from hub.projections.recent_seen import CALLS, PROMPT, RATIOS, TIMES, Recent
from hub.projections.recent_window import SPARE, Window, joined


def preceded(recent: Recent, before: Recent) -> Recent:
    """Return what was seen lately, had the day before that been seen as well."""
    return replace(
        recent,
        times=_joined(before.times, recent.times, TIMES),
        ratios=_joined(before.ratios, recent.ratios, RATIOS),
        comings=joined(before.comings, recent.comings, CALLS),
        no_shows=joined(before.no_shows, recent.no_shows, TIMES),
    )


def is_full(recent: Recent, services: Iterable[str]) -> bool:
    """Whether days before would change nothing, so much was seen of each service."""
    known = [*services]
    return (
        all(_is_full(recent.times.get(s, ()), TIMES) for s in known)
        and all(_is_full(recent.ratios.get(s, ()), RATIOS) for s in (*known, PROMPT))
        and _is_full(recent.comings, CALLS)
        and _is_full(recent.no_shows, TIMES)
    )


def _is_full(window: Window, most: int) -> bool:
    return len(window) >= most + SPARE


def _joined(
    before: Map[str, Window], recent: Map[str, Window], most: int
) -> Map[str, Window]:
    return recent.update(
        {
            key: joined(window, recent.get(key, ()), most)
            for key, window in before.items()
        }
    )
