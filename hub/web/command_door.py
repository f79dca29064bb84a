"""Commands over HTTP: asked on the event loop, answered after the commit.

No thread waits for the writer, so as many may ask at once as have come.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from events.ids import TicketLabel
from events.replies import RefusalReply, Sentence
from events.unfit import why
from hub.application import door
from hub.web.answers import Refusal, malformed, reply, wrong_method
from hub.web.asgi import Header, Receive, Scope, Send, header, send_json
from hub.web.body import read_body
from hub.web.commands import (
    REPRINT,
    command,
    expiry,
    members,
    message_id,
    wanted,
)
from hub.web.port import Answer, Hub
from hub.web.settings import WebSettings

log = logging.getLogger(__name__)

UNKNOWN = "outcome-unknown"


class CommandDoor:
    """Takes what is asked to the writer, and its answer back to whoever asked."""

    def __init__(self, hub: Hub, settings: WebSettings) -> None:
        """Remember the hub, who may ask once more, and how long an answer may take."""
        self._hub = hub
        self._passes = settings.passes
        self._now = settings.now
        self._within_s = settings.pace.answer_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request for an act."""
        if scope["method"] != "POST":
            raise wrong_method("POST")
        name, said = wanted(scope["path"]) or ("", {})
        body = await read_body(scope, receive)
        if not self._passes(scope["client"][0] if scope["client"] else ""):
            raise Refusal.of(door.refuse("flood"))
        id = message_id(header(scope, "idempotency-key"))
        expires = expiry(header(scope, "expires-at"))
        if name == REPRINT:
            members(body)
            answer = await self._reprint(said)
        else:
            answer = await self._ask(command(name, body, **said), id, expires)
        await send_json(send, *reply(answer), _to_ask_again(answer, id))

    async def _reprint(self, said: Mapping[str, str]) -> Answer:
        try:
            ticket = msgspec.convert(said["ticket"], TicketLabel)
        except msgspec.ValidationError as error:
            raise malformed(why(error, "ticket")) from error
        return await asyncio.to_thread(self._hub.order_reprint, ticket)

    async def _ask(self, asked: Any, id: str, expires: datetime | None) -> Answer:
        source = f"/office/{self._hub.office_id}/http"
        # Nobody waits for it any longer: then it must not be carried out either.
        expires = expires or self._now() + timedelta(seconds=self._within_s)
        loop, answer = asyncio.get_running_loop(), asyncio.Future[Answer]()

        def respond(said: Answer) -> None:
            try:
                loop.call_soon_threadsafe(_settle, answer, said)
            except RuntimeError:
                log.info("an answer came after the web had closed")

        self._hub.put(asked, id=id, source=source, expires=expires, respond=respond)
        try:
            async with asyncio.timeout(self._within_s):
                return await answer
        except TimeoutError:
            return door.refuse(UNKNOWN, Sentence(vi=id, en=id))


def _to_ask_again(answer: Answer, id: str) -> list[Header]:
    """Return the id where it is needed: a fresh one the client does not know."""
    if isinstance(answer, RefusalReply) and answer.refusal == UNKNOWN:
        return [(b"idempotency-key", id.encode())]
    return []


def _settle(answer: asyncio.Future[Answer], said: Answer) -> None:
    if not answer.done():
        answer.set_result(said)
