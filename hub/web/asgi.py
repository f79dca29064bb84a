"""The little of ASGI that the hub speaks itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Header: TypeAlias = tuple[bytes, bytes]
Headers: TypeAlias = list[Header]

# Flood and a hub that cannot write pass within a second or so.
RETRY_LATER = frozenset({429, 503})

# In the scope of every request: what cuts its line at once, with all it still holds.
CUT = "layso.cut"


def header(scope: Scope, name: str) -> str | None:
    """Return the last value of a request header, or None."""
    wanted = name.lower().encode()
    found = [value for key, value in scope["headers"] if key == wanted]
    return found[-1].decode("latin-1") if found else None


async def send_start(send: Send, status: int, headers: Headers) -> None:
    """Begin a response."""
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def send_body(send: Send, body: bytes, *, more: bool = False) -> None:
    """Send a piece of a response; the last one unless `more`."""
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def send_json(
    send: Send, status: int, body: bytes, more: Sequence[Header] = ()
) -> None:
    """Send a whole JSON response that nobody keeps, with `more` headers."""
    length = str(len(body)).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", length),
        (b"cache-control", b"no-store"),
        *more,
    ]
    if status in RETRY_LATER:
        headers.append((b"retry-after", b"1"))
    await send_start(send, status, headers)
    await send_body(send, body)


async def gone(receive: Receive) -> None:
    """Return once the reader has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
