"""`GET /manager/stream`: the live manager screen, kept up to date.

A commit is shown at once, or as soon as the screen was drawn long enough ago; what
changes by time alone is looked at with every beat. It is drawn once for all who look,
and not at all while nobody does.
"""

from __future__ import annotations

import asyncio

import msgspec
from msgspec.structs import replace

from events import codec
from events.device import ScreenState
from events.recorded import Recorded
from hub.application.live_screen.shown import ManagerState
from hub.web.asgi import Receive, Scope, Send
from hub.web.owed import Newest, Told
from hub.web.port import Hub
from hub.web.settings import WebSettings
from hub.web.sse import RETRY, Frames, frame, stream
from hub.web.stay import Crowd

# However much happens, the screen is drawn no more often.
LEAST_S = 0.05


class LiveStream:
    """Every open manager screen of the office."""

    def __init__(self, hub: Hub, settings: WebSettings) -> None:
        """Remember where states come from."""
        self.beat_s = settings.pace.manager_s
        self._beats_to_time = max(1, round(settings.pace.beat_s / self.beat_s))
        self._beats = 0
        self._hub = hub
        self._now = settings.now
        self._screens: Crowd[Newest] = Crowd()
        self._shown: ManagerState | None = None
        self._drawn_at = 0.0
        self._is_due = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one screen until it leaves."""
        with self._screens.joined(Newest()) as newest:
            await stream(scope, receive, send, newest.stay, self._frames(newest))

    def hear(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Show a commit at once, or as soon as the last drawing is long enough ago."""
        del recorded, screen
        if not self._screens or self._is_due:
            return
        loop = asyncio.get_running_loop()
        wait_s = self._drawn_at + LEAST_S - loop.time()
        if wait_s <= 0:
            self._show()
        else:
            self._is_due = True
            loop.call_later(wait_s, self._show)

    def beat(self) -> None:
        """Show what time has changed; every so often tell the time as well."""
        self._beats = (self._beats + 1) % self._beats_to_time
        if not self._screens:
            return
        if self._beats == 0:
            self._tell("beat", self._time())
        self._show()

    def end(self) -> None:
        """End every stream."""
        self._screens.end()

    def _show(self) -> None:
        """Tell every screen what it shows now, where that is not what it shows."""
        self._is_due = False
        self._drawn_at = asyncio.get_running_loop().time()
        state, shown = self._hub.live_screen(), self._shown
        if shown is None or replace(shown, at=state.at) != state:
            self._shown = state
            self._tell("state", self._state(state))

    def _tell(self, kind: str, body: bytes) -> None:
        for screen in self._screens:
            screen.tell(kind, Told(body))

    async def _frames(self, newest: Newest) -> Frames:
        yield RETRY + self._time() + self._state(self._hub.live_screen())
        while True:
            yield b"".join(told.frame for told in await newest.take())

    def _state(self, state: ManagerState) -> bytes:
        id = f"{self._hub.store_id}:{state.position}"
        return frame("state", codec.encode(state), id)

    def _time(self) -> bytes:
        return frame("beat", msgspec.json.encode({"time": self._now()}))
