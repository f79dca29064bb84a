"""`GET /t/{token}`: what the QR on a slip leads to."""

from __future__ import annotations

import time

from flask import Blueprint, Response, make_response, render_template

from firmware_config.page_assets.faces import FACES
from hub.web.answers import not_found
from hub.web.office_hours import hours_today
from hub.web.port import Hub
from hub.web.screen import WAYS
from hub.web.settings import WebSettings
from hub.web.ticket_page import clock, ticket_page

# Known or not, an answer takes at least so long: guessing tells nothing.
FLOOR_S = 0.02
LONGEST_TOKEN = 200


def routes(hub: Hub, settings: WebSettings) -> Blueprint:
    """Return the follow link's address."""
    parts, site = Blueprint("ticket", __name__), settings.site
    ways = {counter.id: WAYS[counter.direction] for counter in site.counters}

    @parts.get("/t/<token>")
    def ticket(token: str) -> Response:
        if len(token) > LONGEST_TOKEN:
            raise not_found()
        begun = time.monotonic()
        view = hub.visit_by_token(token)
        page = ticket_page(view)
        body = render_template(
            "ticket.html",
            site=site,
            hours=hours_today(hub, settings),
            page=page,
            token=token,
            faces=FACES,
            way=ways.get(page.counter, ""),
            now=clock(settings.now()),
        )
        settle(begun)
        return unkept(body, 404 if view is None else 200)

    return parts


def settle(begun: float) -> None:
    """Wait until the least time since `begun` has passed."""
    time.sleep(max(0.0, begun + FLOOR_S - time.monotonic()))


def unkept(body: str, status: int) -> Response:
    """Return a page that no cache keeps."""
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    # Told to nobody else; but with no referrer at all a browser sends the page's own
    # form as if it came from nowhere, and the guard would turn it away.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
