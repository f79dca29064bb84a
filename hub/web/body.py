"""The body of a request: JSON, of a told length, in time, and not too much of it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from events.envelope import MAX_BYTES
from hub.web.answers import Refusal, too_large
from hub.web.asgi import Receive, Scope, header

BODY_S = 10.0


JSON = "application/json"


async def read_body(
    scope: Scope, receive: Receive, kinds: Collection[str] = (JSON,)
) -> bytes:
    """Return the request's whole body, or raise the `Refusal` that answers it.

    `kinds` are the content types taken; a foreign page's form cannot send JSON.
    """
    if header(scope, "transfer-encoding") is not None:
        raise Refusal("no-length", "Cần Content-Length.", "Content-Length is needed.")
    length = int(header(scope, "content-length") or 0)
    if length > MAX_BYTES:
        raise too_large()
    if kind_of(scope) not in kinds:
        raise not_json()
    return await _in_time(receive) if length else b""


def kind_of(scope: Scope) -> str:
    """Return a body's content type, without what stands after it."""
    said = header(scope, "content-type") or ""
    return said.partition(";")[0].strip().lower()


def not_json() -> Refusal:
    """Return the refusal of a body of another kind."""
    return Refusal(
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
