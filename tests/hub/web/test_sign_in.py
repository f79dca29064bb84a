"""Signing in over HTTP: a cookie for a PIN, and everybody only what is theirs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from events.settings import Clerk, Role
from hub.application.accounts import Limits
from hub.store.memory import MemoryEventStore
from hub.web.sign_in import TRIES
from hub.web.sign_in_page import own_path
from tests.hub.rig import wait_until
from tests.hub.web.http_client import Client
from tests.hub.web.open_hub import open_hub
from tests.hub.web.staffed_hub import (
    CLERK,
    MANAGER,
    OTHER,
    PINS,
    STAFF,
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


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Staffed]:
    """A hub of the test's own."""
    with staffed_hub(tmp_path) as hub:
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


def test_a_stream_ends_with_the_sign_in(hub: Staffed) -> None:
    """Who signs out on one page sees no more on another; the waiting room goes on."""
    cookie = hub.sign_in(CLERK)
    with (
        hub.client.stream("/screen/stream") as screen,
        hub.client.stream("/api/v1/events", **cookie) as stream,
    ):
        next(stream)
        next(screen)
        assert hub.client.post("/api/v1/sign-out", {}, **cookie).status == 200
        list(stream)
        assert next(screen)


def test_an_act_says_who_did_it(hub: Staffed) -> None:
    """Events and answers are the clerk's own, and the counter is opened for him."""
    cookie = hub.sign_in(CLERK)
    assert hub.client.post("/api/v1/counters/1/open", {}, **cookie).status == 200
    (opened,) = [
        one
        for one in hub.core.office.store.read_after(0, 100)
        if type(one.event).__name__ == "CounterOpened"
    ]

    assert opened.by == f"/office/hk01/clerk/{CLERK}"
    assert opened.event.clerk == CLERK


def test_nobody_opens_a_counter_for_somebody_else(hub: Staffed) -> None:
    """But the manager."""
    body = {"clerk": OTHER}
    path = "/api/v1/counters/1/open"
    clerk = hub.client.post(path, body, **hub.sign_in(CLERK))
    manager = hub.client.post(path, body, **hub.sign_in(MANAGER))

    assert (clerk.status, clerk.json["refusal"]) == (403, "not-your-role")
    assert manager.status == 200


def test_wrong_pins_lock_and_say_until_when(hub: Staffed) -> None:
    """Known code or not: the same words; the time is told for a countdown."""
    for code in (CLERK, "NV-99"):
        told = [hub.tries(code, "999111") for _ in range(5)]
        assert [got.status for got in told] == [401] * 4 + [423]
        assert told[0].json["refusal"] == "wrong-pin"
        assert 58 <= int(told[4].headers["retry-after"]) <= 60
        assert told[4].json["until"]
        assert "set-cookie" not in told[4].headers


def test_a_manager_unlocks_and_sets_pins(hub: Staffed) -> None:
    """A reset opens the code; a new PIN ends what the old one opened."""
    manager, clerk = hub.sign_in(MANAGER), hub.sign_in(CLERK)
    for _ in range(5):
        hub.tries(CLERK, "999111")
    path = f"/api/v1/accounts/{CLERK}"
    listed = hub.client.post(f"{path}/unlock", {}, **manager).json["accounts"]
    assert all("locked_until" not in one for one in listed)
    assert hub.tries(CLERK, PINS[CLERK]).status == 200

    assert hub.client.post(f"{path}/pin", {"pin": "555666"}, **manager).status == 200
    assert hub.client.get("/api/v1/state", **clerk).status == 401
    assert hub.tries(CLERK, "555666").status == 200
    weak = hub.client.post(f"{path}/pin", {"pin": "123456"}, **manager)
    assert (weak.status, weak.json["refusal"]) == (422, "weak-pin")
    gone = hub.client.post("/api/v1/accounts/XX/pin", {"pin": "555666"}, **manager)
    assert (gone.status, gone.json["refusal"]) == (404, "unknown-clerk")


def test_a_clerk_changes_his_own_pin(hub: Staffed) -> None:
    """With the old one; then he signs in anew."""
    cookie, path = hub.sign_in(CLERK), "/api/v1/me/pin"
    wrong = hub.client.post(path, {"pin": "000000", "new": "555666"}, **cookie)
    assert (wrong.status, wrong.json["refusal"]) == (401, "wrong-pin")
    given = {"pin": PINS[CLERK], "new": "555666"}
    assert hub.client.post(path, given, **cookie).json["word"] == "sign-in-needed"
    assert hub.tries(CLERK, "555666").status == 200


