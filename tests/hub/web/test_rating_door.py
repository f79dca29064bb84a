"""A visitor's rating: by JSON or by a plain form, once, and told kindly."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from events.session import Rate, RatingReason
from hub.web.app import create_server
from hub.web.port import VisitPlace
from hub.web.settings import WebSettings
from hub.web.ticket import FLOOR_S
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client, Got, site_on
from tests.hub.web.office_examples import SITE, refused, view

RATING = "/t/token/rating"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
WORDS = ["Rất tệ", "Chưa tốt", "Tạm được", "Tốt", "Rất tốt", "Bị đòi thêm tiền"]


@pytest.fixture
def hub(hub: FakeHub) -> FakeHub:
    """A hub whose visitor has been served."""
    hub.visits["token"] = view(VisitPlace.SERVED, counter="2", may_rate=True)
    return hub


def post_form(client: Client, path: str = RATING, **fields: Any) -> Got:
    """Send a form as a browser without script does."""
    body = urlencode(fields, doseq=True).encode()
    return client.request("POST", path, body, FORM)


def test_the_page_asks_once_served(client: Client, hub: FakeHub) -> None:
    """Five faces with words, none chosen; the grave reason stands apart."""
    del hub
    text = client.get("/t/token").body.decode()
    assert [word for word in WORDS if word not in text] == []
    assert (text.count('type="radio"'), text.count("checked")) == (5, 0)
    assert '<label class="tick grave"><input type="checkbox" name="reasons"' in text
    assert 'http-equiv="refresh"' not in text  # it would wipe what was chosen


@pytest.mark.parametrize("place", [p for p in VisitPlace if p != VisitPlace.SERVED])
def test_nobody_else_is_asked(client: Client, hub: FakeHub, place: VisitPlace) -> None:
    """There are no faces before the visit is over, nor where nobody was served."""
    hub.visits["token"] = view(place, counter="2")
    assert "Quý khách có hài lòng không?" not in client.get("/t/token").body.decode()


def test_a_rating_is_a_command_for_the_visit(client: Client, hub: FakeHub) -> None:
    """The token stands for the visit; the answer is thanks, and no id of anything."""
    got = client.post(RATING, {"score": 4, "reasons": ["attitude", "extra-cost"]})
    reasons = (RatingReason.ATTITUDE, RatingReason.EXTRA_COST)
    command, _, source, expires = hub.submitted[-1]
    assert command == Rate(visit="v", score=4, reasons=reasons)
    assert (source, got.status) == ("/office/hk01/http", 200)
    assert expires is not None
    thanks = {"vi": "Đã gửi. Cảm ơn quý khách.", "en": "Sent. Thank you."}
    assert got.json == {"text": thanks}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (RATING, {"score": 4}, 200),
        (RATING, {"score": 9}, 400),
        ("/t/unknown/rating", {"score": 4}, 404),
    ],
)
def test_no_answer_comes_sooner_than_another(
    client: Client, path: str, body: dict[str, int], status: int
) -> None:
    """How long it takes tells nobody whether a token is one."""
    begun = time.perf_counter()
    assert client.post(path, body).status == status
    assert time.perf_counter() - begun >= FLOOR_S


def test_one_tap_is_enough(client: Client, hub: FakeHub) -> None:
    """Reasons may be left out."""
    assert client.post(RATING, {"score": 5}).status == 200
    assert hub.submitted[-1][0] == Rate(visit="v", score=5)


def test_a_second_rating_is_told_kindly(client: Client, hub: FakeHub) -> None:
    """It is refused, and the page thanks instead of asking, also after a reload."""
    client.post(RATING, {"score": 5})
    hub.next_answer = refused("already-rated")
    assert client.post(RATING, {"score": 1}).status == 409
    text = client.get("/t/token").body.decode()
    assert "Quý khách đã đánh giá, xin cảm ơn." in text
    assert "Quý khách có hài lòng không?" not in text


def test_the_same_id_gets_the_same_answer(client: Client, hub: FakeHub) -> None:
    """A phone that lost the answer may send the same rating again by its id."""
    del hub
    for _ in range(2):
        got = client.post(RATING, {"score": 5}, Idempotency_Key="once")
        assert got.status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"score":0}',
        b'{"score":6}',
        b'{"score":"good"}',
        b'{"score":5,"reasons":["money"]}',
    ],
)
def test_what_is_no_rating_is_refused(
    client: Client, hub: FakeHub, body: bytes
) -> None:
    """A score is one of five, a reason one of the list."""
    got = client.post(RATING, body)
    assert (got.status, got.json["refusal"]) == (400, "malformed")
    assert hub.submitted == []


def test_an_unknown_token_answers_as_its_page(client: Client, hub: FakeHub) -> None:
    """Who guesses learns nothing more by rating than by looking."""
    got = client.post("/t/guessed/rating", {"score": 5})
    assert (got.status, got.json["refusal"]) == (404, "not-found")
    led = post_form(client, "/t/guessed/rating", score=5)
    assert (led.status, led.headers["location"]) == (303, "/t/guessed")
    assert hub.submitted == []


def test_a_form_is_led_back_to_its_page(client: Client, hub: FakeHub) -> None:
    """A phone without script rates too; the end of the address shows the thanks."""
    got = post_form(client, score="2", reasons=["waiting", "guidance"])
    reasons = (RatingReason.WAITING, RatingReason.GUIDANCE)
    assert hub.submitted[-1][0] == Rate(visit="v", score=2, reasons=reasons)
    assert (got.status, got.headers["location"]) == (303, "/t/token#sent")
    again = post_form(client, score="2")
    assert (again.status, again.headers["location"]) == (303, "/t/token")


@pytest.mark.parametrize("fields", [{}, {"score": "x"}, {"reasons": ["waiting"]}])
def test_a_form_without_a_face_is_asked_for_one(
    client: Client, hub: FakeHub, fields: dict[str, Any]
) -> None:
    """Nothing is sent on, and the page says what is missing."""
    got = post_form(client, **fields)
    assert (got.status, got.headers["location"]) == (303, "/t/token#choose")
    assert hub.submitted == []
    assert 'id="choose"' in client.get("/t/token").body.decode()


def test_a_form_that_cannot_be_kept_now_is_told(client: Client, hub: FakeHub) -> None:
    """Whatever else stands in the way, the page asks to send again."""
    hub.next_answer = refused("hub-cannot-write")
    got = post_form(client, score=3)
    assert got.headers["location"] == "/t/token#unsent"
    assert 'id="unsent"' in client.get("/t/token").body.decode()


def test_a_foreign_page_cannot_rate(client: Client, hub: FakeHub) -> None:
    """Even one that knew the token is turned away by its Origin, form or not."""
    foreign = {"Origin": "http://evil.example"}
    got = client.request("POST", RATING, b"score=1", FORM | foreign)
    assert (got.status, got.json["refusal"]) == (403, "wrong-origin")
    nowhere = client.request("POST", RATING, b"score=1", FORM | {"Origin": "null"})
    assert nowhere.status == 403
    assert client.post(RATING, {"score": 1}, **foreign).status == 403
    assert hub.submitted == []


def test_no_other_door_takes_a_form(client: Client, hub: FakeHub) -> None:
    """A form is taken where the token alone opens, and nowhere else."""
    got = client.request("POST", "/api/v1/tickets", b"service=A", FORM)
    assert (got.status, got.json["refusal"]) == (415, "not-json")
    assert hub.submitted == []


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_rating_is_posted(client: Client, hub: FakeHub, method: str) -> None:
    """Nothing is rated by looking."""
    del hub
    got = client.request(method, RATING, b"", {})
    assert (got.status, got.headers["allow"]) == (405, "POST")


def test_the_phone_goes_over_to_thanks(client: Client, hub: FakeHub) -> None:
    """A page left open is told, also where the faces at the counter were pressed."""
    with client.stream("/t/token/stream") as frames:
        seen = (one for one in frames if one.event == "state")
        first: Any = next(seen)
        assert (first.data["state"], first.data["may_rate"]) == ("served", True)
        hub.visits["token"] = view(VisitPlace.SERVED, counter="2", is_rated=True)
        hub.commit()
        assert next(seen).data["state"] == "rated"


@pytest.fixture
def strict(hub: FakeHub) -> Iterator[Client]:
    """One who asks a web that lets nobody ask any more."""
    settings = WebSettings(site=site_on(SITE, 0), passes=lambda _: False)
    server = create_server(hub, hub, settings)
    server.start()
    yield Client(server.port)
    server.stop()


def test_a_flood_is_refused(strict: Client, hub: FakeHub) -> None:
    """One address may send only so much, here as at the other doors."""
    got = strict.post(RATING, {"score": 5})
    assert (got.status, got.json["refusal"]) == (429, "flood")
    assert post_form(strict, score=5).headers["location"] == "/t/token#unsent"
    assert hub.submitted == []
