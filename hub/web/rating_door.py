"""`POST /t/{token}/rating`: a visitor says how it was, once and without a name.

The token stands for the visit, and nothing else is asked of whoever holds it. It is no
cookie that a browser adds by itself, so a plain form may carry it as well as JSON: a
foreign page would have to know it, and is turned away by its Origin besides.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import parse_qs

import msgspec
from msgspec import Struct

from events.replies import RefusalReply, Sentence
from events.session import Rate, RatingReason
from events.session.commands import Score
from events.unfit import OTHERWISE, UNREADABLE, why
from hub.application import door
from hub.web.answers import Refusal, malformed, not_found, reply
from hub.web.asgi import (
    Receive,
    Scope,
    Send,
    header,
    send_body,
    send_json,
    send_start,
)
from hub.web.asking import ask
from hub.web.body import JSON, kind_of, read_body
from hub.web.commands import expiry, message_id
from hub.web.port import Answer, Hub
from hub.web.settings import WebSettings
from hub.web.ticket import FLOOR_S

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 8
SENT = Sentence(vi="Đã gửi. Cảm ơn quý khách.", en="Sent. Thank you.")
# What the page says of the visit already; it needs no word beside it.
SAID_BY_PAGE = frozenset({"already-rated", "nothing-to-rate", "not-found"})


class Rating(Struct, frozen=True):
    """What a visitor sends: a face and, if they like, what it is about."""

    score: Score
    reasons: tuple[RatingReason, ...] = ()


class Thanks(Struct, frozen=True):
    """The answer to a rating that was taken."""

    text: Sentence = SENT


Reader: TypeAlias = Callable[[bytes], Rating]


class RatingDoor:
    """Takes a rating from the holder of a follow link to the writer."""

    def __init__(self, hub: Hub, settings: WebSettings) -> None:
        """Remember the hub, who may ask once more, and how long an answer may take."""
        self._hub = hub
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in JSON; lead a form back to its page, which says what came of it."""
        begun = time.monotonic()
        body = await read_body(scope, receive, (JSON, FORM))
        is_form = kind_of(scope) == FORM
        read = from_form if is_form else from_json
        try:
            answer = await self._answer(scope, read, body)
        except Refusal as refusal:
            if not is_form:
                raise
            self._settings.on_strange(refusal.reply.refusal)
            answer = refusal.reply
        finally:
            await asyncio.sleep(max(0.0, begun + FLOOR_S - time.monotonic()))
        if is_form:
            await lead_back(scope, send, answer)
        else:
            await send_json(send, *said(answer))

    async def _answer(self, scope: Scope, read: Reader, body: bytes) -> Answer:
        if not self._settings.passes(scope["client"][0] if scope["client"] else ""):
            raise Refusal.of(door.refuse("flood"))
        given, token = read(body), scope["path"].split("/")[2]
        id = message_id(header(scope, "idempotency-key"))
        expires = expiry(header(scope, "expires-at"))
        view = await asyncio.to_thread(self._hub.visit_by_token, token)
        if view is None:
            raise not_found()
        # Nothing says who sent it: not even a clerk who is signed in at this browser.
        asked = Rate(visit=view.id, score=given.score, reasons=given.reasons)
        return await ask(self._hub, self._settings, asked, id, expires)


def from_json(body: bytes) -> Rating:
    """Return what the page's script sends."""
    try:
        return msgspec.json.decode(body, type=Rating, strict=False)
    except UNREADABLE as error:
        raise malformed(why(error)) from error


def from_form(body: bytes) -> Rating:
    """Return what a browser without script sends."""
    try:
        fields = parse_qs(body.decode(), max_num_fields=MOST_FIELDS)
        given = {"score": fields.pop("score", [""])[-1], **fields}
        return msgspec.convert(given, Rating, strict=False)
    except UNREADABLE as error:
        raise malformed(why(error)) from error
    except ValueError as error:
        raise malformed(OTHERWISE) from error


def said(answer: Answer) -> tuple[int, bytes]:
    """Return status and body: thanks alone, as no id is the visitor's business."""
    if isinstance(answer, RefusalReply):
        return reply(answer)
    return 200, msgspec.json.encode(Thanks())


async def lead_back(scope: Scope, send: Send, answer: Answer) -> None:
    """Send a browser back to the page, to the sentence that answers what it sent."""
    page = scope["raw_path"].rpartition(b"/")[0]
    headers = [
        (b"location", page + place(answer).encode()),
        (b"content-length", b"0"),
        (b"cache-control", b"no-store"),
    ]
    await send_start(send, 303, headers)
    await send_body(send, b"")


def place(answer: Answer) -> str:
    """Return where on the page the answer stands."""
    if not isinstance(answer, RefusalReply):
        return "#sent"
    if answer.refusal in SAID_BY_PAGE:
        return ""
    return "#choose" if answer.refusal == "malformed" else "#unsent"