def test_the_same_pin_is_refused(hub: Staffed) -> None:
    """It is told in both languages, and the sign-in goes on."""
    cookie, path = hub.sign_in(CLERK), "/api/v1/me/pin"
    given = {"pin": PINS[CLERK], "new": PINS[CLERK]}
    got = hub.client.post(path, given, **cookie)

    assert (got.status, got.json["refusal"]) == (422, "weak-pin")
    assert got.json["text"]["en"].startswith("The new PIN is the one in use")
    assert hub.client.get("/api/v1/me", **cookie).json["word"] == "signed-in"


def test_a_stolen_cookie_does_not_try_pins_without_end(hub: Staffed) -> None:
    """An address has so many tries at one's own PIN as it has at the way in."""
    cookie = hub.sign_in(CLERK)
    given = {"pin": "999111", "new": "555666"}
    told = [
        hub.client.post("/api/v1/me/pin", given, **cookie).json["refusal"]
        for _ in range(TRIES.burst + 10)
    ]

    assert told[:5] == ["wrong-pin"] * 4 + ["pin-locked"]
    assert told[-1] == "flood"


def test_a_lock_is_told_with_its_time(hub: Staffed) -> None:
    """Locked: neither acts nor looks; signing in again goes on."""
    cookie = hub.sign_in(CLERK)
    me = hub.client.post("/api/v1/lock", {}, **cookie).json
    assert (me["word"], me["clerk"], me["needs_sign_in"]) == ("locked", CLERK, True)
    assert me["locked_at"]
    got = hub.client.post("/api/v1/counters/1/open", {}, **cookie)
    assert (got.status, got.json["refusal"]) == (401, "locked")
    again = hub.tries(CLERK, PINS[CLERK], **cookie)
    assert again.json["word"] == "signed-in"
    assert hub.client.get("/api/v1/me", **cookie).json["word"] == "sign-in-needed"


def test_the_idle_limit_is_put_off_by_acts_alone(tmp_path: Path) -> None:
    """What a page asks by itself keeps nobody signed in; `here` says somebody is."""
    limits = Limits(idle=timedelta(seconds=1.5))
    with staffed_hub(tmp_path, limits=limits) as hub:
        cookie = hub.sign_in(CLERK)
        before = hub.client.get("/api/v1/me", **cookie).json["locks_at"]
        assert hub.client.get("/api/v1/state", **cookie).status == 200
        assert hub.client.get("/api/v1/me", **cookie).json["locks_at"] == before
        after = hub.client.post("/api/v1/me/here", {}, **cookie).json
        assert after["locks_at"] > before
        assert after["idle_s"] == 1.5
        wait_until(lambda: _word(hub.client, cookie) == "locked")


def _word(client: Client, cookie: dict[str, str]) -> str:
    word: str = client.get("/api/v1/me", **cookie).json["word"]
    return word


def test_signed_in_elsewhere_is_told(hub: Staffed) -> None:
    """The first machine learns why it must sign in again."""
    here = hub.sign_in(CLERK)
    hub.sign_in(CLERK)
    got = hub.client.get("/api/v1/state", **here)

    assert (got.status, got.json["refusal"]) == (401, "signed-in-elsewhere")


def test_whoever_is_deactivated_is_out_at_once(hub: Staffed) -> None:
    """By the settings, in the middle of his work."""
    cookie = hub.sign_in(CLERK)
    rest = [one for one in STAFF if one.id != CLERK]
    hub.settle(*rest, Clerk(id=CLERK, is_active=False))

    assert hub.client.get("/api/v1/state", **cookie).status == 401
    assert hub.tries(CLERK, PINS[CLERK]).status == 401


def test_sign_ins_survive_a_restart(tmp_path: Path) -> None:
    """The hub comes back, and everybody works on."""
    store = MemoryEventStore()
    with staffed_hub(tmp_path, store) as hub:
        cookie = hub.sign_in(CLERK)
    with staffed_hub(tmp_path, store, pins={}) as hub:
        assert hub.client.get("/api/v1/me", **cookie).json["clerk"] == CLERK


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


def test_a_flood_of_sign_ins_is_refused_and_the_queue_goes_on(hub: Staffed) -> None:
    """Most are not hashed at all, and who was signed in does not feel it."""
    manager = hub.sign_in(MANAGER)
    statuses: list[int] = []
    threads = [
        threading.Thread(
            target=lambda n=n: statuses.append(hub.tries(f"X-{n}", "999111").status)
        )
        for n in range(TRIES.burst + 20)
    ]
    for thread in threads:
        thread.start()
    assert hub.client.post("/api/v1/counters/1/open", {}, **manager).status == 200
    for thread in threads:
        thread.join()

    assert set(statuses) <= {401, 429, 503}
    assert statuses.count(401) <= TRIES.burst + 2
    assert statuses.count(429) + statuses.count(503) >= 18


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
