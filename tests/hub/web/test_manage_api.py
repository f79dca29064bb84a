"""A manager's settings over HTTP: read, changed, refused with a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from events.counter import OpenCounter
from events.ids import new_id
from events.local_time import HERE
from events.visit import CallNext, IssueTicket, StartServing
from hub.bootstrap import Core
from tests.hub.asking import ask
from tests.hub.rig import wait_until
from tests.hub.web.http_client import Client, Got
from tests.hub.web.open_hub import open_hub
from tests.hub.web.staffed_hub import CLERK, MANAGER, staffed_hub

SHUT_A = {"services": [{"service": "A", "is_open": False}]}


@pytest.fixture(scope="module")
def opened() -> Iterator[tuple[Core, Client]]:
    """A running hub whose day is open."""
    with open_hub() as (core, web):
        wait_until(lambda: core.board.now.day.is_open)
        yield core, Client(web.port)


@pytest.fixture
def core(opened: tuple[Core, Client]) -> Core:
    """Its rules and views."""
    return opened[0]


@pytest.fixture
def client(opened: tuple[Core, Client]) -> Iterator[Client]:
    """One who asks it; what was told is taken back afterwards."""
    yield opened[1]
    assert change(opened[1], {}).status == 200


def change(client: Client, settings: Any, **more: Any) -> Got:
    """Tell settings upon what holds now, or upon another revision."""
    now = client.get("/api/v1/settings").json
    body = {"settings": settings, "revision": now["revision"], **more}
    return client.post("/api/v1/settings", body)


def test_before_any_change_the_standard_lists_hold(client: Client) -> None:
    """A new office tells nothing itself, and says which lists hold meanwhile."""
    now = client.get("/api/v1/settings").json

    assert now["settings"] == {}
    assert {"full", "partial"} == {one["id"] for one in now["standard"]["levels"]}


def test_a_change_is_taken_and_read_back(core: Core, client: Client) -> None:
    """What is told is what is read, and a number is refused by it within a second."""
    got = change(client, SHUT_A)

    assert got.status == 200
    now = client.get("/api/v1/settings").json
    assert now["settings"] == SHUT_A
    assert now["revision"] == got.json["revision"]
    wait_until(lambda: bool(core.board.now.day.plan.told.shut), within_s=2)
    refused = client.post("/api/v1/tickets", {"service": "A"})
    assert refused.status == 409
    assert refused.json["refusal"] == "service-shut"
    assert "ngừng lấy số" in refused.json["text"]["vi"]


def test_a_whole_number_may_have_a_point(client: Client) -> None:
    """In JSON 40.0 is the number 40."""
    row = b'{"service": "A", "daily_cap": 40.0}'
    revision = client.get("/api/v1/settings").json["revision"]
    body = b'{"settings": {"services": [%s]}, "revision": %d}' % (row, revision)

    assert client.post("/api/v1/settings", body).status == 200
    (told,) = client.get("/api/v1/settings").json["settings"]["services"]
    assert told["daily_cap"] == 40


def test_a_stale_change_says_so(client: Client) -> None:
    """Who has not seen the last change is told, and nothing is lost."""
    change(client, SHUT_A)

    got = change(client, {"stops_at_closing": True}, revision=0)

    assert got.status == 409
    assert got.json["refusal"] == "stale-settings"
    assert client.get("/api/v1/settings").json["settings"] == SHUT_A


def test_a_save_may_be_repeated_by_its_id(client: Client) -> None:
    """Asked again by its id, a save is answered as before and done once."""
    now = client.get("/api/v1/settings").json
    body, id = {"settings": SHUT_A, "revision": now["revision"]}, new_id()

    first = client.post("/api/v1/settings", body, Idempotency_Key=id)
    again = client.post("/api/v1/settings", body, Idempotency_Key=id)

    assert (first.status, again.status) == (200, 200)
    assert first.json["revision"] == again.json["revision"]


@pytest.mark.parametrize(
    ("settings", "status", "name"),
    [
        ({"services": [{"service": "Z"}]}, 404, "unknown-service"),
        (
            {"roster": [{"weekday": 1, "counter": "1", "clerk": "NV-03"}]},
            409,
            "duty-unknown-clerk",
        ),
        (
            {"hours": [{"weekday": 1, "opens": "17:00", "closes": "07:30"}]},
            409,
            "hours-reversed",
        ),
        (
            {"hours": [{"weekday": 8, "opens": "07:30", "closes": "17:00"}]},
            400,
            "malformed",
        ),
        ({"services": [{"service": "A", "daily_cap": -1}]}, 400, "malformed"),
        ({"clerks": [{"id": "Nguyễn Văn A"}]}, 400, "malformed"),
        ({"clerks": [{"id": "NV-03", "team": "Tổ 1"}]}, 400, "malformed"),
        ({"targets": {"crowd": 0}}, 400, "malformed"),
        ({"targets": {"called_share": 101}}, 400, "malformed"),
    ],
)
def test_what_does_not_fit_is_refused(client, settings, status, name) -> None:
    """A row that cannot be is refused with a sentence, by whoever can tell."""
    got = change(client, settings)

    assert (got.status, got.json["refusal"]) == (status, name)
    assert got.json["text"]["vi"]


def test_targets_and_teams_are_kept_without_what_is_usual(client: Client) -> None:
    """Only what differs from the usual is told again; an old revision is refused."""
    aims = {"crowd": 4, "idle_min": 3, "patience_min": None}
    clerks = [{"id": "NV-03", "team": "to-1"}, {"id": "NV-07"}]
    assert change(client, {"targets": aims, "clerks": clerks}).status == 200

    told = client.get("/api/v1/settings").json["settings"]
    assert told == {"targets": {"crowd": 4}, "clerks": clerks}
    got = change(client, {"targets": {"crowd": 5}}, revision=0)
    assert got.json["refusal"] == "stale-settings"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"services": [{"service": "A", "is_opne": False}]}, "services[0]"),
        ({"holiday": []}, "settings"),
        ({"targets": {"crowds": 3}}, "targets"),
        ({"holidays": [{"day": "2027-01-01", "names": {"vi": "x", "fr": "y"}}]}, "fr"),
    ],
)
def test_a_misspelt_field_is_refused_by_its_name(client, body, place) -> None:
    """Settings are told as a whole: a field that nobody knows takes none away."""
    got = change(client, body)

    assert (got.status, got.json["refusal"]) == (400, "malformed")
    assert place in got.json["text"]["vi"]
    got = change(client, {}, revision_=1)
    assert (got.status, "revision_" in got.json["text"]["en"]) == (400, True)


def test_a_strange_fields_name_is_not_repeated_at_length(client: Client) -> None:
    """What is no field's name is not told again to whoever reads the answer."""
    got = change(client, {"<b>Nguyễn</b>": 1})

    assert got.status == 400
    assert "Nguyễn" not in got.json["text"]["vi"]


