"""What everybody looks at: the newest committed state, and who is told of a new one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import reduce
from typing import NamedTuple, TypeAlias

from events.device import CounterState, ScreenState
from events.recorded import Recorded
from hub.application.live import counter_state, screen_state
from hub.application.tokens import FollowTokens
from hub.domain.day import Day
from hub.projections.calls import RecentCalls

log = logging.getLogger(__name__)

OnNews: TypeAlias = Callable[[tuple[Recorded, ...], ScreenState], None]


class Look(NamedTuple):
    """One committed state and what was made of it; replaced whole, never changed.

    `position` is that of the newest event, which may be a device's and not the day's.
    """

    day: Day
    recent: RecentCalls
    screen: ScreenState
    position: int = 0


class Board:
    """Follows the writer's commits; may be read from any thread."""

    def __init__(self, office: str, tokens: FollowTokens) -> None:
        """Begin with an office that has no day yet."""
        day = Day(office=office)
        recent = RecentCalls()
        self._tokens = tokens
        self._subscribers: list[OnNews] = []
        self._lock = threading.Lock()
        self.now = Look(day, recent, screen_state(day, recent))

    def begin(self, history: tuple[Recorded, ...], day: Day, position: int) -> None:
        """Take over the state that the writer has read."""
        self._follow(history, day, position)

    def on_commit(self, events: tuple[Recorded, ...], day: Day) -> None:
        """Follow a commit and tell everybody; called on the writer's thread."""
        self._follow(events, day, events[-1].position)
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
        day, recent, *_ = self.now
        planned = [c.id for c in day.plan.counters if c.id in day.counters]
        left = sorted(set(day.counters) - set(planned))
        return tuple(counter_state(day, c, recent) for c in (*planned, *left))

    def _follow(self, events: tuple[Recorded, ...], day: Day, position: int) -> None:
        for recorded in events:
            self._tokens.hear(recorded)
        recent = reduce(RecentCalls.after, events, self.now.recent)
        self.now = Look(day, recent, screen_state(day, recent), position)
