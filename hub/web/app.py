"""Joins pages, API and streams to one web server; starts nothing."""

from __future__ import annotations

import logging

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from hub.web import (
    api,
    console,
    index,
    live_screen,
    look,
    manage,
    reports,
    screen,
    sign_in_page,
    slip,
    ticket,
)
from hub.web.answers import (
    Refusal,
    internal,
    not_found,
    reply,
    unreadable,
    wrong_method,
)
from hub.web.asgi import App
from hub.web.broadcast import Broadcast
from hub.web.command_door import CommandDoor
from hub.web.console_stream import ConsoleStream
from hub.web.counted import Counted
from hub.web.doorkeeper import Doorkeeper
from hub.web.event_stream import EventStream
from hub.web.front import Front, Ways
from hub.web.line import OnStrange
from hub.web.live_stream import LiveStream
from hub.web.pages import Pages
from hub.web.port import Feed, Hub
from hub.web.rating_door import RatingDoor
from hub.web.reports_door import PATHS as EXPORT_PATHS
from hub.web.reports_door import ReportsDoor
from hub.web.screen_stream import ScreenStream
from hub.web.server import WebServer
from hub.web.settings import WebSettings
from hub.web.sign_in import SignIn
from hub.web.ticket_stream import TicketStream
from hub.web.vault_door import VAULT_PATHS, VaultDoor

log = logging.getLogger(__name__)

CONSOLES = r"/api/v1/counters/[^/]{1,64}/console/stream"
REFUSALS = {400: unreadable, 405: wrong_method}


def create_server(hub: Hub, feed: Feed, settings: WebSettings) -> WebServer:
    """Return the office's web server, ready to be started."""
    broadcast = Broadcast(feed)
    front = create_front(hub, broadcast, settings)
    return WebServer(front, broadcast, settings)


def create_front(hub: Hub, broadcast: Broadcast, settings: WebSettings) -> Front:
    """Return the front door with every stream, act and page behind it."""
    doors: dict[str, App] = {
        r"/t/[^/]{1,200}/rating": RatingDoor(hub, settings),
        VAULT_PATHS: VaultDoor(settings),
        **dict.fromkeys(EXPORT_PATHS, ReportsDoor(settings)),
    }
    doorkeeper = Doorkeeper(settings)
    sign_in = SignIn(settings, doorkeeper, hub.office_id)
    ways = Ways(
        streams=_streams(hub, broadcast, settings),
        views={
            **sign_in.views(),
            **manage.views(hub),
            **live_screen.views(hub),
            **reports.views(hub, settings),
        },
        doors={**doors, **sign_in.doors()},
        commands=CommandDoor(hub, settings),
        pages=slip.WithCodes(Pages(create_app(hub, settings), (slip.SLIP,)), settings),
    )
    return Front(ways, doorkeeper, settings.on_strange)


def _streams(hub: Hub, broadcast: Broadcast, settings: WebSettings) -> dict[str, App]:
    """Return every stream by the pattern of its path; the broadcast tells them all."""
    events, phones = EventStream(hub, settings.pace), TicketStream(hub, settings.pace)
    screens, consoles = ScreenStream(hub, settings), ConsoleStream(hub, settings)
    managers = LiveStream(hub, settings)
    for channel in (events, screens, phones, consoles, managers):
        broadcast.add(channel)
    return {
        r"/api/v1/events": Counted("events", events, settings.streams),
        r"/screen/stream": Counted("screen", screens, settings.streams),
        r"/t/[^/]{1,200}/stream": Counted("ticket", phones, settings.streams),
        CONSOLES: Counted("console", consoles, settings.streams),
        r"/manager/stream": Counted("manager", managers, settings.streams),
    }


def create_app(hub: Hub, settings: WebSettings) -> Flask:
    """Return everything that only shows: pages, views of the API, static files."""
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.url_map.merge_slashes = False
    for part in (api.routes(hub), index.routes(settings)):
        app.register_blueprint(part)
    app.register_blueprint(screen.routes(hub, settings))
    app.register_blueprint(ticket.routes(hub, settings))
    app.register_blueprint(slip.routes(settings))
    app.register_blueprint(console.routes(hub, settings))
    app.register_blueprint(manage.routes(settings))
    app.register_blueprint(reports.routes(settings))
    app.register_blueprint(live_screen.routes(settings))
    app.register_blueprint(sign_in_page.routes(settings))
    app.register_blueprint(look.routes())
    _answer_errors(app, settings.on_strange)
    return app


def _answer_errors(app: Flask, on_strange: OnStrange) -> None:
    """Have Flask answer in JSON, and what it stops counted as at the front door."""

    def on_refusal(refusal: Refusal) -> Response:
        on_strange(refusal.reply.refusal)
        return said(refusal)

    def on_http_error(error: HTTPException) -> Response:
        if error.code is None or error.code >= 500:
            return on_fault(error)
        answer = on_refusal(REFUSALS.get(error.code, not_found)())
        answer.headers.extend(
            (name, value) for name, value in error.get_headers() if name == "Allow"
        )
        return answer

    app.register_error_handler(Refusal, on_refusal)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Exception, on_fault)


def said(refusal: Refusal) -> Response:
    """Return a refusal as Flask sends it."""
    return api.answer(reply(refusal.reply))


def on_fault(error: Exception) -> Response:
    """Answer a fault of ours with one sentence, and log all of it."""
    log.error("a request failed", exc_info=error)
    return said(internal())
