"""The front door: guards every request, then streams, asks the hub, or asks Flask."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import NamedTuple

from hub.web.answers import Refusal, internal, reply, wrong_method
from hub.web.asgi import (
    App,
    Message,
    Receive,
    Scope,
    Send,
    send_body,
    send_json,
    send_start,
)
from hub.web.commands import wanted
from hub.web.doorkeeper import ROUTINE, Doorkeeper, SignInFirst
from hub.web.guard import SECURITY_HEADERS, content_policy
from hub.web.line import OnStrange
from hub.web.watched import Watched

log = logging.getLogger(__name__)


class Ways(NamedTuple):
    """Where requests go, by the pattern of their paths; what fits none goes to `pages`.

    A stream is opened and a view read by GET, a door takes what is posted to it.
    """

    streams: Mapping[str, App]
    views: Mapping[str, App]
    doors: Mapping[str, App]
    commands: App
    pages: App


class Front:
    """One ASGI app: streams and acts cost no thread, all else goes to Flask."""

    def __init__(
        self, ways: Ways, doorkeeper: Doorkeeper, on_strange: OnStrange
    ) -> None:
        """Remember the ways, who lets in, and whom to tell of refusals."""
        read: dict[str, App] = {
            **{p: Watched(app, doorkeeper) for p, app in ways.streams.items()},
            **ways.views,
        }
        self._ways = [
            *((re.compile(path), "GET", app) for path, app in read.items()),
            *((re.compile(path), "POST", app) for path, app in ways.doors.items()),
        ]
        self._commands = ways.commands
        self._pages = ways.pages
        self._doorkeeper = doorkeeper
        self._on_strange = on_strange

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """What is answered on the event loop but commands: patterns, and methods."""
        return [(path.pattern, method) for path, method, _ in self._ways]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        send = Sender(send)
        try:
            self._doorkeeper.admit(scope)
            await self._way(scope)(scope, receive, send)
        except Refusal as refusal:
            if refusal.reply.refusal not in ROUTINE:
                self._on_strange(refusal.reply.refusal)
            await refuse(send, refusal)
        except SignInFirst as first:
            await lead(send, first.to)
        except Exception:
            log.exception("a request failed")
            if not send.has_begun:
                await refuse(send, internal())

    def _way(self, scope: Scope) -> App:
        takes = [way for way in self._ways if way[0].fullmatch(scope["path"])]
        for _, method, app in takes:
            if scope["method"] == method:
                return app
        methods = [method for _, method, _ in takes]
        if wanted(scope["path"]) is not None:
            if scope["method"] == "POST" or not takes:
                return self._commands
            methods.append("POST")
        if takes:
            raise wrong_method(", ".join(methods))
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


async def lead(send: Send, to: str) -> None:
    """Answer with where to go first."""
    headers = [(b"location", to.encode("latin-1")), (b"cache-control", b"no-store")]
    await send_start(send, 303, [*headers, (b"content-length", b"0")])
    await send_body(send, b"")
