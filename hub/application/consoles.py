"""Makes the consoles' states, and what they share only once for each commit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from hub.application.board import Board
from hub.application.console import console_state
from hub.application.console_overview import Overview, overview
from hub.application.console_shown import ConsoleState
from hub.application.ports import Clock
from hub.domain.state import State

# How old the shared part may be: only a no-show's grace ends without an event.
FRESH = timedelta(seconds=1)


class Shared(NamedTuple):
    """What all consoles share, and of which state and instant it was made."""

    state: State
    at: datetime
    overview: Overview


class Consoles:
    """Shows any counter's console as the board stands; may be asked on any thread."""

    def __init__(self, board: Board, clock: Clock) -> None:
        """Remember where states and the time come from."""
        self._board = board
        self._clock = clock
        self._shared: Shared | None = None

    def of(self, counter: str) -> ConsoleState | None:
        """Return what a counter's console shows, or None if the day has none such."""
        state, now = self._board.state, self._clock.now()
        if counter not in state.day.counters:
            return None
        return console_state(state, counter, now, self._overview(state, now))

    def _overview(self, state: State, now: datetime) -> Overview:
        shared = self._shared
        if shared is None or shared.state is not state or now - shared.at > FRESH:
            shared = self._shared = Shared(state, now, overview(state, now))
        return shared.overview
