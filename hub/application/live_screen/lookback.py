"""Whoever plays days again: in a process of its own beside the hub, or here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime
from typing import Protocol, TypeAlias

from events import codec
from events.recorded import Recorded
from hub.application.live_screen.past import Past, Whose
from hub.application.live_screen.usual import Usual
from hub.application.ports import EventStore
from hub.projections.staffing.profile import LoadProfile

OnUsual: TypeAlias = Callable[[LoadProfile | None], None]


class CannotLook(Exception):
    """Nobody could look back just now; ask again."""


Screen: TypeAlias = "Future[bytes | None]"


class Lookback(Protocol):
    """Whom to ask; the first look at a long day may take seconds."""

    def at(self, when: datetime) -> Screen:
        """Promise the manager's screen at an instant, as JSON; None before any day.

        Returns at once. Where no answer comes, the promise ends in `CannotLook`.
        """

    def usual(self, day: date, then: OnUsual) -> None:
        """Have `then` told what is usual on such a day, None where nobody can say.

        Returns at once; `then` is called on any thread, or never.
        """


class StoreRecords:
    """An event store as `Past` reads it; a device's whole stream is gone through."""

    def __init__(self, store: EventStore) -> None:
        """Remember the store."""
        self._store = store
        self.last_stream: Callable[[str, str], str | None] = store.last_stream
        self.read_after: Callable[[int, int], list[Recorded]] = store.read_after

    def first_of(self, stream: str) -> Recorded:
        """Return the first event of a stream that there is."""
        return next(iter(self._store.read_stream(stream)))

    def newest_up_to(self, stream: str, position: int, limit: int) -> list[Recorded]:
        """Return the last `limit` events of a stream up to a position, in order."""
        found = [e for e in self._store.read_stream(stream) if e.position <= position]
        return found[-limit:]


class LookHere:
    """Looks back in this very process, one question at a time."""

    def __init__(self, store: EventStore, whose: Whose, usual: Usual) -> None:
        """Remember where events are read."""
        self._usual = usual
        self._past = Past(StoreRecords(store), whose, usual.on)
        self._lock = threading.Lock()

    def at(self, when: datetime) -> Screen:
        """Give the manager's screen at an instant, as JSON; None before any day."""
        screen: Screen = Future()
        with self._lock:
            state = self._past.at(when)
        screen.set_result(None if state is None else codec.encode(state))
        return screen

    def usual(self, day: date, then: OnUsual) -> None:
        """Tell what is usual on such a day, at once."""
        then(self._usual.on(day))
