"""`GET /screen`: the page for the waiting room's wall."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template

from hub.web.office_hours import hours_today
from hub.web.port import Hub
from hub.web.settings import WebSettings

WAYS: Mapping[str, str] = {
    "left": "đi về bên trái",
    "right": "đi về bên phải",
    "up": "đi lên tầng trên",
    "straight": "đi thẳng",
}


def routes(hub: Hub, settings: WebSettings) -> Blueprint:
    """Return the screen's address."""
    parts, site = Blueprint("screen", __name__), settings.site
    directions = {counter.id: counter.direction for counter in site.counters}

    @parts.get("/screen")
    def screen() -> str:
        return render_template(
            "screen.html",
            site=site,
            hours=hours_today(hub, settings),
            directions=directions,
            ways=WAYS,
        )

    return parts
