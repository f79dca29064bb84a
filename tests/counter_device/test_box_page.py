"""The demo panel's page and its JSON."""

from __future__ import annotations

import threading
import time

import pytest

from counter_device.app import Shown
from counter_device.counter import Sign
from counter_device.lamps import Lamps
from counter_device.virtual import Controls, Stage, create_panel
from tests.counter_device.conftest import BOX
from tests.counter_device.fake_hub import refusal, state_of

SHOWN = Shown(True, Lamps(accepted=True), "A047", state_of("called", ticket="A047"))


@pytest.fixture
def moves():
    """Return what the page did to the box, with times."""
    return []


@pytest.fixture
def stage():
    """Return what the box shows: a called ticket."""
    stage = Stage()
    stage.show(SHOWN)
    return stage


@pytest.fixture
def page(moves, stage):
    """Return a browser at the box's page."""
    controls = Controls(
        lambda key, is_down: moves.append((key, is_down, time.monotonic())),
        lambda is_cut: moves.append(("network", is_cut, 0.0)),
    )
    return create_panel(BOX, controls, stage, is_demo=True).test_client()


def test_the_state_tells_all_that_is_seen(page) -> None:
    """Lamps, digits with their segments, connection and the hub's own words."""
    state = page.get("/state").get_json()
    assert (state["device"], state["counter"]) == ("counter-2", "2")
    assert state["connected"] is True
    assert state["cut"] is False
    assert state["lamps"] == SHOWN.lamps._asdict()
    assert state["digits"] == "A047"
    assert state["segments"][0] == "abcefg"
    assert state["state"]["ticket"] == "A047"
    assert state["state"]["revision"] == 412


def test_the_state_tells_a_refusal_in_words(page, stage) -> None:
    """What a real box has only a lamp for, the page can say."""
    assert page.get("/state").json["refusal"] is None
    stage.show(SHOWN._replace(sign=Sign.REFUSED, refusal=refusal()))
    state = page.get("/state").json
    assert state["sign"] == "refused"
    assert state["refusal"] == {"vi": "Không có ai chờ.", "en": "Nobody is waiting."}


def test_a_framed_page_is_short(page) -> None:
    """On the demo's table the gestures are folded away, and the heading left out."""
    assert "<details open>" in page.get("/").text
    short = page.get("/?framed").text
    assert '<html lang="vi" class="framed">' in short
    assert "<details open>" not in short


def test_the_state_before_anything_is_shown(moves) -> None:
    """A box that has only begun says so, and breaks no page."""
    nothing = Controls(lambda *_: None, lambda _: None)
    state = create_panel(BOX, nothing, Stage()).test_client().get("/state").get_json()
    assert (state["connected"], state["digits"]) == (False, "")


def test_a_page_waits_for_news(page, stage) -> None:
    """Asked for what comes after a state, the box answers once it changed."""
    now = page.get("/state").json["number"]
    later = SHOWN._replace(digits="----")
    news = threading.Timer(0.05, stage.show, [later])
    news.start()
    assert page.get(f"/state?since={now}").json["digits"] == "----"
    news.join()


def test_a_press_lasts_as_long_as_asked(page, moves) -> None:
    """A key goes down, stays down so many milliseconds, and goes up."""
    answer = page.post("/press", json={"key": "next", "ms": 120})
    assert answer.json == {"key": "next", "ms": 120}
    (down, up) = moves
    assert (down[:2], up[:2]) == (("next", True), ("next", False))
    assert up[2] - down[2] >= 0.12


def test_a_double_press(page, moves) -> None:
    """The second press comes soon enough to be a double one."""
    assert page.post("/double", json={"key": "recall"}).status_code == 200
    assert [is_down for _, is_down, _ in moves] == [True, False, True, False]
    assert moves[2][2] - moves[1][2] < 0.35


def test_fingers_and_plug(page, moves) -> None:
    """The page's own keys go down and up with the mouse; its fault pulls the plug."""
    page.post("/down", json={"key": "start"})
    page.post("/up", json={"key": "start"})
    page.post("/network", json={"cut": True})
    assert [move[:2] for move in moves] == [
        ("start", True),
        ("start", False),
        ("network", True),
    ]
    assert page.get("/state").json["cut"] is True


@pytest.mark.parametrize(
    "order", [b"", b"{", b'{"key":"stop"}', b'{"key":"next","ms":"long"}', b"[]"]
)
def test_a_wrong_order_is_explained(page, moves, order) -> None:
    """An order that cannot be read says what one looks like, and presses nothing."""
    answer = page.post("/press", data=order, content_type="application/json")
    assert answer.status_code == 400
    assert "Send for example" in answer.json["error"]
    assert moves == []


@pytest.mark.parametrize(
    ("status", "more"),
    [
        (415, {"data": '{"key":"next"}', "content_type": "text/plain"}),
        (403, {"json": {"key": "next"}, "headers": {"Host": "evil.example"}}),
        (403, {"json": {"key": "next"}, "headers": {"Origin": "http://evil.example"}}),
    ],
)
def test_strange_pages_cannot_press(page, moves, status, more) -> None:
    """A page from elsewhere in the same browser moves no key."""
    assert page.post("/press", **more).status_code == status
    assert moves == []


def test_the_page_needs_no_internet(page) -> None:
    """Everything the page names comes from the box itself; other pages may frame it."""
    answer = page.get("/")
    assert "Hộp phím quầy 2" in answer.text
    assert "Dữ liệu minh họa" in answer.text
    assert "http" not in answer.text.replace("http-equiv", "")
    assert "http://127.0.0.1:*" in answer.headers["Content-Security-Policy"]
    fonts = "/assets/fonts/public-sans-vietnamese-wght-normal.woff2"
    for path in ("/assets/tokens.css", "/panel.css", "/panel.js", fonts):
        with page.get(path) as asset:
            assert asset.status_code == 200
    assert page.get("/assets/__init__.py").status_code == 404
