"""The front door: guards every request, then streams, asks the hub, or asks Flask."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from hub.web.answers import Refusal, internal, reply, wrong_method
from hub.web.asgi import App, Message, Receive, Scope, Send, send_json
from hub.web.commands import wanted
from hub.web.guard import SECURITY_HEADERS, check, content_policy
from hub.web.line import OnStrange

log = logging.getLogger(__name__)


class Front:
    """One ASGI app: streams and commands cost no thread, all else goes to Flask."""

    def __init__(
        self,
        streams: Mapping[str, App],
        commands: App,
        pages: App,
        on_strange: OnStrange,
    ) -> None:
        """Remember the streams by the pattern of their paths, and the rest."""
        self._streams = {re.compile(path): app for path, app in streams.items()}
        self._commands = commands
        self._pages = pages
        self._on_strange = on_strange

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        send = Sender(send)
        try:
            check(scope)
            await self._way(scope)(scope, receive, send)
        except Refusal as refusal:
            self._on_strange(refusal.reply.refusal)
            await refuse(send, refusal)
        except Exception:
            log.exception("a request failed")
            if not send.has_begun:
                await refuse(send, internal())

    def _way(self, scope: Scope) -> App:
        if wanted(scope["path"]) is not None:
            return self._commands
        for path, app in self._streams.items():
            if path.fullmatch(scope["path"]):
                if scope["method"] != "GET":
                    raise wrong_method("GET")
                return app
        return self._pages


class Sender:
    """Sends a response with the headers that every one must carry."""

    def __init__(self, send: Send) -> None:
        """Remember how to send."""
        self._send = send
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        """Send a part of the response."""
        if message["type"] == "http.response.start":
            self.has_begun = True
            message = {**message, "headers": secured(message["headers"])}
        await self._send(message)


WANTED = (*SECURITY_HEADERS, (b"content-security-policy", content_policy().encode()))


def secured(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers with the security headers they lack."""
    present = {name.lower() for name, _ in headers}
    return [*headers, *(one for one in WANTED if one[0] not in present)]


async def refuse(send: Send, refusal: Refusal) -> None:
    """Answer with a refusal."""
    status, body = reply(refusal.reply)
    allow = [(b"allow", refusal.allow.encode())] if refusal.allow else []
    await send_json(send, status, body, allow)
