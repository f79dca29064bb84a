"""Commands over HTTP: asked on the event loop, answered after the commit."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import msgspec

from events.ids import TicketLabel
from events.unfit import why
from hub.application import door
from hub.web import references, settings_gate
from hub.web.answers import Refusal, malformed, reply, wrong_method
from hub.web.asgi import Receive, Scope, Send, header, send_json
from hub.web.asking import ask, to_ask_again
from hub.web.body import read_body
from hub.web.commands import (
    REPRINT,
    command,
    expiry,
    members,
    message_id,
    wanted,
)
from hub.web.doorkeeper import source_of, who_asks
from hub.web.port import Answer, Hub
from hub.web.settings import WebSettings
from hub.web.signed import as_clerk


class CommandDoor:
    """Takes what is asked to the writer, and its answer back to whoever asked."""

    def __init__(self, hub: Hub, settings: WebSettings) -> None:
        """Remember the hub, who may ask once more, and how long an answer may take."""
        self._hub = hub
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request for an act."""
        if scope["method"] != "POST":
            raise wrong_method("POST")
        name, said = wanted(scope["path"]) or ("", {})
        body = await read_body(scope, receive)
        if not self._settings.passes(scope["client"][0] if scope["client"] else ""):
            raise Refusal.of(door.refuse("flood"))
        id = message_id(header(scope, "idempotency-key"))
        expires = expiry(header(scope, "expires-at"))
        if name == REPRINT:
            members(body)
            answer = await self._reprint(said)
        else:
            asked = self._command(name, as_clerk(name, body, who_asks(scope)), said)
            await references.check(self._settings.vault, asked)
            source = source_of(scope, self._hub.office_id)
            answer = await ask(self._hub, self._settings, asked, id, expires, source)
        await send_json(send, *reply(answer), to_ask_again(answer, id))

    def _command(self, name: str, body: bytes, said: Mapping[str, str]) -> Any:
        if name != settings_gate.CHANGE:
            return command(name, body, **said)
        settings_gate.check_form(body)
        asked = command(name, body, **said)
        settings_gate.check_managers(asked, self._settings.accounts)
        return asked

    async def _reprint(self, said: Mapping[str, str]) -> Answer:
        try:
            ticket = msgspec.convert(said["ticket"], TicketLabel)
        except msgspec.ValidationError as error:
            raise malformed(why(error, "ticket")) from error
        return await asyncio.to_thread(self._hub.order_reprint, ticket)
