"""The staffing advice of the half hour, reckoned once for all who ask."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from events.settings import Targets
from hub.projections.staffing.advice import (
    Advice,
    NotEnough,
    advise,
    half_hour_of,
)
from hub.projections.staffing.profile import LoadProfile

Basis: TypeAlias = tuple[LoadProfile, Targets, datetime]
Told: TypeAlias = Advice | NotEnough


class Advising:
    """Remembers what it told in this half hour: the formulas take longer than a look.

    Ticker and web ask it, each on its own thread; at worst both reckon the same.
    """

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._kept: tuple[Basis, dict[int, Told]] | None = None

    def __call__(
        self, usual: LoadProfile, targets: Targets, open_counters: int, when: datetime
    ) -> Told:
        """Return the advice for the half hour of an instant, or why there is none."""
        told = self._told((usual, targets, half_hour_of(when)))
        if open_counters not in told:
            told[open_counters] = advise(usual, targets, open_counters, when)
        return told[open_counters]

    def _told(self, basis: Basis) -> dict[int, Told]:
        """Return what was told on this basis; what was told on another is forgotten."""
        kept = self._kept
        if kept is None or kept[0] != basis:
            self._kept = kept = (basis, {})
        return kept[1]
