"""How many counters should be open by the staffing advice of the half hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from events.settings import Targets
from hub.projections.staffing.advice import Advice, advise
from hub.projections.staffing.profile import LoadProfile

HALF_HOUR = timedelta(minutes=30)


class CountersWanted:
    """Remembers its last answer: the formulas take longer than a look at the office."""

    def __init__(self) -> None:
        """Know nothing; `usual` says where the load of past weeks stands."""
        self.usual: Callable[[], LoadProfile | None] = lambda: None
        self._of: tuple[LoadProfile, Targets] | None = None
        self._until: datetime | None = None
        self._needed: int | None = None

    def needed(self, targets: Targets, now: datetime) -> int | None:
        """Return how many are needed this half hour; None of too short a history."""
        usual = self.usual()
        if usual is None:
            return None
        is_old = self._until is None or now >= self._until
        if is_old or self._of is None or self._of != (usual, targets):
            self._reckon(usual, targets, now)
        return self._needed

    def _reckon(self, usual: LoadProfile, targets: Targets, now: datetime) -> None:
        told = advise(usual, targets, 0, now)
        self._of, self._until = (usual, targets), told.half_hour + HALF_HOUR
        self._needed = told.needed if isinstance(told, Advice) else None
