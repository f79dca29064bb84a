"""Server-sent events: how a frame is written, and how a stream is kept and ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from typing import TypeAlias

from hub.web.asgi import Headers, Receive, Send, gone, send_body, send_start

log = logging.getLogger(__name__)

Frames: TypeAlias = AsyncGenerator[bytes, None]

# A reader that lost us comes back after a second.
RETRY = b"retry: 1000\n\n"
HEARTBEAT = b": beat\n\n"
LAST_WORD_S = 1.0
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
    receive: Receive, send: Send, frames: Frames, closed: asyncio.Event
) -> None:
    """Send frames until the reader leaves, falls behind, or the hub stops."""
    await send_start(send, 200, HEADERS)
    await _first(
        asyncio.create_task(_pump(frames, send)),
        asyncio.create_task(gone(receive)),
        asyncio.create_task(_until(closed)),
    )
    # A reader that stalls takes no last word either; the connection is then cut.
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_WORD_S):
            await send_body(send, b"")


async def _pump(frames: Frames, send: Send) -> None:
    try:
        async for one in frames:
            await send_body(send, one, more=True)
    except Exception:
        log.exception("a stream failed; its reader will come back")
    finally:
        await frames.aclose()


async def _until(closed: asyncio.Event) -> None:
    await closed.wait()


async def _first(*tasks: asyncio.Task[None]) -> None:
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def by_deadline(period: float) -> Callable[[], float]:
    """Return a countdown: seconds until the next beat, beginning anew at zero."""
    loop = asyncio.get_running_loop()
    due = loop.time() + period

    def left() -> float:
        nonlocal due
        if due <= loop.time():
            due = loop.time() + period
        return due - loop.time()

    return left