def test_nobody_locks_himself_out(tmp_path: Path) -> None:
    """Once PINs are there, a manager stays who has one; before, anything goes."""
    with staffed_hub(tmp_path) as hub:
        signed = hub.sign_in(MANAGER)

        def tell(*clerks: dict[str, str]) -> Got:
            now = hub.client.get("/api/v1/settings", **signed).json
            wanted = {**now["settings"], "clerks": clerks}
            body = {"settings": wanted, "revision": now["revision"]}
            return hub.client.post("/api/v1/settings", body, **signed)

        new = {"id": "QL-02", "role": "manager"}
        for refused in (tell({"id": CLERK}), tell({"id": MANAGER}, new), tell()):
            assert (refused.status, refused.json["refusal"]) == (409, "last-manager")
        assert tell({"id": MANAGER, "role": "manager"}, new).status == 200
        path = "/api/v1/accounts/QL-02/pin"
        assert hub.client.post(path, {"pin": "918273"}, **signed).status == 200
        assert tell({"id": MANAGER}, new).status == 200


def test_clerks_may_be_told_before_any_pin(client: Client) -> None:
    """Where nobody signs in yet, clerks may be listed before their manager."""
    assert change(client, {"clerks": [{"id": "NV-03"}]}).status == 200


def test_the_catalogue_is_that_of_today(client: Client) -> None:
    """What ended or has not begun is not offered; without own rows the standard is."""
    rows = client.get("/api/v1/catalogue").json
    assert len(rows["procedures"]) == 21
    names = {"vi": "Đăng ký tạm trú", "en": "Temporary residence"}
    row = {"id": "stay", "service": "A", "names": names, "level": "full"}
    change(
        client,
        {
            "procedures": [
                {**row, "valid_until": "2020-12-31"},
                {**row, "valid_from": "2021-01-01", "level": "partial"},
                {**row, "id": "later", "valid_from": "2099-01-01"},
            ]
        },
    )

    rows = client.get("/api/v1/catalogue").json
    assert [one["level"] for one in rows["procedures"]] == ["partial"]
    assert [one["id"] for one in rows["levels"]] == ["full", "partial"]


