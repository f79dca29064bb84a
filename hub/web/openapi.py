"""The commands and the state over HTTP as an OpenAPI 3.1 document.

    python -m hub.web.openapi FILE     write it there; without FILE, print it

Acts, statuses and structs are those that the routes themselves use.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from events import pages, schemas
from hub.application.alerts import OpenAlerts
from hub.application.console_shown import ConsoleState
from hub.application.health import Health
from hub.application.live_screen.shown import ManagerState
from hub.application.managed import CatalogueNow, RunningSessions, SettingsNow
from hub.web import (
    openapi_accounts,
    openapi_acts,
    openapi_answers,
    openapi_public,
    openapi_reports,
    openapi_vault,
    openapi_views,
)
from hub.web.rating_door import Rating, Thanks
from hub.web.state import WholeState

INFO = {
    "title": "Layso over HTTP",
    "version": "1",
    "description": (
        "The same commands as over MQTT, and the state they lead to. Where accounts "
        "exist, staff bring the cookie that `sign-in` gives; until then only the hub's "
        "own machine may ask. A POST takes JSON and, from a page, the hub's own Origin."
    ),
    "license": {"name": "MIT", "identifier": "MIT"},
}

PARTS = (OpenAlerts, Rating, Thanks, SettingsNow, CatalogueNow, RunningSessions)


def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    parts = schemas.components(
        [
            *(WholeState, Health, ConsoleState, ManagerState, *PARTS),
            *(*openapi_vault.STRUCTS, *openapi_accounts.STRUCTS),
            *openapi_reports.STRUCTS,
        ]
    )
    return {
        "openapi": "3.1.0",
        "info": INFO,
        "paths": merged(
            openapi_acts.paths(parts),
            openapi_views.paths(),
            openapi_public.paths(),
            openapi_vault.paths(),
            openapi_accounts.paths(),
            openapi_reports.paths(),
        ),
        "components": {
            "schemas": parts,
            "parameters": openapi_acts.parameters(parts),
            "responses": openapi_answers.refusals(),
        },
    }


def merged(*all_paths: Mapping[str, Any]) -> dict[str, Any]:
    """Return the addresses with every method that each takes."""
    found: dict[str, Any] = {}
    for path, methods in chain.from_iterable(paths.items() for paths in all_paths):
        found[path] = {**found.get(path, {}), **methods}
    return found


def main(arguments: list[str]) -> None:
    """Write the document into the file named, or print it."""
    text = pages.as_json(document())
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
