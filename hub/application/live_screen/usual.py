"""What is usual on a day: the load of the weeks before it, looked up once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from hub.application.measured import CannotRead, Loads
from hub.projections.staffing.profile import LoadProfile, history_for, profile_of

log = logging.getLogger(__name__)

DAYS_KEPT = 8


class Usual:
    """Remembers what it found of a few days; what cannot be read is tried again.

    So is what views cannot say that do not know yet all that was before a day; to find
    that out costs nothing.
    """

    def __init__(
        self,
        loads: Loads | None,
        ended_at: Callable[[date], int] = lambda _day: 0,
    ) -> None:
        """Remember where the weeks before are read (None, nowhere), and their end.

        `ended_at` gives the position of the last event before a day.
        """
        self._loads = loads
        self._ended_at = ended_at
        self._known: dict[date, LoadProfile] = {}

    def on(self, day: date) -> LoadProfile | None:
        """Return the load of the weeks before a day; None where nobody can say."""
        if day in self._known or self._loads is None:
            return self._known.get(day)
        try:
            facts = self._loads.load(*history_for(day), self._ended_at(day))
        except CannotRead as error:
            log.info("what is usual is not known yet: %s", error)
            return None
        if len(self._known) >= DAYS_KEPT:
            del self._known[next(iter(self._known))]
        self._known[day] = profile_of(facts)
        return self._known[day]
