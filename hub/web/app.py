"""Joins pages, API and streams to one web server; starts nothing."""

from __future__ import annotations

import logging
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from events.envelope import MAX_BYTES
from hub.web import api, index, look, screen, ticket
from hub.web.answers import (
    Refusal,
    internal,
    not_found,
    reply,
    too_large,
    unreadable,
    wrong_method,
)
from hub.web.asgi import App
from hub.web.broadcast import Broadcast
from hub.web.event_stream import EventStream
from hub.web.front import Front
from hub.web.port import Feed, Hub
from hub.web.screen_stream import ScreenStream
from hub.web.server import WebServer
from hub.web.settings import WebSettings
from hub.web.ticket_stream import TicketStream

log = logging.getLogger(__name__)

WORKERS = 10
REFUSALS = {400: unreadable, 405: wrong_method, 413: too_large}


def create_server(hub: Hub, feed: Feed, settings: WebSettings) -> WebServer:
    """Return the office's web server, ready to be started."""
    broadcast = Broadcast(feed)
    front = create_front(hub, broadcast, settings)
    site = settings.site.hub
    return WebServer(front, broadcast, site.http_host, site.http_port)


def create_front(hub: Hub, broadcast: Broadcast, settings: WebSettings) -> Front:
    """Return the front door with every stream and page behind it."""
    streams: dict[str, App] = {
        r"/api/v1/events": EventStream(hub, broadcast, settings.pace),
        r"/screen/stream": ScreenStream(hub, broadcast, settings),
        r"/t/[^/]{1,200}/stream": TicketStream(hub, broadcast, settings),
    }
    # Its types are narrower than ASGI's own; the calls are the same.
    pages: Any = WSGIMiddleware(cast("Any", create_app(hub, settings)), WORKERS)
    return Front(streams, pages)


def create_app(hub: Hub, settings: WebSettings) -> Flask:
    """Return everything that is no stream: pages, API, static files."""
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES
    app.url_map.merge_slashes = False
    for part in (api.routes(hub), screen.routes(settings), index.routes(settings)):
        app.register_blueprint(part)
    app.register_blueprint(ticket.routes(hub, settings))
    app.register_blueprint(look.routes())
    app.register_error_handler(Refusal, on_refusal)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Exception, on_fault)
    return app


def on_refusal(refusal: Refusal) -> Response:
    """Answer what was stopped at the door."""
    return api.answer(reply(refusal.reply))


def on_http_error(error: HTTPException) -> Response:
    """Answer in JSON what Flask itself would answer as a page."""
    if error.code is None or error.code >= 500:
        return on_fault(error)
    said = on_refusal(REFUSALS.get(error.code, not_found)())
    said.headers.extend(
        (name, value) for name, value in error.get_headers() if name == "Allow"
    )
    return said


def on_fault(error: Exception) -> Response:
    """Answer a fault of ours with one sentence, and log all of it."""
    log.error("a request failed", exc_info=error)
    return on_refusal(internal())
