"""One table says who may ask what; nothing is served that stands in no row of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from events.settings import Role
from hub.web import openapi
from hub.web.admission import GET, POST, TABLE, Least, row_of
from hub.web.app import create_app, create_front
from hub.web.broadcast import Broadcast
from hub.web.settings import WebSettings
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.office_examples import SITE

SETTINGS = WebSettings(site=SITE)


def least_of(path: str, method: str) -> Least | None:
    """Return who may at least ask that; None if it stands in no row."""
    return (row_of(path) or {}).get(method)


def pages() -> Iterator[tuple[str, str]]:
    """Yield every address of Flask's with each of its methods."""
    for rule in create_app(FakeHub(), SETTINGS).url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield address(rule), method


def address(rule: Rule) -> str:
    """Return an address that a rule of Flask's fits."""
    return re.sub(r"<[^>]+>", "x", rule.rule)


def on_the_loop() -> Iterator[tuple[str, str]]:
    """Yield every address that is answered on the event loop, with its method."""
    hub = FakeHub()
    for pattern, method in create_front(hub, Broadcast(hub), SETTINGS).addresses:
        plain = re.sub(r"\[\^/\](\+|\{[\d,]+\})", "x", pattern)
        for each in re.sub(r"\(\?:(.*)\)", r"\1", plain).split("|"):
            yield each if each.startswith("/") else f"/api/v1/{each}", method


def described() -> Iterator[tuple[str, str]]:
    """Yield every address of the OpenAPI document with each of its methods."""
    for path, methods in openapi.document()["paths"].items():
        for method in methods:
            yield re.sub(r"\{\w+\}", "x", path), method.upper()


@pytest.mark.parametrize(
    ("path", "method"), sorted({*pages(), *on_the_loop(), *described()})
)
def test_every_address_stands_in_the_table(path: str, method: str) -> None:
    """Whoever adds a route says who may use it."""
    assert least_of(path, method) is not None


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.path)
def test_no_row_is_hidden_by_one_before_it(row) -> None:
    """The first row that fits holds, so that each row must be the first for its own."""
    path = re.sub(r"\{\w+\*?\}", "reassignx", row.path)

    for method, least in row.least.items():
        assert least_of(path, method) is least


WRITTEN = """
GET  public    /
GET  public    /screen
GET  public    /screen/stream
GET  public    /t/{token}
GET  public    /t/{token}/stream
POST public    /t/{token}/rating
GET  public    /static/{name*}
GET  public    /healthz
GET  public    /sign-in
GET  public    /api/v1/openapi.json
GET  public    /api/v1/me
POST public    /api/v1/sign-in
POST public    /api/v1/sign-out
GET  machine   /metrics
POST signed-in /api/v1/lock
POST signed-in /api/v1/me/here
POST signed-in /api/v1/me/pin
GET  signed-in /api/v1/state
GET  signed-in /api/v1/events
GET  clerk     /counter/{counter}
GET  clerk     /counter/{counter}/slip/{session}
GET  clerk     /api/v1/counters/{counter}/console
GET  clerk     /api/v1/counters/{counter}/console/stream
POST clerk     /api/v1/counters/{counter}/{act}
POST clerk     /api/v1/tickets
POST clerk     /api/v1/tickets/{ticket}/{act}
GET  manager   /api/v1/sessions
POST manager   /api/v1/sessions/{session}/reassign
POST clerk     /api/v1/sessions/{session}/{act}
POST clerk     /api/v1/difficulties
GET  clerk     /api/v1/catalogue
POST clerk     /api/v1/vault
POST manager   /api/v1/vault/{ref}/erase
POST clerk     /api/v1/notes
GET  manager   /manage
GET  manager   /manager
GET  manager   /manager/stream
GET  manager   /api/v1/manager
GET  manager   /api/v1/manager/at
GET  manager   /api/v1/settings
POST manager   /api/v1/settings
GET  manager   /api/v1/alerts
POST manager   /api/v1/alerts/{alert}/acknowledge
GET  manager   /api/v1/accounts
POST manager   /api/v1/accounts/{clerk}/{act}
POST manager   /api/v1/day/{act}
GET  manager   /reports
GET  manager   /reports/files/{export}/{name}
POST manager   /api/v1/proposals
POST manager   /api/v1/proposals/{proposal}/withdraw
GET  manager   /api/v1/reports
POST manager   /api/v1/reports
POST manager   /api/v1/exports
GET  manager   /api/v1/exports/{export}
POST manager   /api/v1/exports/{export}/cancel
"""


def test_the_whole_table_is_as_it_was_written_down() -> None:
    """Whoever gives an address to others, or takes it, says so in two places."""
    written = [tuple(line.split()) for line in WRITTEN.strip().splitlines()]
    names = {least: least.name.lower().replace("_", "-") for least in Least}

    assert written == [
        (method, names[least], row.path)
        for row in TABLE
        for method, least in row.least.items()
    ]


def test_the_roles_behind_the_words() -> None:
    """Who a clerk's, a manager's, a machine's address is open to."""
    assert Least.PUBLIC.roles == Least.SIGNED_IN.roles == set(Role)
    assert Least.MACHINE.roles == {Role.TECHNICIAN, Role.MANAGER}
    assert Least.CLERK.roles == {Role.CLERK, Role.MANAGER}
    assert Least.MANAGER.roles == {Role.MANAGER}


@pytest.mark.parametrize(
    ("path", "method", "least"),
    [
        ("/", GET, Least.PUBLIC),
        ("/screen", GET, Least.PUBLIC),
        ("/t/abc/rating", POST, Least.PUBLIC),
        ("/static/fonts/a.woff2", GET, Least.PUBLIC),
        ("/metrics", GET, Least.MACHINE),
        ("/api/v1/events", GET, Least.SIGNED_IN),
        ("/counter/1", GET, Least.CLERK),
        ("/api/v1/counters/1/call-next", POST, Least.CLERK),
        ("/api/v1/sessions/s/step", POST, Least.CLERK),
        ("/api/v1/sessions/s/reassign", POST, Least.MANAGER),
        ("/manage", GET, Least.MANAGER),
        ("/manager", GET, Least.MANAGER),
        ("/manager/stream", GET, Least.MANAGER),
        ("/api/v1/manager/at", GET, Least.MANAGER),
        ("/api/v1/settings", POST, Least.MANAGER),
        ("/api/v1/accounts/NV-01/pin", POST, Least.MANAGER),
        ("/api/v1/day/close", POST, Least.MANAGER),
        ("/counter/1", POST, None),
        ("/nothing", GET, None),
        ("/counter/1/2", GET, None),
        ("/static/", GET, None),
    ],
)
def test_who_may_at_least_ask(path: str, method: str, least: Least | None) -> None:
    """The rows say what the sign-in rule says."""
    assert least_of(path, method) is least


def test_a_manager_may_do_all_that_anybody_may() -> None:
    """There is nothing for which a manager would have to ask somebody else."""
    assert all(Role.MANAGER in least.roles for least in Least)
