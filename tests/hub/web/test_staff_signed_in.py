"""Staff signed in: acts in their own name, PINs, locks, and how a sign-in ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from events.settings import Clerk
from hub.application.accounts import Limits
from hub.store.memory import MemoryEventStore
from hub.web.sign_in import TRIES
from tests.hub.rig import wait_until
from tests.hub.web.http_client import Client
from tests.hub.web.staffed_hub import (
    CLERK,
    MANAGER,
    OTHER,
    PINS,
    STAFF,
    Staffed,
    staffed_hub,
)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Staffed]:
    """A hub of the test's own."""
    with staffed_hub(tmp_path) as hub:
        yield hub


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
