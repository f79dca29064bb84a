"""The dated list of service levels, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from events.local_time import HERE
from tests.hub.web.http_client import Client, Got
from tests.hub.web.open_hub import open_hub

NAMES = {"vi": "Đăng ký tạm trú", "en": "Temporary residence"}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """One who asks a running hub."""
    with open_hub() as (_, web):
        yield Client(web.port)


def level(id: str, vi: str, **days: date) -> dict[str, Any]:
    """Return a level's row."""
    told = {name: str(day) for name, day in days.items()}
    return {"id": id, "names": {"vi": vi, "en": id}, **told}


def change(client: Client, *levels: Any, **days: date) -> Got:
    """Tell these levels, and one procedure of level "full"."""
    row = {"id": "stay", "service": "A", "names": NAMES, "level": "full"}
    told = {name: str(day) for name, day in days.items()}
    body = {
        "settings": {"levels": levels, "procedures": [{**row, **told}]},
        "revision": client.get("/api/v1/settings").json["revision"],
    }
    return client.post("/api/v1/settings", body)


def test_a_level_is_renamed_from_tomorrow(client: Client) -> None:
    """Of two rows of one level the catalogue has the one that holds today."""
    today = datetime.now(HERE).date()
    old = level("full", "Toàn trình", valid_until=today)
    new = level("full", "Trực tuyến toàn trình", valid_from=today + timedelta(days=1))
    assert change(client, old, new).status == 200

    rows = client.get("/api/v1/catalogue").json
    assert [one["names"]["vi"] for one in rows["levels"]] == ["Toàn trình"]
    assert [one["level"] for one in rows["procedures"]] == ["full"]


def test_a_level_in_use_does_not_end(client: Client) -> None:
    """Ended today while a procedure goes on, it is refused with day and names."""
    today = datetime.now(HERE).date()
    tomorrow = today + timedelta(days=1)
    ending = level("full", "Toàn trình", valid_until=today)
    before = client.get("/api/v1/settings").json

    got = change(client, ending)

    assert (got.status, got.json["refusal"]) == (409, "procedure-level-over")
    for word in ("Đăng ký tạm trú", "Toàn trình", f"{tomorrow:%d/%m/%Y}"):
        assert word in got.json["text"]["vi"]
    for word in (NAMES["en"], "full", f"{tomorrow:%d/%m/%Y}"):
        assert word in got.json["text"]["en"]
    assert client.get("/api/v1/settings").json == before
    assert change(client, ending, valid_until=today).status == 200
