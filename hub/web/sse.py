"""Server-sent events: how a frame is written, and how a stream is kept and ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeAlias

from hub.web.asgi import (
    CUT,
    Headers,
    Receive,
    Scope,
    Send,
    gone,
    send_body,
    send_start,
)
from hub.web.stay import Stay

log = logging.getLogger(__name__)

Frames: TypeAlias = AsyncGenerator[bytes, None]

# A reader that lost us comes back after a second.
RETRY = b"retry: 1000\n\n"
HEARTBEAT = b": beat\n\n"
# Shorter than the server waits for its streams when it stops.
LAST_WORD_S = 0.5
HEADERS: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # An ended stream ends its line too, so that nobody waits on it.
    (b"connection", b"close"),
    (b"x-accel-buffering", b"no"),
]


def frame(event: str, body: bytes, id: str | None = None) -> bytes:
    """Return one event as it goes over the line; `body` is JSON on a single line."""
    head = f"event: {event}\n" if id is None else f"id: {id}\nevent: {event}\n"
    return head.encode() + b"data: " + body + b"\n\n"


async def stream(
    scope: Scope, receive: Receive, send: Send, stay: Stay, frames: Frames
) -> None:
    """Send frames until the reader leaves, falls behind, or the hub stops."""
    await send_start(send, 200, HEADERS)
    leaving = asyncio.create_task(gone(receive))
    leaving.add_done_callback(lambda _: stay.end())
    try:
        async with stay.lasting():
            await _pump(frames, send)
        await _end(scope, send, leaving)
    finally:
        leaving.cancel()


async def _pump(frames: Frames, send: Send) -> None:
    try:
        async with aclosing(frames):
            async for one in frames:
                await send_body(send, one, more=True)
    except Exception:
        log.exception("a stream failed; its reader will come back")


async def _end(scope: Scope, send: Send, leaving: asyncio.Task[None]) -> None:
    """Say the last word; whoever does not even take that is cut, with what it owes."""
    try:
        async with asyncio.timeout(LAST_WORD_S):
            await send_body(send, b"")
    except TimeoutError:
        scope[CUT]()
        await leaving
