"""A connection as uvicorn keeps it, with our bounds and our words for nonsense."""

from __future__ import annotations

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
    """One connection: says so in JSON when it cannot be read, and can be cut."""

    def __init__(self, on_strange: OnStrange, **given: Any) -> None:
        """Remember whom to tell of what cannot be read; the rest is uvicorn's."""
        super().__init__(**given)
        self._on_strange = on_strange
        self._taken = 0
        self._most = HEAD_MOST

    def data_received(self, data: bytes) -> None:
        """Read on, unless a message goes on for too long."""
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
        self._most = WHOLE_MOST
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, unless its own answer has begun, and hang up."""
        del msg
        self._on_strange("malformed")
        if not self._is_answering():
            self.transport.write(UNREADABLE)
        self.transport.close()

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
