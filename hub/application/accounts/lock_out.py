"""How long a clerk code takes no PIN after wrong ones (pure): longer each time."""

from __future__ import annotations

from datetime import datetime, timedelta

from hub.application.accounts.kept import Misses

FREE = 5
FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)


def after_wrong(misses: Misses | None, clerk: str, at: datetime) -> Misses:
    """Return the misses of a code to which one wrong PIN more was given."""
    is_old = misses is None or at - misses.at > FORGOTTEN_AFTER
    count = 1 if misses is None or is_old else misses.count + 1
    return Misses(clerk=clerk, count=count, at=at, until=until(count, at))


def until(count: int, at: datetime) -> datetime | None:
    """Return until when no PIN is taken after so many wrong ones, if at all."""
    if count < FREE:
        return None
    doubled: int = 2 ** min(count - FREE, 10)
    return at + min(FIRST * doubled, LONGEST)


def locked_until(misses: Misses | None, at: datetime) -> datetime | None:
    """Return until when a code takes no PIN, None if it takes one now."""
    if misses is None or misses.until is None or misses.until <= at:
        return None
    return misses.until
