"""How many streams of each kind are open."""

from __future__ import annotations

from collections.abc import MutableMapping

from hub.web.asgi import App, Receive, Scope, Send


class Counted:
    """A stream's application that counts who has it open, on the event loop."""

    def __init__(self, name: str, app: App, open: MutableMapping[str, int]) -> None:
        """Remember the stream's name and where to count."""
        self._name = name
        self._app = app
        self._open = open
        open.setdefault(name, 0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one reader, counted for as long as it stays."""
        self._open[self._name] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[self._name] -= 1
