"""The page behind the QR says one thing, the true one, to whoever holds the slip."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from events.plan import Names
from events.replies import WaitRange
from hub.web.port import VisitPlace, VisitView
from hub.web.ticket_page import TITLES, ticket_page
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client
from tests.hub.web.office_examples import NOON, view

P = VisitPlace


@pytest.mark.parametrize(
    ("visit", "state", "title"),
    [
        (view(), "waiting", "A047 – còn 4 người trước"),
        (view(ahead=2), "waiting", "A047 – còn 2 người trước"),
        (view(ahead=1), "soon", "Sắp đến lượt – A047"),
        (view(ahead=0), "soon", "Sắp đến lượt – A047"),
        (view(ahead=None), "waiting", "A047 – đang chờ"),
        (view(P.CALLED, counter="2"), "called", "▶ Quầy 2 – A047"),
        (view(P.SERVING, counter="2"), "serving", "Đang phục vụ – A047"),
        (view(P.PARKED, counter="2"), "parked", "Số được giữ – A047"),
        (view(P.NO_SHOW, counter="2"), "no-show", "Đã gọi – A047"),
        (view(P.SERVED), "served", "Đã phục vụ xong – A047"),
        (view(P.SERVED, may_rate=True), "served", "Đã phục vụ xong – A047"),
        (view(P.SERVED, is_rated=True), "rated", "Cảm ơn quý khách – A047"),
        (view(P.SERVING, is_rated=True, counter="2"), "serving", "Đang phục vụ – A047"),
        (view(P.ABANDONED), "abandoned", "Đã trả lại – A047"),
        (view(P.EXPIRED), "expired", "A047 đã hết hạn"),
        (None, "expired", "Số đã hết hạn"),
    ],
)
def test_which_page_a_visit_gets(
    visit: VisitView | None, state: str, title: str
) -> None:
    """Every place has its page; nearly one's turn has its own."""
    page = ticket_page(visit)
    assert (page.state, page.title) == (state, title)


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (None, ("Thời gian chờ", "Chưa ước tính được", "No estimate yet")),
        ((0, 0), ("Thời gian chờ", "đến ngay", "Come now")),
        ((0, 300), ("Thời gian chờ", "dưới 5 phút", "Under 5 min")),
        ((900, 1500), ("Chờ khoảng", "15–25 phút", "About 15–25 min")),
        ((3600, 5400), ("Thời gian chờ", "hơn 60 phút", "Over 60 min")),
    ],
)
def test_the_wait_stands_beside_the_people_ahead(
    wait: tuple[int, int] | None, said: tuple[str, str, str]
) -> None:
    """A range in words; what is not known is said, and people ahead stay."""
    known = None if wait is None else WaitRange(from_s=wait[0], to_s=wait[1])
    page = ticket_page(view(wait=known))
    assert (page.wait_head, page.wait, page.wait_en) == said
    assert page.ahead == 4


def test_only_who_waits_has_a_wait() -> None:
    """Once called there is none."""
    assert ticket_page(view(P.CALLED, counter="2")).wait == ""


def test_every_place_has_a_title() -> None:
    """No place of a visit is without a page."""
    assert set(P) | {"soon", "rated"} == set(TITLES)


def test_times_are_of_this_country() -> None:
    """Clocks and dates are Vietnamese."""
    page = ticket_page(view(P.CALLED, counter="2"))
    assert (page.since, page.day) == ("12:00", "Chủ nhật 22/11/2026")


