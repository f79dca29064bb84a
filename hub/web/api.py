"""What can be read over HTTP: the state, the contract, the hub's health."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from flask import Blueprint, Response

from events import codec
from hub.web.answers import Reply, not_found
from hub.web.port import Hub
from hub.web.state import whole_state


class Api:
    """Says how the hub and its office are."""

    def __init__(self, hub: Hub) -> None:
        """Remember the hub."""
        self._hub = hub

    def state(self) -> Response:
        """Say how everything stands."""
        return answer(Reply(200, codec.encode(whole_state(self._hub))))

    def alerts(self) -> Response:
        """Say what calls for a manager."""
        return answer(Reply(200, codec.encode(self._hub.alerts())))

    def health(self) -> Response:
        """Say what is wrong with the hub; 503 where it cannot do its work."""
        health = self._hub.health()
        status = 503 if health.get("status") == "failing" else 200
        return answer(Reply(status, codec.encode(health)))

    def metrics(self) -> Response:
        """Say what the hub counts of itself."""
        text, kind = self._hub.metrics()
        response = Response(text, content_type=kind)
        response.headers["Cache-Control"] = "no-store"
        return response


def answer(said: Reply) -> Response:
    """Return the reply as a response that nobody keeps."""
    response = Response(said.body, said.status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    if said.status == 503:
        response.headers["Retry-After"] = "1"
    return response


def openapi() -> Response:
    """Show the contract of this API, where it is built in."""
    if importlib.util.find_spec("hub.web.openapi") is None:
        raise not_found()
    document: Any = importlib.import_module("hub.web.openapi").document()
    return answer(Reply(200, codec.encode(document)))


def routes(hub: Hub) -> Blueprint:
    """Return the API's addresses."""
    api, parts = Api(hub), Blueprint("api", __name__)
    for path, view in (
        ("/api/v1/state", api.state),
        ("/api/v1/alerts", api.alerts),
        ("/api/v1/openapi.json", openapi),
        ("/healthz", api.health),
        ("/metrics", api.metrics),
    ):
        parts.add_url_rule(path, view_func=view)
    return parts
