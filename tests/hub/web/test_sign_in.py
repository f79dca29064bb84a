"""Signing in over HTTP: a cookie for a PIN, and everybody only what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from events.settings import Role
from hub.web.sign_in_page import own_path
from tests.hub.web.http_client import Client
from tests.hub.web.open_hub import open_hub
from tests.hub.web.staffed_hub import (
    CLERK,
    MANAGER,
    OTHER,
    PINS,
    TECHNICIAN,
    Staffed,
    staffed_hub,
)

NOBODY = "nobody"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    """One hub for the tests that change nobody's account."""
    with staffed_hub(tmp_path_factory.mktemp("accounts")) as hub:
        yield hub


@pytest.fixture(scope="module")
def cookies(shared: Staffed) -> dict[str, dict[str, str]]:
    """Everybody signed in, and nobody."""
    return {NOBODY: {}, **{clerk: shared.sign_in(clerk) for clerk in PINS}}


def test_a_pin_gives_a_cookie_that_no_script_reads(shared: Staffed) -> None:
    """Of this site alone, for as long as a sign-in may last."""
    got = shared.tries(OTHER, PINS[OTHER])
    cookie = got.headers["set-cookie"]

    assert (got.json["clerk"], got.json["role"]) == (OTHER, "clerk")
    assert cookie.startswith("layso-sign-in=")
    for rule in ("Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=43200"):
        assert f"; {rule}" in cookie
    assert "Secure" not in cookie
    assert got.headers["cache-control"] == "no-store"


ASKED: list[tuple[str, str, Any, set[str]]] = [
    ("GET", "/api/v1/state", None, {CLERK, MANAGER, TECHNICIAN}),
    ("GET", "/api/v1/counters/1/console", None, {CLERK, MANAGER}),
    ("POST", "/api/v1/counters/3/open", {}, {CLERK, MANAGER}),
    ("POST", "/api/v1/tickets", {"service": "A"}, {CLERK, MANAGER}),
    ("GET", "/api/v1/catalogue", None, {CLERK, MANAGER}),
    ("GET", "/api/v1/settings", None, {MANAGER}),
    ("POST", "/api/v1/settings", {}, {MANAGER}),
    ("GET", "/api/v1/accounts", None, {MANAGER}),
    ("POST", "/api/v1/accounts/NV-02/unlock", {}, {MANAGER}),
    ("POST", "/api/v1/sessions/s/reassign", {"clerk": "NV-02"}, {MANAGER}),
    ("POST", "/api/v1/sessions/s/complete", {"outcome": "advice"}, {CLERK, MANAGER}),
    ("POST", "/api/v1/day/open", {}, {MANAGER}),
    ("GET", "/api/v1/me", None, {NOBODY, CLERK, MANAGER, TECHNICIAN}),
    ("GET", "/healthz", None, {NOBODY, CLERK, MANAGER, TECHNICIAN}),
    ("GET", "/metrics", None, {NOBODY, CLERK, MANAGER, TECHNICIAN}),
    ("GET", "/screen", None, {NOBODY, CLERK, MANAGER, TECHNICIAN}),
    ("GET", "/t/unknown", None, {NOBODY, CLERK, MANAGER, TECHNICIAN}),
    ("GET", "/sign-in", None, {NOBODY, CLERK, MANAGER, TECHNICIAN}),
]


def test_the_head_of_a_page_is_for_whom_the_page_is(shared: Staffed) -> None:
    """A link checker asks HEAD; it hears what GET would have said."""
    public, clerks = (
        shared.client.request("HEAD", path, None, {})
        for path in ("/screen", "/api/v1/state")
    )

    assert (public.status, clerks.status) == (200, 401)


@pytest.mark.parametrize("who", [NOBODY, CLERK, MANAGER, TECHNICIAN])
@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join(asked[:2]))
def test_who_may_ask_what(
    shared: Staffed, cookies: dict[str, dict[str, str]], asked: Any, who: str
) -> None:
    """Nobody signed in: sign in first; another role: not this one; else on it goes."""
    ask = shared.client
    _, path, body, may = asked
    headers = cookies[who]
    got = ask.get(path, **headers) if body is None else ask.post(path, body, **headers)
    refusal = got.json.get("refusal") if path.startswith("/api") else None

    if who in may:
        assert got.status not in (401, 403), got.body
    elif who == NOBODY:
        assert (got.status, refusal) == (401, "sign-in-needed")
    else:
        assert (got.status, refusal) == (403, "not-your-role")


