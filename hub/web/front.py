"""The front door: guards every request, then streams it or hands it to Flask."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping

from events.envelope import MAX_BYTES
from hub.web.answers import Refusal, internal, reply, too_large, wrong_method
from hub.web.asgi import App, Message, Receive, Scope, Send, header, send_json
from hub.web.guard import SECURITY_HEADERS, check, content_policy

log = logging.getLogger(__name__)

BODY_S = 10.0


class Front:
    """One ASGI app: streams cost no thread, everything else goes to Flask."""

    def __init__(self, streams: Mapping[str, App], pages: App) -> None:
        """Remember the streams by the pattern of their paths, and the rest."""
        self._streams = {re.compile(path): app for path, app in streams.items()}
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        send = Sender(send)
        try:
            check(scope)
            await self._pass_on(scope, receive, send)
        except Refusal as refusal:
            await refuse(send, refusal)
        except Exception:
            log.exception("a request failed: %s", scope["method"])
            if not send.has_begun:
                await refuse(send, internal())

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        for path, app in self._streams.items():
            if path.fullmatch(scope["path"]):
                if scope["method"] != "GET":
                    raise wrong_method()
                return await app(scope, receive, send)
        return await self._pages(scope, await with_body(scope, receive), send)


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


def secured(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers with the security headers they lack."""
    present = {name.lower() for name, _ in headers}
    wanted = [
        *SECURITY_HEADERS,
        (b"content-security-policy", content_policy().encode()),
    ]
    return [*headers, *(one for one in wanted if one[0] not in present)]


async def refuse(send: Send, refusal: Refusal) -> None:
    """Answer with a refusal."""
    said = reply(refusal.reply)
    await send_json(send, said.status, said.body)


async def with_body(scope: Scope, receive: Receive) -> Receive:
    """Return a `receive` that has the whole body at hand.

    Flask then never waits for a sender that stalls, and no thread is tied by one.
    """
    if int(header(scope, "content-length") or 0) == 0:
        return receive
    try:
        async with asyncio.timeout(BODY_S):
            body = await whole_body(receive)
    except TimeoutError as error:
        raise Refusal(
            "too-slow",
            "Nội dung không đến đủ trong 10 giây. Hãy gửi lại.",
            "The body did not arrive within 10 s. Send it again.",
        ) from error

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def whole_body(receive: Receive) -> bytes:
    """Return the request's body, as far as it came, or refuse one too large."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MAX_BYTES:
            raise too_large()
        if not message.get("more_body", False):
            return bytes(body)
