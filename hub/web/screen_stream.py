"""`GET /screen/stream`: what the waiting room sees, the newest state only."""

from __future__ import annotations

import msgspec

from events import codec
from events.device import ScreenState
from events.recorded import Recorded
from hub.web.asgi import Receive, Scope, Send
from hub.web.owed import Newest, Told, past
from hub.web.port import Hub
from hub.web.settings import WebSettings
from hub.web.sse import RETRY, Frames, frame, stream
from hub.web.stay import Crowd


class ScreenStream:
    """Every screen of the office; each state is written once for all of them."""

    def __init__(self, hub: Hub, settings: WebSettings) -> None:
        """Remember where states come from."""
        self.beat_s = settings.pace.beat_s
        self._hub = hub
        self._settings = settings
        self._screens: Crowd[Newest] = Crowd()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one screen until it leaves."""
        with self._screens.joined(Newest()) as newest:
            await stream(scope, receive, send, newest.stay, self._frames(newest))

    def hear(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Show every screen the state after a commit."""
        del recorded
        if self._screens:
            self._tell("state", Told(self._state(screen), screen.position))

    def beat(self) -> None:
        """Tell every screen the hub's time."""
        self._tell("beat", Told(self._beat()))

    def end(self) -> None:
        """End every stream."""
        self._screens.end()

    def _tell(self, kind: str, told: Told) -> None:
        for screen in self._screens:
            screen.tell(kind, told)

    async def _frames(self, newest: Newest) -> Frames:
        opened = self._hub.screen()
        yield RETRY + self._beat() + self._state(opened)
        while True:
            # The same position may come again with what has changed by time alone.
            yield past(await newest.take(), opened.position - 1)

    def _state(self, state: ScreenState) -> bytes:
        id = f"{self._hub.store_id}:{state.position}"
        return frame("state", codec.encode(state), id)

    def _beat(self) -> bytes:
        now = self._settings.now()
        return frame("beat", msgspec.json.encode({"time": now}))