@pytest.mark.parametrize(
    ("path", "who", "to"),
    [
        ("/counter/2", NOBODY, "/sign-in?to=/counter/2"),
        ("/manage?x=1%202", NOBODY, "/sign-in?to=/manage%3Fx%3D1%25202"),
        ("/manage", CLERK, "/sign-in?to=/manage&why=role"),
    ],
)
def test_a_page_leads_to_the_way_in(
    shared: Staffed, cookies: Any, path: str, who: str, to: str
) -> None:
    """A person is not shown JSON, and comes back to where he was going."""
    got = shared.client.get(path, **cookies[who])

    assert (got.status, got.headers["location"]) == (303, to)
    assert "default-src 'none'" in got.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/nothing", "/api/v1/nothing", "/counter/1/2/3"])
def test_what_is_not_there_is_not_there_for_anybody(
    shared: Staffed, cookies: Any, path: str
) -> None:
    """An unknown address is a 404, signed in or not."""
    for who in (NOBODY, MANAGER):
        assert shared.client.get(path, **cookies[who]).status == 404


def test_a_method_that_an_address_does_not_take(shared: Staffed, cookies: Any) -> None:
    """It is named before anybody is asked to sign in."""
    got = shared.client.get("/api/v1/tickets", **cookies[NOBODY])

    assert (got.status, got.headers["allow"]) == (405, "POST")


def test_a_stream_for_staff_needs_a_sign_in(shared: Staffed, cookies: Any) -> None:
    """Also what never ends is refused at once."""
    assert shared.client.get("/api/v1/events").status == 401
    with shared.client.stream("/api/v1/events", **cookies[MANAGER]) as stream:
        assert next(stream)


def test_before_accounts_everything_is_open_here() -> None:
    """As before there were any: on this machine, in nobody's name."""
    with open_hub() as (_, web):
        client = Client(web.port)
        me = client.get("/api/v1/me").json
        assert (me["needs_sign_in"], me["word"]) == (False, "sign-in-needed")
        assert client.get("/api/v1/state").status == 200
        got = client.post("/api/v1/sign-in", {"clerk": "NV-01", "pin": "1"})
        assert (got.status, got.json["refusal"]) == (409, "no-accounts")


def test_a_demo_stays_open_and_signs_in_all_the_same(tmp_path: Path) -> None:
    """Whoever tries it out is not asked; whoever signs in acts in his own name."""
    with staffed_hub(tmp_path, demo=True) as hub:
        assert hub.client.get("/api/v1/settings").status == 200
        assert hub.client.get("/api/v1/me").json["needs_sign_in"] is False
        cookie = hub.sign_in(CLERK)
        assert hub.client.post("/api/v1/counters/1/open", {}, **cookie).status == 200
        assert hub.core.board.state.day.counters["1"].clerk == CLERK
        hub.client.post("/api/v1/lock", {}, **cookie)
        assert hub.client.get("/api/v1/state", **cookie).status == 401


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", {"clerk": "NV-01"}, {"clerk": "a b", "pin": "1"}, {}]
)
def test_a_sign_in_that_makes_no_sense(shared: Staffed, body: Any) -> None:
    """It is malformed and counts against nobody."""
    assert shared.client.post("/api/v1/sign-in", body).status == 400


@pytest.mark.parametrize("cookie", ["", "layso-sign-in=", "layso-sign-in=x; y", "=;=;"])
def test_a_cookie_that_is_not_ours(shared: Staffed, cookie: str) -> None:
    """It is as none."""
    got = shared.client.get("/api/v1/state", Cookie=cookie)

    assert (got.status, got.json["refusal"]) == (401, "sign-in-needed")


def test_a_foreign_page_signs_nobody_in(shared: Staffed) -> None:
    """Or somebody would work under another's name unknowingly."""
    got = shared.tries(CLERK, PINS[CLERK], Origin="http://evil.example")

    assert (got.status, got.json["refusal"]) == (403, "wrong-origin")


@pytest.mark.parametrize(
    ("to", "goes"),
    [
        ("/counter/2", "/counter/2"),
        ("/counter/2/slip/s?print=1", "/counter/2/slip/s?print=1"),
        *((bad, "") for bad in ("", "//evil.example", "/\\evil.example", "counter")),
        *((bad, "") for bad in ("https://evil.example", "/a\nb", "javascript:x")),
    ],
)
def test_where_one_goes_on_is_a_page_of_ours(to: str, goes: str) -> None:
    """No link leads by way of us to somebody else's page."""
    assert own_path(to) == goes


def test_roles_are_told_with_me(shared: Staffed, cookies: Any) -> None:
    """Pages show what somebody may do, and nothing else."""
    told = {
        who: shared.client.get("/api/v1/me", **cookies[who]).json.get("role")
        for who in (MANAGER, TECHNICIAN)
    }

    assert told == {MANAGER: Role.MANAGER, TECHNICIAN: Role.TECHNICIAN}
