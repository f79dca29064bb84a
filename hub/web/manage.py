"""`GET /manage`: the manager's daily work; and what that page reads, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, render_template

from events import codec
from hub.application.managed import Managed
from hub.web.asgi import App, Receive, Scope, Send, send_json
from hub.web.port import Hub
from hub.web.settings import WebSettings

PICKS: Mapping[str, Callable[[Managed], Any]] = {
    "/api/v1/settings": lambda managed: managed.settings,
    "/api/v1/catalogue": lambda managed: managed.catalogue,
    "/api/v1/sessions": lambda managed: managed.sessions,
}


def routes(settings: WebSettings) -> Blueprint:
    """Return the page's address."""
    parts, site = Blueprint("manage", __name__), settings.site
    about = codec.encode(
        {
            "services": [{"id": s.id, "name": s.name.vi} for s in site.services],
            "counters": [{"id": c.id, "serves": c.serves} for c in site.counters],
            "opens": site.office.opens,
            "closes": site.office.closes,
            "demo": site.office.demo,
        }
    ).decode()

    @parts.get("/manage")
    def manage() -> str:
        return render_template("manage.html", site=site, about=about)

    return parts


def views(hub: Hub) -> dict[str, App]:
    """Return what is read on the event loop, by address: memory alone is looked at."""
    return {path: View(hub, pick) for path, pick in PICKS.items()}


class View:
    """One part of what a manager sees, as JSON."""

    def __init__(self, hub: Hub, pick: Callable[[Managed], Any]) -> None:
        """Remember which part."""
        self._hub = hub
        self._pick = pick

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        del scope, receive
        await send_json(send, 200, codec.encode(self._pick(self._hub.managed())))
