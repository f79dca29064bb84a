"""What the days before taught, read again after a start: the nearest day first.

A day begins with nobody there, so each is looked at by itself and put before the days
that are known. What it costs is so spread over the seconds after a start.
"""

from __future__ import annotations

import logging
from functools import reduce

from hub.application.ports import CannotWrite, EventStore, Unreadable
from hub.application.streams import days_of
from hub.projections.recent import after
from hub.projections.recent_seen import Recent

log = logging.getLogger(__name__)

# So many days back at most: those of the last month and a half.
DAYS = 30


class Recollection:
    """Reads one day after the other, back in time; at a fault it gives up."""

    def __init__(self, office: str, store: EventStore) -> None:
        """Remember where the days are; before it begins there are none."""
        self._days = days_of(office)
        self._below = self._days[0]
        self._store = store
        self._left = 0
        self.events_read = 0

    def begin(self) -> None:
        """Stand before the newest day, which is known already."""
        newest = self._store.last_stream(*self._days)
        self._left = 0 if newest is None else DAYS
        self._below = newest or self._days[0]

    def day_before(self) -> Recent | None:
        """Return what the next day back taught, None if there is none to look at."""
        try:
            return self._day_before() if self._left else None
        except (CannotWrite, Unreadable) as error:
            self._left = 0
            log.warning("what days before taught is not known: %s", error)
            return None

    def _day_before(self) -> Recent | None:
        stream = self._store.last_stream(self._days[0], self._below)
        if stream is None:
            self._left = 0
            return None
        events = [*self._store.read_stream(stream)]
        self._below, self._left = stream, self._left - 1
        self.events_read += len(events)
        return reduce(after, events, Recent())
