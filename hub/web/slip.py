"""`GET /counter/{n}/slip/{session}`: the *phiếu hỗ trợ*, for the clerk's printer.

What the vault holds is waited for on the event loop, not for long and before a thread
is taken: a vault that hangs delays no other page.
"""

from __future__ import annotations

import asyncio
import re

from flask import Blueprint, Response, render_template, request

from hub.application.support_slip import SupportSlip
from hub.application.vault_desk import VaultBusy, VaultDesk
from hub.web.asgi import App, Receive, Scope, Send
from hub.web.settings import WebSettings
from hub.web.slip_page import slip_page
from hub.web.ticket import unkept

# In the scope and Flask's environment: the slip, with what the vault gave.
SLIP = "layso.slip"
PATH = re.compile(r"/counter/([^/]+)/slip/([^/]+)")
WITHIN_S = 2.0


class WithCodes:
    """Pages, where what a slip needs out of the vault is fetched on the way."""

    def __init__(self, pages: App, settings: WebSettings) -> None:
        """Remember who shows, and where slips and what stands on them come from."""
        self._pages = pages
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if (named := PATH.fullmatch(scope["path"])) is not None:
            slip = self._settings.slip(named[1], named[2])
            scope[SLIP] = slip and await filled(self._settings.vault, slip)
        await self._pages(scope, receive, send)


async def filled(desk: VaultDesk | None, slip: SupportSlip) -> SupportSlip:
    """Return a slip with what the vault gives at once; the rest is written by hand."""
    if desk is None or not (wanted := slip.wanted):
        return slip
    try:
        async with asyncio.timeout(WITHIN_S):
            texts = await asyncio.wrap_future(desk.ask(lambda: desk.found(wanted)))
    except (VaultBusy, TimeoutError):
        return slip
    return slip.with_found(texts)


def routes(settings: WebSettings) -> Blueprint:
    """Return the slip's address."""
    parts = Blueprint("slip", __name__)

    @parts.get("/counter/<counter>/slip/<session>")
    def slip(counter: str, session: str) -> Response:
        found = request.environ.get(SLIP)
        page = None if found is None else slip_page(found)
        body = render_template(
            "slip.html", site=settings.site, page=page, counter=counter
        )
        return unkept(body, 404 if found is None else 200)

    return parts
