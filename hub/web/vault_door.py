"""What must not stand in events is posted here first: codes, phones, notes.

The answer is a reference, which the commands then carry. Work is done on the vault's
own thread; the event loop and the writer never wait for it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from typing import Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from events import codec
from events.ids import Reference
from events.replies import RefusalReply, Sentence
from events.unfit import UNREADABLE, why
from events.vault import ErasureReason
from hub.application import door, vault_replies
from hub.application.vault import Kind
from hub.application.vault_desk import VaultBusy, VaultDesk, VaultStuck
from hub.application.vault_replies import Erased, InVault
from hub.application.vault_values import fault
from hub.web.answers import Refusal, malformed, reply
from hub.web.asgi import Receive, Scope, Send, header, send_json
from hub.web.asking import UNKNOWN, to_ask_again
from hub.web.body import read_body
from hub.web.commands import expiry, message_id
from hub.web.settings import WebSettings

VAULT = "/api/v1/vault"
NOTES = "/api/v1/notes"
VAULT_PATHS = r"/api/v1/(?:notes|vault|vault/[^/]{1,64}/erase)"
ERASE = re.compile(r"/api/v1/vault/([^/]{1,64})/erase")


class ToKeep(Struct, frozen=True, forbid_unknown_fields=True):
    """What leads to a person: a dossier's code, a consignment's number, a phone."""

    kind: Literal["dossier-code", "consignment", "phone"]
    text: str


class ToNote(Struct, frozen=True, forbid_unknown_fields=True):
    """Free text about what stood in the way; nothing in it may lead to a person."""

    text: str


class ToErase(Struct, frozen=True, forbid_unknown_fields=True):
    """Why something is to go before its time."""

    reason: Literal["requested", "entered-by-mistake"] = "requested"


Said: TypeAlias = InVault | Erased | RefusalReply
S = TypeVar("S", ToKeep, ToNote, ToErase)


class VaultDoor:
    """Takes what is to be kept or erased to the vault, and its answer back."""

    def __init__(self, settings: WebSettings) -> None:
        """Remember the vault, who may ask once more, and how long that may take."""
        self._desk = settings.vault
        self._passes = settings.passes
        self._now = settings.now
        self._within_s = settings.pace.answer_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await read_body(scope, receive)
        if not self._passes(scope["client"][0] if scope["client"] else ""):
            raise Refusal.of(door.refuse("flood"))
        id = message_id(header(scope, "idempotency-key"))
        expires = expiry(header(scope, "expires-at"))
        said = await self._answer(scope["path"], body, id, expires)
        await send_json(send, *answered(said), to_ask_again(said, id))

    async def _answer(
        self, path: str, body: bytes, id: str, expires: datetime | None
    ) -> Said:
        if self._desk is None:
            return vault_replies.unusable()
        work = asked(self._desk, path, body, id)
        if expires is not None and expires < self._now():
            return door.refuse("expired")
        try:
            async with asyncio.timeout(self._within_s):
                return await asyncio.wrap_future(self._desk.ask(work))
        except VaultStuck:
            return vault_replies.unusable()
        except VaultBusy:
            return door.refuse("hub-busy")
        except TimeoutError:
            return door.refuse(UNKNOWN, Sentence(vi=id, en=id))


def asked(desk: VaultDesk, path: str, body: bytes, id: str) -> Callable[[], Said]:
    """Return what is to be done on the vault's thread."""
    if path == NOTES:
        note = fit(read(body, ToNote).text, Kind.NOTE)
        return lambda: desk.keep(Kind.NOTE, note, id)
    if (named := ERASE.fullmatch(path)) is not None:
        ref, why = reference(named[1]), read(body or b"{}", ToErase)
        return lambda: desk.erase(ref, ErasureReason(why.reason))
    thing = read(body, ToKeep)
    kind, text = Kind(thing.kind), fit(thing.text, Kind(thing.kind))
    return lambda: desk.keep(kind, text, id)


def read(body: bytes, form: type[S]) -> S:
    """Return what a body says, or raise what is wrong with its form."""
    try:
        return msgspec.json.decode(body, type=form)
    except UNREADABLE as error:
        raise malformed(why(error)) from error


def fit(text: str, kind: Kind) -> str:
    """Return a text that can be kept, or raise what is wrong with it."""
    if (wrong := fault(text, kind)) is not None:
        raise malformed(wrong)
    return text


def reference(text: str) -> Reference:
    """Return what an address names, if it can be a reference at all."""
    try:
        return msgspec.convert(text, Reference)
    except msgspec.ValidationError as error:
        raise Refusal.of(vault_replies.no_such()) from error


def answered(said: Said) -> tuple[int, bytes]:
    """Return status and body."""
    if isinstance(said, RefusalReply):
        return reply(said)
    return 200, codec.encode(said)
