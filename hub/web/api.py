"""The same commands over HTTP, and the state they lead to."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import msgspec
from flask import Blueprint, Response, request

from events import codec
from events.ids import TicketLabel
from hub.web.answers import Reply, malformed, not_found, reply
from hub.web.commands import (
    COUNTER_ACTS,
    DAY_ACTS,
    TICKET_ACTS,
    command,
    expiry,
    message_id,
)
from hub.web.port import Hub
from hub.web.state import whole_state


class Api:
    """Reads requests, asks the hub, says what it answered."""

    def __init__(self, hub: Hub) -> None:
        """Remember the hub."""
        self._hub = hub

    def issue(self) -> Response:
        """Give a ticket for a service."""
        return self._ask("issue-ticket", channel="web")

    def ticket_act(self, ticket: str, act: str) -> Response:
        """Do something with one ticket."""
        if act == "reprint":
            return self._reprint(ticket)
        if act not in TICKET_ACTS:
            raise not_found()
        return self._ask(TICKET_ACTS[act], ticket=ticket)

    def counter_act(self, counter: str, act: str) -> Response:
        """Do what a clerk asks at one counter."""
        if act not in COUNTER_ACTS:
            raise not_found()
        return self._ask(COUNTER_ACTS[act], counter=counter)

    def day_act(self, act: str) -> Response:
        """Open or close the office's day."""
        if act not in DAY_ACTS:
            raise not_found()
        return self._ask(DAY_ACTS[act])

    def state(self) -> Response:
        """Say how everything stands."""
        return answer(Reply(200, codec.encode(whole_state(self._hub))))

    def health(self) -> Response:
        """Say whether the hub is well."""
        health = self._hub.health()
        status = 200 if health.get("status") == "ok" else 503
        return answer(Reply(status, codec.encode(health)))

    def _ask(self, name: str, **fixed: str) -> Response:
        asked = command(name, request.get_data(), **fixed)
        said = self._hub.submit(
            asked,
            id=message_id(request.headers.get("Idempotency-Key")),
            source=f"/office/{self._hub.office_id}/http",
            expires=expiry(request.headers.get("Expires-At")),
        )
        return answer(reply(said))

    def _reprint(self, ticket: str) -> Response:
        try:
            label = msgspec.convert(ticket, TicketLabel)
        except msgspec.ValidationError as error:
            raise malformed(f"ticket: {error}") from error
        return answer(reply(self._hub.order_reprint(label)))


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
    for path, view, method in (
        ("/api/v1/tickets", api.issue, "POST"),
        ("/api/v1/tickets/<ticket>/<act>", api.ticket_act, "POST"),
        ("/api/v1/counters/<counter>/<act>", api.counter_act, "POST"),
        ("/api/v1/day/<act>", api.day_act, "POST"),
        ("/api/v1/state", api.state, "GET"),
        ("/api/v1/openapi.json", openapi, "GET"),
        ("/healthz", api.health, "GET"),
    ):
        parts.add_url_rule(path, view_func=view, methods=[method])
    return parts
