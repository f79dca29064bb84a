"""`GET /t/{token}/stream`: tells a phone that its visit moved on."""

from __future__ import annotations

import asyncio

import msgspec

from hub.web.asgi import Receive, Scope, Send
from hub.web.broadcast import Broadcast, Newest
from hub.web.port import Hub, VisitView
from hub.web.settings import WebSettings
from hub.web.sse import RETRY, Frames, frame, stream
from hub.web.ticket_page import ticket_page


class TicketStream:
    """Opens a stream for each phone; the page itself is fetched anew."""

    def __init__(self, hub: Hub, broadcast: Broadcast, settings: WebSettings) -> None:
        """Remember where visits are looked up."""
        self._hub = hub
        self._broadcast = broadcast
        self._pace = settings.pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one phone until it leaves."""
        token = scope["path"].split("/")[2]
        newest = Newest()
        with self._broadcast.listening(newest):
            await stream(receive, send, self._frames(token, newest), newest.closed)

    async def _frames(self, token: str, newest: Newest) -> Frames:
        view = await asyncio.to_thread(self._hub.visit_by_token, token)
        yield RETRY + state_frame(view)
        while True:
            if await newest.next(self._pace.heartbeat_s) is None:
                yield frame("beat", b"{}")
                continue
            before = view
            view = await asyncio.to_thread(self._hub.visit_by_token, token)
            if view != before:
                yield state_frame(view)
            # Many commits in a row cost a phone one look-up a second, not many.
            await asyncio.sleep(self._pace.phone_s)


def state_frame(view: VisitView | None) -> bytes:
    """Return the page's model as a frame."""
    return frame("state", msgspec.json.encode(ticket_page(view)))
