"""How many counters should be open by the staffing advice of the half hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from events.settings import Targets
from hub.application.advising import Advising
from hub.projections.staffing.advice import Advice
from hub.projections.staffing.profile import LoadProfile


class CountersWanted:
    """Asks whoever remembers the advice of the half hour, once a second."""

    def __init__(self) -> None:
        """Know nothing; `usual` says where the load of past weeks stands."""
        self.usual: Callable[[], LoadProfile | None] = lambda: None
        self.advising = Advising()

    def needed(self, targets: Targets, open_counters: int, now: datetime) -> int | None:
        """Return how many are needed this half hour; None of too short a history.

        How many are open changes nothing here; a screen finds its advice reckoned.
        """
        usual = self.usual()
        if usual is None:
            return None
        told = self.advising(usual, targets, open_counters, now)
        return told.needed if isinstance(told, Advice) else None
