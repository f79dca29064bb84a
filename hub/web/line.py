"""A connection as uvicorn keeps it, with our bounds and our words for nonsense."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeAlias

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from hub.web.answers import reply, unreadable
from hub.web.asgi import CUT, Scope
from hub.web.guard import SECURITY_HEADERS

OnStrange: TypeAlias = Callable[[str], None]

# The parser itself keeps whatever comes: this much of a head, then of all the rest.
HEAD_MOST = 64 * 1024
WHOLE_MOST = 4 * 1024 * 1024


class Line(HttpToolsProtocol):
    """One connection: says so in JSON when it cannot be read, and can be cut.

    It is ended where a head is not whole in time; between two requests uvicorn's own
    timer ends it, until the next one begins.
    """

    def __init__(self, on_strange: OnStrange, head_s: float, **given: Any) -> None:
        """Remember whom to tell of what cannot be read; the rest is uvicorn's."""
        super().__init__(**given)
        self._on_strange = on_strange
        self._head_s = head_s
        self._head_timer: asyncio.TimerHandle | None = None
        self._taken = 0
        self._most = HEAD_MOST

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as theirs
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for no head any more."""
        self._head_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless a message goes on for too long."""
        if self.cycle is None or self.cycle.response_complete:
            self._await_head()
        if self._taken > self._most:
            self.send_400_response("too long")
            return
        self._taken += len(data)
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Begin to measure anew; the message may ask for its line to be cut."""
        super().on_message_begin()
        self._taken, self._most = 0, HEAD_MOST
        scope: Scope = self.scope  # type: ignore[assignment]  # theirs is closed
        scope[CUT] = self.transport.abort

    def on_headers_complete(self) -> None:
        """Allow for a body from here on."""
        self._head_came()
        self._most = WHOLE_MOST
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, unless its own answer has begun, and hang up."""
        del msg
        self._on_strange("malformed")
        if not self._is_answering():
            self.transport.write(UNREADABLE)
        self.transport.close()

    def _await_head(self) -> None:
        """Let it end if no head comes; more bytes of the same one buy no time."""
        if self._head_timer is None:
            close = self.transport.close
            self._head_timer = self.loop.call_later(self._head_s, close)

    def _head_came(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
        self._head_timer = None

    def _is_answering(self) -> bool:
        cycle = self.cycle
        if cycle is None or not cycle.response_started:
            return False
        return cycle.more_body or not cycle.response_complete


def _unreadable() -> bytes:
    said = reply(unreadable().reply)
    headers = [
        *SECURITY_HEADERS,
        (b"content-type", b"application/json"),
        (b"content-length", str(len(said.body)).encode()),
        (b"connection", b"close"),
    ]
    lines = (name + b": " + value + b"\r\n" for name, value in headers)
    return b"HTTP/1.1 400 Bad Request\r\n" + b"".join(lines) + b"\r\n" + said.body


UNREADABLE = _unreadable()
