"""Hours on a Vietnamese clock, by whole numbers: hundreds of thousands at a time.

Vietnam is seven hours ahead of UTC, in summer as in winter.
"""

from __future__ import annotations

from datetime import date

from hub.projections.measured.instants import HOUR, MINUTE, Instant

HALF_HOUR = 30 * MINUTE
DAY = 24 * HOUR
AHEAD = 7 * HOUR


def hour_of(at: Instant) -> int:
    """Return the hour of the day, 0 to 23."""
    return (at + AHEAD) % DAY // HOUR


def half_hour_of(at: Instant) -> int:
    """Return the half hour of the day, 0 to 47."""
    return (at + AHEAD) % DAY // HALF_HOUR


def weekday_of(day: str) -> int:
    """Return the day of the week of a business day, 1 (Monday) to 7."""
    return date.fromisoformat(day).isoweekday()