def test_running_sessions_are_shown(core: Core, client: Client) -> None:
    """A manager sees who is helped where, by whom, and since when."""
    assert client.get("/api/v1/sessions").json == {"sessions": []}
    for command in (
        OpenCounter(counter="1", clerk="NV-03"),
        IssueTicket(service="A"),
        CallNext(counter="1"),
        StartServing(counter="1"),
    ):
        ask(core.office, command, id=new_id(), source="/office/hk01/http")

    (one,) = client.get("/api/v1/sessions").json["sessions"]
    assert (one["ticket"], one["counter"], one["clerk"]) == ("A001", "1", "NV-03")
    assert one["stage"] == "ongoing"


def test_sessions_without_an_outcome_are_shown(client: Client) -> None:
    """What a clerk left open is told with its session, until somebody says it."""
    assert client.post("/api/v1/counters/1/finish").status == 200
    told = client.get("/api/v1/sessions").json
    (one,) = told["not_recorded"]
    assert (told["sessions"], one["ticket"], one["clerk"]) == ([], "A001", "NV-03")

    path = f"/api/v1/sessions/{one['session']}/complete"
    assert client.post(path, {"outcome": "submitted"}).status == 200
    assert client.get("/api/v1/sessions").json == {"sessions": []}


def test_the_settings_take_get_and_post_alone(client: Client) -> None:
    """Any other method is refused by name."""
    got = client.request("PUT", "/api/v1/settings", b"{}", client.json_headers)

    assert got.status == 405
    assert got.headers["allow"] == "GET, POST"
    assert client.post("/api/v1/sessions", {}).status == 405


def test_the_page_carries_the_office(client: Client) -> None:
    """Services and counters come with the page; no script or style stands in it."""
    got = client.get("/manage")
    text = got.body.decode()

    assert got.status == 200
    assert "Cư trú, căn cước" in text
    assert "<script>" not in text
    assert "style=" not in text


def test_public_pages_say_the_managers_hours(tmp_path: Path) -> None:
    """Screen and expired ticket say today's hours as told, or that today is closed."""
    with staffed_hub(tmp_path) as hub:
        signed = hub.sign_in(MANAGER)
        assert "00:00–23:59" in hub.client.get("/screen").body.decode()
        now = hub.client.get("/api/v1/settings", **signed).json
        today = datetime.now(HERE)
        hours = {"weekday": today.isoweekday(), "opens": "00:01", "closes": "23:58"}
        settings = {**now["settings"], "hours": [hours]}
        body = {"settings": settings, "revision": now["revision"]}
        revision = hub.client.post("/api/v1/settings", body, **signed).json["revision"]

        assert "00:01–23:58" in hub.client.get("/screen").body.decode()
        assert "00:01–23:58" in hub.client.get("/t/unknown").body.decode()
        names = {"vi": "Ngày nghỉ", "en": "Holiday"}
        settings["holidays"] = [{"day": f"{today:%Y-%m-%d}", "names": names}]
        body = {"settings": settings, "revision": revision}
        assert hub.client.post("/api/v1/settings", body, **signed).status == 200
        assert "hôm nay nghỉ" in hub.client.get("/screen").body.decode()
