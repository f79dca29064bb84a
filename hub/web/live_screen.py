"""`GET /manager`: the live manager screen; its state now and at any past instant."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from urllib.parse import parse_qs

from flask import Blueprint, render_template
from msgspec import ValidationError, convert

from events import codec
from events.local_time import Instant
from events.replies import Sentence
from firmware_config.site import Site
from hub.application.live_screen.lookback import CannotLook
from hub.web.answers import Refusal, malformed
from hub.web.asgi import App, Receive, Scope, Send, gone, send_json
from hub.web.port import Hub
from hub.web.settings import WebSettings

log = logging.getLogger(__name__)

# The first look at a long day takes seconds, on a small machine some more.
WITHIN_S = 30.0
# Before it there is no office, and near the first year no time of day in every zone.
FIRST_YEAR = 2000
NO_TIME = Sentence(
    vi="cần tham số time, ví dụ time=2026-11-22T09:20:00+07:00",
    en="name an instant, such as time=2026-11-22T09:20:00+07:00",
)


def routes(settings: WebSettings) -> Blueprint:
    """Return the page's address."""
    parts, site = Blueprint("live_screen", __name__), settings.site
    about = codec.encode(_about(site)).decode()

    @parts.get("/manager")
    def manager() -> str:
        return render_template("manager.html", site=site, about=about)

    return parts


def views(hub: Hub) -> dict[str, App]:
    """Return what is read beside the page, by address."""
    return {"/api/v1/manager": Now(hub), "/api/v1/manager/at": Then(hub)}


class Now:
    """The state of the live screen, as JSON."""

    def __init__(self, hub: Hub) -> None:
        """Remember whom to ask."""
        self._hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        del scope, receive
        await send_json(send, 200, codec.encode(self._hub.live_screen()))


class Then:
    """The state of the live screen at the instant that is asked for."""

    def __init__(self, hub: Hub) -> None:
        """Remember whom to ask."""
        self._hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; nothing else waits meanwhile, not even a thread."""
        screen = self._hub.live_screen_at(_instant(scope))
        try:
            body = await _while_asked(asyncio.wrap_future(screen), receive)
        except CannotLook as error:
            raise _cannot_look() from error
        if body is None:
            raise _no_day()
        await send_json(send, 200, body)


async def _while_asked(
    screen: asyncio.Future[bytes | None], receive: Receive
) -> bytes | None:
    """Return what comes in time; a question nobody waits for any longer is dropped."""
    leaving = asyncio.create_task(gone(receive))
    either = asyncio.FIRST_COMPLETED
    try:
        await asyncio.wait((screen, leaving), timeout=WITHIN_S, return_when=either)
        if not screen.done():
            raise CannotLook("no answer in time, or nobody waits for it")
        return screen.result()
    finally:
        leaving.cancel()
        screen.cancel()


def _instant(scope: Scope) -> datetime:
    query = parse_qs(scope["query_string"].decode("latin-1"))
    given = query.get("time", [""])[-1].replace(" ", "+")
    try:
        when = convert(given, Instant)
    except ValidationError as error:
        raise malformed(NO_TIME) from error
    if when.year < FIRST_YEAR:
        raise _no_day()
    return when


def _about(site: Site) -> dict[str, object]:
    """Return what the page is told of the office once."""
    return {
        "opens": site.office.opens,
        "closes": site.office.closes,
        "devices": [
            *({"id": one.id, "kind": "dispenser"} for one in site.dispensers),
            *(
                {"id": one.id, "kind": "box", "counter": one.counter}
                for one in site.boxes
            ),
        ],
    }


def _no_day() -> Refusal:
    return Refusal(
        "not-found",
        "Chưa có dữ liệu trước thời điểm này. Hãy chọn ngày khác.",
        "Nothing was recorded before this instant. Choose another day.",
    )


def _cannot_look() -> Refusal:
    return Refusal(
        "hub-busy",
        "Chưa xem lại được lúc này. Hãy thử lại sau giây lát.",
        "Nobody can look back just now. Try again in a moment.",
    )
