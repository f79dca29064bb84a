"""A stream for staff lasts no longer than the sign-in of whoever opened it."""

from __future__ import annotations

import asyncio

from hub.web.asgi import App, Message, Receive, Scope, Send
from hub.web.doorkeeper import Doorkeeper

LOOK_S = 2.0


class Watched:
    """A stream's application whose reader is let go when no longer let in."""

    def __init__(self, app: App, doorkeeper: Doorkeeper) -> None:
        """Remember the stream, and who says who may stay."""
        self._app = app
        self._doorkeeper = doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one reader until it leaves, or would not be let in again."""
        shut = asyncio.create_task(self._shut(scope))
        try:
            await self._app(scope, _ending(receive, shut), send)
        finally:
            shut.cancel()

    async def _shut(self, scope: Scope) -> None:
        while self._doorkeeper.may_stay(scope):
            await asyncio.sleep(LOOK_S)


def _ending(receive: Receive, shut: asyncio.Task[None]) -> Receive:
    """Return what hears the reader leave, or says that it has when the door is shut."""

    async def heard() -> Message:
        hearing = asyncio.ensure_future(receive())
        try:
            await asyncio.wait({hearing, shut}, return_when=asyncio.FIRST_COMPLETED)
            return hearing.result() if hearing.done() else {"type": "http.disconnect"}
        finally:
            hearing.cancel()

    return heard
