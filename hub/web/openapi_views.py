"""What can be read over HTTP, for the OpenAPI document."""

from __future__ import annotations

from events import schemas
from events.schemas import Schema
from hub.application.alerts import OpenAlerts
from hub.application.console_shown import ConsoleState
from hub.application.health import Health
from hub.application.live_screen.shown import ManagerState
from hub.application.managed import CatalogueNow, RunningSessions, SettingsNow
from hub.web.openapi_answers import TO_VIEW, references
from hub.web.state import WholeState

RESUME = (
    "The id after which to go on, `store-id:position`. One of another store, or more "
    "than 1,000 events back, gives a `reset` with the whole state."
)
FRAMES = (
    "Server-sent events. Each is a recorded event in its CloudEvents envelope, under "
    "its wire name; its id is `store-id:position`. First comes `hello`, or what was "
    "missed, or `reset`."
)
CONSOLE_FRAMES = (
    "Server-sent events: `state`, the whole console, on opening and after each change "
    "that touches it (others' coming and going within half a second); `beat` with the "
    "hub's `time`."
)

AT_WORK = "It works: `status` is `ok`, or `degraded` and `problems` says by what."
NOT_AT_WORK = "It cannot do its work: `status` is `failing`, `problems` says why."
LIVE_FRAMES = (
    "Server-sent events: `state`, the whole screen, on opening, after each commit and "
    "when time has changed it; `beat` with the hub's `time`."
)
TIME = (
    "The instant to look back at, such as 2026-11-22T09:20:00+07:00; what is to come "
    "is shown as now."
)


def paths() -> dict[str, Schema]:
    """Return every address that only shows."""
    anything: Schema = {"type": "object"}
    return {
        "/api/v1/state": _get(
            "state",
            "How everything stands, and where in history that is.",
            _shown("Screen, counters and devices.", schemas.reference(WholeState)),
        ),
        "/api/v1/alerts": _get(
            "alerts",
            "What calls for a manager now.",
            _shown("Those nobody has taken on first.", schemas.reference(OpenAlerts)),
        ),
        "/api/v1/events": _events(),
        **_console(),
        **_live(),
        **_managed(),
        "/api/v1/openapi.json": _get(
            "openapi", "This document.", _shown("OpenAPI 3.1.", anything)
        ),
        "/healthz": _health(schemas.reference(Health)),
        "/metrics": _get(
            "metrics",
            "What the hub counts of itself, for Prometheus.",
            _shown("Its text format.", {"type": "string"}, "text/plain"),
        ),
    }


def _console() -> dict[str, Schema]:
    """Return the addresses of a clerk's console."""
    path, kept = "/api/v1/counters/{counter}/console", "text/event-stream"
    shown = _shown("The console's state.", schemas.reference(ConsoleState))
    told = _shown(CONSOLE_FRAMES, {"type": "string"}, kept)
    found = {
        path: _get("console", "What a counter's clerk sees.", shown),
        f"{path}/stream": _get("console-stream", "The same, kept up to date.", told),
    }
    for one in found.values():
        one["get"]["parameters"] = [{"$ref": "#/components/parameters/counter"}]
        one["get"]["responses"].update(references(404))
    return found


def _live() -> dict[str, Schema]:
    """Return the addresses of the live manager screen."""
    shown = _shown("The screen's state.", schemas.reference(ManagerState))
    told = _shown(LIVE_FRAMES, {"type": "string"}, "text/event-stream")
    past = _get("live-screen-at", "What it showed at an instant.", shown)
    past["get"]["parameters"] = [
        {
            "name": "time",
            "in": "query",
            "required": True,
            "description": TIME,
            "schema": {"type": "string", "format": "date-time"},
        }
    ]
    past["get"]["responses"].update(references(400, 404, 503))
    return {
        "/api/v1/manager": _get("live-screen", "What a manager sees now.", shown),
        "/api/v1/manager/at": past,
        "/manager/stream": _get("live-stream", "The same, kept up to date.", told),
    }


def _managed() -> dict[str, Schema]:
    """Return the addresses of what a manager sees."""
    told, valid, goes_on = map(
        schemas.reference, (SettingsNow, CatalogueNow, RunningSessions)
    )
    return {
        "/api/v1/settings": _get(
            "settings-now",
            "What the manager decided last.",
            _shown("With the revision that a change must name.", told),
        ),
        "/api/v1/catalogue": _get(
            "catalogue",
            "Levels and procedures that are valid today.",
            _shown("The manager's rows, or the standard ones.", valid),
        ),
        "/api/v1/sessions": _get(
            "sessions-now",
            "Assisted sessions that have not ended, and those without an outcome.",
            _shown("The longest first.", goes_on),
        ),
    }


def _get(name: str, summary: str, shown: Schema) -> Schema:
    responses = {"200": shown, **references(*TO_VIEW)}
    return {"get": {"operationId": name, "summary": summary, "responses": responses}}


def _shown(meaning: str, schema: Schema, kind: str = "application/json") -> Schema:
    return {"description": meaning, "content": {kind: {"schema": schema}}}


def _events() -> Schema:
    shown = _shown(FRAMES, {"type": "string"}, "text/event-stream")
    path = _get("events", "Every recorded event, resumed without a gap.", shown)
    path["get"]["parameters"] = [
        {
            "name": name,
            "in": place,
            "description": RESUME,
            "schema": {"type": "string"},
        }
        for name, place in (("Last-Event-ID", "header"), ("after", "query"))
    ]
    return path


def _health(health: Schema) -> Schema:
    path = _get("healthz", "What is wrong with the hub.", _shown(AT_WORK, health))
    path["get"]["responses"]["503"] = _shown(NOT_AT_WORK, health)
    return path
