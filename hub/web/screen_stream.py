"""`GET /screen/stream`: what the waiting room sees, the newest state only."""

from __future__ import annotations

import asyncio

import msgspec

from events import codec
from events.device import ScreenState
from hub.web.asgi import Receive, Scope, Send
from hub.web.broadcast import Broadcast, Newest
from hub.web.port import Hub
from hub.web.settings import WebSettings
from hub.web.sse import RETRY, Frames, by_deadline, frame, stream


class ScreenStream:
    """Opens a stream of screen states for each screen."""

    def __init__(self, hub: Hub, broadcast: Broadcast, settings: WebSettings) -> None:
        """Remember where states come from."""
        self._hub = hub
        self._broadcast = broadcast
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one screen until it leaves."""
        del scope
        newest = Newest()
        with self._broadcast.listening(newest):
            await stream(receive, send, self._frames(newest), newest.closed)

    async def _frames(self, newest: Newest) -> Frames:
        yield RETRY + self._beat()
        state = await asyncio.to_thread(self._hub.screen)
        yield self._state(state)
        left = by_deadline(self._settings.pace.beat_s)
        while True:
            newer = await newest.next(left())
            if newer is None:
                yield self._beat()
            elif newer.position >= state.position:
                state = newer
                yield self._state(state)

    def _state(self, state: ScreenState) -> bytes:
        id = f"{self._hub.store_id}:{state.position}"
        return frame("state", codec.encode(state), id)

    def _beat(self) -> bytes:
        now = self._settings.now()
        return frame("beat", msgspec.json.encode({"time": now}))
