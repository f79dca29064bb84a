"""`GET /t/{token}/stream`: tells a phone that its visit moved on."""

from __future__ import annotations

import asyncio

import msgspec

from events.device import ScreenState
from events.recorded import Recorded
from hub.web.asgi import Receive, Scope, Send
from hub.web.owed import Newest, Told
from hub.web.port import Hub, VisitView
from hub.web.settings import Pace
from hub.web.sse import RETRY, Frames, frame, stream
from hub.web.stay import Crowd
from hub.web.ticket_page import ticket_page

BEAT = Told(frame("beat", b"{}"))
# A commit says nothing to a phone by itself; it makes it look up its own visit.
COMMIT = Told(b"")


class TicketStream:
    """Every phone that follows a visit; the page itself is fetched anew."""

    def __init__(self, hub: Hub, pace: Pace) -> None:
        """Remember where visits are looked up."""
        self.beat_s = pace.heartbeat_s
        self._hub = hub
        self._pace = pace
        self._phones: Crowd[Newest] = Crowd()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one phone until it leaves."""
        token = scope["path"].split("/")[2]
        with self._phones.joined(Newest()) as newest:
            await stream(scope, receive, send, newest.stay, self._frames(token, newest))

    def hear(self, recorded: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Have every phone look up its visit."""
        del recorded, screen
        for phone in self._phones:
            phone.tell("commit", COMMIT)

    def beat(self) -> None:
        """Keep every line alive."""
        for phone in self._phones:
            phone.tell("beat", BEAT)

    def end(self) -> None:
        """End every stream."""
        self._phones.end()

    async def _frames(self, token: str, newest: Newest) -> Frames:
        view = self._hub.visit_by_token(token)
        yield RETRY + state_frame(view)
        while True:
            taken = await newest.take()
            if BEAT in taken:
                yield BEAT.frame
            # A wait gets shorter by time alone: a beat has it looked up as well.
            before = view
            view = self._hub.visit_by_token(token)
            if view != before:
                yield state_frame(view)
            # Many commits in a row cost a phone one look-up a second, not many.
            await asyncio.sleep(self._pace.phone_s)


def state_frame(view: VisitView | None) -> bytes:
    """Return the page's model as a frame."""
    return frame("state", msgspec.json.encode(ticket_page(view)))
