"""A command is handed to the writer on the event loop, and its answer awaited.

No thread waits for the writer, so as many may ask at once as have come.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Any

from events.replies import RefusalReply, Sentence
from hub.application import door
from hub.web.asgi import Header
from hub.web.port import Answer, Hub
from hub.web.settings import WebSettings

log = logging.getLogger(__name__)

UNKNOWN = "outcome-unknown"


async def ask(
    hub: Hub,
    settings: WebSettings,
    command: Any,
    id: str,
    expires: datetime | None = None,
    source: str | None = None,
) -> Answer:
    """Return the answer after the commit, or `outcome-unknown` if none comes in time.

    Without `expires` the command is void once nobody waits for its answer; `source`
    says who asks (`doorkeeper.source_of`).
    """
    within = timedelta(seconds=settings.pace.answer_s)
    loop, answer = asyncio.get_running_loop(), asyncio.Future[Answer]()

    def respond(said: Answer) -> None:
        try:
            loop.call_soon_threadsafe(_settle, answer, said)
        except RuntimeError:
            log.info("an answer came after the web had closed")

    hub.put(
        command,
        id=id,
        source=source or f"/office/{hub.office_id}/http",
        expires=expires or settings.now() + within,
        respond=respond,
    )
    try:
        async with asyncio.timeout(within.total_seconds()):
            return await answer
    except TimeoutError:
        return door.refuse(UNKNOWN, Sentence(vi=id, en=id))


def to_ask_again(said: object, id: str) -> list[Header]:
    """Return the id where it is needed: a fresh one the client does not know."""
    if isinstance(said, RefusalReply) and said.refusal == UNKNOWN:
        return [(b"idempotency-key", id.encode())]
    return []


def _settle(answer: asyncio.Future[Answer], said: Answer) -> None:
    if not answer.done():
        answer.set_result(said)
