"""From the writer's thread to every open stream, without either waiting."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from events.device import ScreenState
from events.recorded import Recorded
from hub.web.port import Feed

log = logging.getLogger(__name__)


class Channel(Protocol):
    """All streams of one kind; it writes each frame once for all of them."""

    @property
    def beat_s(self) -> float:
        """How often a quiet stream of this kind speaks."""

    def hear(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Tell every reader of a commit; never waits."""

    def beat(self) -> None:
        """Tell every reader that the hub is there."""

    def end(self) -> None:
        """End every stream, and those that still come."""


class Broadcast:
    """Listens to the feed once and tells all channels, on their event loop."""

    def __init__(self, feed: Feed) -> None:
        """Remember the feed; nothing is heard yet."""
        self._feed = feed
        self._channels: list[Channel] = []
        self._beats: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._unsubscribe: Callable[[], None] | None = None

    def add(self, channel: Channel) -> None:
        """Have a channel told, from the start on."""
        self._channels.append(channel)

    def start(self) -> None:
        """Begin to listen and to beat; called on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._beats = [self._loop.create_task(_beat(one)) for one in self._channels]
        self._unsubscribe = self._feed.subscribe(self._on_commit)

    def stop(self) -> None:
        """End every stream and listen no more; called on the event loop."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._loop = None
        for beat in self._beats:
            beat.cancel()
        for channel in self._channels:
            channel.end()

    def _on_commit(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(self._spread, recorded, screen)
        except RuntimeError:
            log.info("a commit came after the streams had closed")

    def _spread(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        for channel in self._channels:
            try:
                channel.hear(recorded, screen)
            except Exception:
                log.exception("streams of one kind missed a commit; the others go on")


async def _beat(channel: Channel) -> None:
    while True:
        await asyncio.sleep(channel.beat_s)
        channel.beat()
