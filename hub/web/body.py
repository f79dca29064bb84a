"""The body of a request: JSON, of a told length, in time, and not too much of it."""

from __future__ import annotations

import asyncio

from events.envelope import MAX_BYTES
from hub.web.answers import Refusal, too_large
from hub.web.asgi import Receive, Scope, header

BODY_S = 10.0


async def read_body(scope: Scope, receive: Receive) -> bytes:
    """Return the request's whole body, or raise the `Refusal` that answers it."""
    if header(scope, "transfer-encoding") is not None:
        raise Refusal("no-length", "Cần Content-Length.", "Content-Length is needed.")
    length = int(header(scope, "content-length") or 0)
    if length > MAX_BYTES:
        raise too_large()
    check_kind(header(scope, "content-type") or "")
    return await _in_time(receive) if length else b""


def check_kind(kind: str) -> None:
    """Refuse what is not JSON: that is all a foreign page's form can send."""
    if kind.partition(";")[0].strip().lower() != "application/json":
        raise Refusal(
            "not-json",
            "Cần Content-Type: application/json.",
            "Content-Type must be application/json.",
        )


async def _in_time(receive: Receive) -> bytes:
    try:
        async with asyncio.timeout(BODY_S):
            return await _whole(receive)
    except TimeoutError as error:
        raise Refusal(
            "too-slow",
            "Nội dung không đến đủ trong 10 giây. Hãy gửi lại.",
            "The body did not arrive within 10 s. Send it again.",
        ) from error


async def _whole(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)
