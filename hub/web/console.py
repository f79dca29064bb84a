"""`GET /counter/{counter}`: the clerk's console, and its state as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from events import codec
from firmware_config.site import Site
from hub.application.console import before_any_day
from hub.application.console_shown import ConsoleState
from hub.web.answers import Reply, not_found
from hub.web.api import answer
from hub.web.port import Hub
from hub.web.settings import WebSettings


def routes(hub: Hub, settings: WebSettings) -> Blueprint:
    """Return the console's addresses."""
    parts, site = Blueprint("console", __name__), settings.site

    @parts.get("/counter/<counter>")
    def console(counter: str) -> str:
        if counter not in {one.id for one in site.counters}:
            raise not_found()
        names = {one.id: one.name.vi for one in site.services}
        serves = {one.id: one.serves for one in site.counters}
        return render_template(
            "console.html", site=site, counter=counter, names=names, serves=serves
        )

    @parts.get("/api/v1/counters/<counter>/console")
    def state(counter: str) -> Response:
        shown = console_of(hub, site, counter)
        return answer(Reply(200, codec.encode(shown)))

    return parts


def console_of(hub: Hub, site: Site, counter: str) -> ConsoleState:
    """Return what a counter's console shows; one of the site file has one always."""
    shown = hub.console(counter)
    if shown is not None:
        return shown
    if counter not in {one.id for one in site.counters}:
        raise not_found()
    return before_any_day(counter)
