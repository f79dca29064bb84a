"""What everybody looks at: the newest committed state, and who is told of a new one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeAlias

from events.device import CounterState, ScreenState
from events.recorded import Recorded
from hub.application.look import first_look
from hub.application.tokens import FollowTokens
from hub.application.waits import Waits
from hub.domain.day import Day
from hub.domain.state import State

log = logging.getLogger(__name__)

OnNews: TypeAlias = Callable[[tuple[Recorded, ...], ScreenState], None]


class Board:
    """Follows the writer's commits; may be read from any thread."""

    def __init__(self, office: str, tokens: FollowTokens) -> None:
        """Begin with an office that has no day yet."""
        self._tokens = tokens
        self._subscribers: list[OnNews] = []
        self._lock = threading.Lock()
        self.state = State(day=Day(office=office))
        self.now = first_look(self.state)
        self.waits = Waits()

    def begin(self, history: tuple[Recorded, ...], state: State, position: int) -> None:
        """Take over the state that the writer has read."""
        self._follow(history, state, position)

    def on_commit(self, events: tuple[Recorded, ...], state: State) -> None:
        """Follow a commit and tell everybody; called on the writer's thread."""
        self._follow(events, state, events[-1].position)
        self._tell(events)

    def show(self, waits: Waits) -> None:
        """Show other waits; called on the writer's thread, between commits.

        Everybody is told, of no event, where the screen is another for it.
        """
        before, self.waits = self.now, waits
        self.now = self.now.with_waits(waits)
        if self.now is not before:
            self._tell(())

    def _tell(self, events: tuple[Recorded, ...]) -> None:
        with self._lock:
            subscribers = list(self._subscribers)
        for tell in subscribers:
            try:
                tell(events, self.now.screen)
            except Exception:
                log.exception("a reader of the board failed; the others go on")

    def subscribe(self, callback: OnNews) -> Callable[[], None]:
        """Have `callback` told of each commit; return how to end that."""
        with self._lock:
            self._subscribers.append(callback)

        def unsubscribe() -> None:
            with self._lock:
                if callback in self._subscribers:
                    self._subscribers.remove(callback)

        return unsubscribe

    def counters(self) -> tuple[CounterState, ...]:
        """Return what each counter shows, in the site's order."""
        return tuple(self.now.counters.values())

    def knows_visit(self, visit: str) -> bool:
        """Whether a visit is one of today's."""
        return visit in self.now.day.visits

    def _follow(
        self, events: tuple[Recorded, ...], state: State, position: int
    ) -> None:
        for recorded in events:
            self._tokens.hear(recorded)
        self.state = state
        self.now = self.now.after(events, state, position)
