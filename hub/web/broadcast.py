"""From the writer's thread to every open stream, without either waiting."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from events.device import ScreenState
from events.recorded import Recorded
from hub.web.port import Feed

log = logging.getLogger(__name__)


class Listener(Protocol):
    """What an open stream hears with; once `closed` is set the stream ends."""

    closed: asyncio.Event

    def hear(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Take note of a commit; never waits."""


class Broadcast:
    """Listens to the feed once and tells all open streams, on their event loop."""

    def __init__(self, feed: Feed) -> None:
        """Remember the feed; nothing is heard yet."""
        self._feed = feed
        self._listeners: set[Listener] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._unsubscribe: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to listen; called on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._unsubscribe = self._feed.subscribe(self._on_commit)

    def stop(self) -> None:
        """End every stream and listen no more; called on the event loop."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._loop = None
        for listener in self._listeners:
            listener.closed.set()

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """Let a stream hear every commit from here on."""
        self._listeners.add(listener)
        if self._loop is None:
            listener.closed.set()
        try:
            yield
        finally:
            self._listeners.discard(listener)

    def _on_commit(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(self._spread, recorded, screen)
        except RuntimeError:
            log.info("a commit came after the streams had closed")

    def _spread(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        for listener in self._listeners:
            listener.hear(recorded, screen)


class EventQueue:
    """Every event in order; a reader that owes too many is closed."""

    def __init__(self, size: int) -> None:
        """Remember how many events may wait."""
        self.closed = asyncio.Event()
        self._queue: asyncio.Queue[Recorded] = asyncio.Queue(size)

    def hear(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Keep the events for the reader, or close it when it is too slow."""
        del screen
        try:
            for one in recorded:
                self._queue.put_nowait(one)
        except asyncio.QueueFull:
            self.closed.set()

    async def next(self, timeout: float) -> Recorded | None:
        """Return the next event, or None if none came for that long."""
        try:
            async with asyncio.timeout(timeout):
                return await self._queue.get()
        except TimeoutError:
            return None


class Newest:
    """The newest screen only: what a slow reader missed is gone."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.closed = asyncio.Event()
        self._fresh = asyncio.Event()
        self._screen: ScreenState | None = None

    def hear(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Keep the screen in place of the one before."""
        del recorded
        self._screen = screen
        self._fresh.set()

    async def next(self, timeout: float) -> ScreenState | None:
        """Return a newer screen, or None if none came for that long."""
        try:
            async with asyncio.timeout(timeout):
                await self._fresh.wait()
        except TimeoutError:
            return None
        self._fresh.clear()
        return self._screen
