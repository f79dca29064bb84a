"""The manager's screen as the doors see it: now, and at any instant that is past."""

from __future__ import annotations

from datetime import date, datetime

from hub.application.live_screen.book import LiveBook
from hub.application.live_screen.lookback import Lookback
from hub.application.live_screen.shown import ManagerState
from hub.application.ports import Clock
from hub.projections.staffing.profile import LoadProfile

# Seconds until it is asked again what nobody could say.
PATIENCE = 15


class LiveScreen:
    """Joins the book of today and whoever plays days again."""

    def __init__(self, book: LiveBook, lookback: Lookback, clock: Clock) -> None:
        """Remember the parts; `lookback` may be given to a process of its own."""
        self._book = book
        self._clock = clock
        self._is_looked_at = False
        self._pause = 0
        self.lookback = lookback

    @property
    def usual(self) -> LoadProfile | None:
        """What is usual on the day in hand; None while nobody knows."""
        return self._book.usual

    def now(self) -> ManagerState:
        """Return what the screen shows now."""
        self._is_looked_at = True
        return self._book.state(self._clock.now())

    def at(self, when: datetime) -> bytes | None:
        """Return what it showed at an instant, as JSON; None before the first day."""
        return self.lookback.at(min(when, self._clock.now()))

    def tick(self) -> None:
        """Once a second: have what is usual today looked up, if somebody looks."""
        self._pause -= 1
        day = self._book.wants_usual
        if day is None or not self._is_looked_at or self._pause > 0:
            return
        self._pause = PATIENCE
        self.lookback.usual(day, lambda usual: self._heard(day, usual))

    def _heard(self, day: date, usual: LoadProfile | None) -> None:
        if usual is not None:
            self._book.know_usual(day, usual)
