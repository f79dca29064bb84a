"""The manager's screen as the doors see it: now, and at any instant that is past."""

from __future__ import annotations

from datetime import date, datetime

from hub.application.advising import Advising
from hub.application.live_screen.book import LiveBook
from hub.application.live_screen.lookback import Lookback, Screen
from hub.application.live_screen.shown import ManagerState
from hub.application.ports import Clock
from hub.projections.staffing.profile import LoadProfile

# Seconds until it is asked again what nobody could say, twice as long each time; at
# last so long that whoever is asked is let go in between.
PATIENCE, MOST_PATIENCE = 15, 900
# Nor is it asked sooner after a start, unless somebody looks: alerts go by minutes.
UNHURRIED = 60


class LiveScreen:
    """Joins the book of today and whoever plays days again."""

    def __init__(self, book: LiveBook, lookback: Lookback, clock: Clock) -> None:
        """Remember the parts; `lookback` may be given to a process of its own."""
        self._book = book
        self._clock = clock
        self._is_looked_at = False
        self._pause, self._patience = 0, PATIENCE
        self._quiet = UNHURRIED
        self.lookback = lookback

    @property
    def usual(self) -> LoadProfile | None:
        """What is usual on the day in hand; None while nobody knows."""
        return self._book.usual

    @property
    def advising(self) -> Advising:
        """Who remembers the staffing advice; others may ask as well."""
        return self._book.advising

    def now(self) -> ManagerState:
        """Return what the screen shows now."""
        self._is_looked_at = True
        return self._book.state(self._clock.now())

    def at(self, when: datetime) -> Screen:
        """Promise what it showed at an instant, as JSON; None before the first day."""
        return self.lookback.at(min(when, self._clock.now()))

    def tick(self) -> None:
        """Once a second: read on; have what is usual looked up, for alerts as well."""
        self._book.read_on()
        self._pause -= 1
        self._quiet -= 1
        day = self._book.wants_usual
        is_early = self._quiet > 0 and not self._is_looked_at
        if day is None or is_early or self._pause > 0:
            return
        self._pause = self._patience
        self._patience = min(2 * self._patience, MOST_PATIENCE)
        self.lookback.usual(day, lambda usual: self._heard(day, usual))

    def _heard(self, day: date, usual: LoadProfile | None) -> None:
        if usual is not None:
            self._patience = PATIENCE
            self._book.know_usual(day, usual)