@pytest.mark.parametrize(
    ("visit", "words"),
    [
        (view(), ["Số của quý khách", "A047", "Cư trú, căn cước", "4 <small>người"]),
        (view(ahead=1), ["Sắp đến lượt quý khách", "Xin về gần khu vực quầy."]),
        (
            view(P.CALLED, counter="2"),
            ["Mời quý khách đến quầy", "Gọi lúc 12:00", "đi về bên phải"],
        ),
        (view(P.SERVING, counter="2"), ["Đang được phục vụ tại quầy 2"]),
        (view(P.PARKED, counter="2"), ["Số được giữ"]),
        (
            view(P.NO_SHOW, counter="2", until=NOON + timedelta(minutes=20)),
            ["Đã gọi, xin gặp nhân viên", "Số được giữ đến <b>12:20</b>"],
        ),
        (
            view(P.SERVED, counter="2", started=NOON - timedelta(minutes=18)),
            ["Đã phục vụ xong số A047", "11:42–12:00"],
        ),
        (
            view(P.SERVED, counter="2", is_rated=True),
            ["Đã phục vụ xong số A047", "Quý khách đã đánh giá, xin cảm ơn."],
        ),
        (view(P.ABANDONED), ["Số này không được gọi nữa"]),
        (view(P.EXPIRED), ["Số này chỉ dùng trong ngày", "07:30–17:00"]),
    ],
)
def test_what_each_page_says(
    client: Client, hub: FakeHub, visit: VisitView, words: list[str]
) -> None:
    """The server writes the whole page; without script it renews itself."""
    hub.visits["token"] = visit
    got = client.get("/t/token")
    text = got.body.decode()
    assert got.status == 200
    assert [word for word in words if word not in text] == []
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in text
    assert "Dữ liệu minh họa" in text
    assert text.count("<h1") == 1
    assert "Chờ khoảng" not in text


def test_the_page_is_kept_nowhere(client: Client, hub: FakeHub) -> None:
    """No cache keeps it and nobody but this hub is told its address."""
    hub.visits["token"] = view()
    headers = client.get("/t/token").headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


def test_an_unknown_token_looks_expired(client: Client, hub: FakeHub) -> None:
    """Who guesses sees an expired number without the number."""
    hub.visits["token"] = view(P.EXPIRED)
    known, unknown = client.get("/t/token"), client.get("/t/guessed")
    assert (known.status, unknown.status) == (200, 404)
    assert "Số này chỉ dùng trong ngày" in unknown.body.decode()
    assert "A047" not in unknown.body.decode()
    assert unknown.headers.keys() == known.headers.keys()


@pytest.mark.parametrize("token", ["x" * 201, "x" * 5000])
def test_a_token_beyond_measure_leads_nowhere(client: Client, token: str) -> None:
    """No token of ours is that long."""
    assert client.get(f"/t/{token}").json["refusal"] == "not-found"


def test_names_are_escaped(client: Client, hub: FakeHub) -> None:
    """Whatever a service is called, it is text."""
    names = Names("<script>alert(1)</script>", "x")
    hub.visits["token"] = view(names=names)
    text = client.get("/t/token").body.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_phone_is_told_when_it_moves(client: Client, hub: FakeHub) -> None:
    """A call reaches the phone as it is committed; others' visits stay silent."""
    hub.visits["token"] = view()
    with client.stream("/t/token/stream") as frames:
        seen: Any = (one for one in frames if one.event == "state")
        assert next(seen).data["ahead"] == 4
        hub.commit()
        hub.visits["token"] = view(P.CALLED, counter="2")
        hub.commit()
        assert next(seen).data["state"] == "called"


def test_a_wait_gets_shorter_without_a_commit(client: Client, hub: FakeHub) -> None:
    """Time alone changes it: a beat has the phone's visit looked up as well."""
    hub.visits["token"] = view(wait=WaitRange(from_s=900, to_s=1500))
    with client.stream("/t/token/stream") as frames:
        seen: Any = (one for one in frames if one.event == "state")
        assert next(seen).data["wait"] == "15–25 phút"
        hub.visits["token"] = view(wait=WaitRange(from_s=600, to_s=1200))
        assert next(seen).data["wait"] == "10–20 phút"


def test_an_unknown_token_s_stream_stays_silent(client: Client) -> None:
    """Its stream says what its page says."""
    with client.stream("/t/guessed/stream") as frames:
        first = next(frames)
        beat = next(one for one in frames if one.event == "beat")
    assert (first.data["state"], first.data["ticket"]) == ("expired", "")
    assert beat.data == {}
