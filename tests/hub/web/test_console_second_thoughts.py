"""What a clerk got wrong at the console is put right there, by hand, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.hub.rig import wait_until
from tests.hub.web.consoles import Desk, a_browser, a_desk, desk_of_an_open_hub

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One browser for all."""
    with a_browser() as page:
        yield page


@pytest.fixture
def desk(page: Page) -> Iterator[Desk]:
    """A console of an open counter with four people waiting."""
    with desk_of_an_open_hub(page, "AAAA") as desk:
        yield desk


def ended_without_outcome(desk: Desk) -> str:
    """Serve one and end it on the box, as it were; return the number."""
    ticket = desk.serve()
    desk.post("counters/2/finish")
    desk.is_in("idle")
    return ticket


def test_every_forgotten_outcome_stays_in_sight(desk: Desk) -> None:
    """However many visits end after it, a forgotten outcome can be filled in."""
    first, second = ended_without_outcome(desk), ended_without_outcome(desk)
    last = ended_without_outcome(desk)
    desk.says("calm", "2 lượt chưa ghi kết quả")
    asked = desk.page.locator(".over.warn button")
    expect(asked).to_have_count(2)
    expect(asked.first).to_contain_text(first)
    asked.first.click()
    desk.press("8")
    desk.says("calm", "1 lượt chưa ghi kết quả")
    asked.first.click()
    desk.press("0")
    expect(desk.page.locator(".over.warn")).to_have_count(0)
    desk.says("calm", f"{last} (1 phút) chưa ghi kết quả")
    assert desk.known["unrecorded"][0]["ticket"] == last
    known = {one["ticket"]: one["outcome"] for one in desk.known["earlier"]}
    assert known == {first: "tracked", second: "abandoned"}


def test_the_outcome_of_those_who_ended_last_is_put_right(desk: Desk) -> None:
    """The last one's outcome, and those before it, can be chosen anew."""
    first = desk.serve()
    desk.page.check("input[value=tracked]")
    desk.press("Enter")
    desk.is_in("idle")
    desk.page.get_by_role("button", name="Sửa kết quả").click()
    desk.press("2")
    desk.says("calm", f"Số vừa xong: {first}, chỉ tư vấn")
    ended_without_outcome(desk)
    desk.page.get_by_role("button", name=f"Ghi kết quả của {first}").click()
    desk.press("5")
    desk.says("calm", f"{first} chưa có trực tuyến")


def take_back(desk: Desk, what: str) -> None:
    """Press the small cross, and once more where it asks."""
    desk.page.get_by_role("button", name=f"Rút lại {what}").click()
    desk.page.get_by_role("button", name=f"lần nữa để rút lại {what}").click()


def test_what_was_recorded_in_error_is_taken_back(desk: Desk) -> None:
    """Step, procedure, payment and difficulty: a cross, and once more."""
    desk.serve()
    desk.step(3)
    desk.press("n", "Enter")
    expect(desk.page.locator("#procs input")).to_be_focused()
    desk.press("Enter")
    expect(desk.page.locator("#procs .filed")).to_have_count(1)
    desk.page.click("#add-payment")
    desk.page.fill("#amount", "50.000")
    desk.press("Enter")
    desk.says("paid", "50.000")
    desk.page.click("#keep-note")
    desk.says("noted", "Cổng dịch vụ công")
    expect(desk.page.locator(".back")).to_have_count(4)
    desk.page.get_by_role("button", name="Rút lại bước Tư vấn").click()
    assert len(desk.known["session"]["steps"]) == 1
    armed = desk.page.get_by_role("button", name="lần nữa để rút lại bước Tư vấn")
    expect(armed).not_to_be_focused()
    armed.click()
    expect(desk.page.locator("#steps .here")).to_contain_text("Tư vấn")
    for what in ("Cổng dịch vụ công", "Phí, lệ phí 50.000 đ"):
        take_back(desk, what)
    desk.page.locator("#procs .back").click()
    desk.page.locator("#procs .back").click()
    expect(desk.page.locator(".back")).to_have_count(0)
    lists = ("steps", "submissions", "payments", "difficulties")
    wait_until(lambda: not any(desk.known["session"][name] for name in lists))


def test_a_note_is_kept_once(desk: Desk) -> None:
    """Enter keeps what was typed and lets go; a kind alone is asked about again."""
    desk.serve()
    desk.press("k")
    desk.page.keyboard.type("Trang tải chậm")
    desk.press("Enter")
    expect(desk.page.locator("#note")).not_to_be_focused()
    expect(desk.page.locator("#noted .chip")).to_have_count(1)
    desk.press("k", "Enter")
    desk.says("note-says", "Chưa có chữ nào")
    desk.page.click("#keep-note")
    expect(desk.page.locator("dialog[open]")).to_contain_text("đã ghi rồi")
    desk.press("Escape")
    wait_until(lambda: len(desk.known["session"]["difficulties"]) == 1)


def test_a_note_that_was_left_is_given_to_its_own_visit(desk: Desk) -> None:
    """Between visits the bar says whose it is; over somebody else's help it is gone."""
    ticket = desk.serve()
    desk.press("k")
    desk.page.keyboard.type("Trang tải chậm")
    session = desk.known["session"]["session"]
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.says("keep", f"Chưa gửi của {ticket}")
    desk.press("Escape")
    desk.serve()
    expect(desk.page.locator("#keep")).to_be_hidden()
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.page.get_by_role("button", name=f"Ghi cho {ticket}").click()
    desk.says("say-note", f"Đã ghi cho {ticket}")
    expect(desk.page.locator("#keep")).to_be_hidden()
    assert "Trang tải chậm" not in desk.kept()
    other = desk.serve()
    assert other != ticket
    assert desk.known["session"]["session"] != session
    assert desk.known["session"]["difficulties"] == []


def test_words_of_one_visit_are_not_said_to_the_next(desk: Desk) -> None:
    """What was red or just undone goes with the visit that it was about."""
    desk.serve()
    desk.press("Enter")
    expect(desk.page.locator("#outcome-says")).to_have_class("wrong")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.press("Escape")
    desk.serve()
    expect(desk.page.locator("#outcome-says")).not_to_have_class("wrong")
    desk.press("z")
    desk.is_in("called")
    desk.says("say-note", "Đã hoàn tác: bắt đầu")
    desk.press("s")
    desk.is_in("serving")
    expect(desk.page.locator("#say-note")).to_be_hidden()


def test_whoever_loses_a_visit_to_another_counter_is_told(desk: Desk) -> None:
    """The counter that it was taken from says so until somebody has read it."""
    ticket = desk.serve()
    session = desk.known["session"]["session"]
    desk.post("counters/1/open")
    taken = {"session": session, "from_counter": "2"}
    desk.post("counters/1/take-over", taken)
    desk.is_in("idle")
    desk.says("say-told", f"{ticket} đã được quầy 1 nhận tiếp")
    desk.press_until("called", "Space")
    expect(desk.page.locator("#say-told")).to_be_visible()
    desk.press("Escape")
    expect(desk.page.locator("#say-told")).to_be_hidden()


def test_a_closed_day_takes_nothing_more(desk: Desk) -> None:
    """Outcomes, O and undo are dashed and say why; unsent words leave the storage."""
    ticket = desk.serve()
    desk.press("k")
    desk.page.keyboard.type("Trang tải chậm")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    assert "Trang tải chậm" in desk.kept()
    desk.post("day/close")
    desk.is_in("closed")
    desk.says("calm", "Ngày làm việc đã đóng")
    desk.says("calm", f"{ticket} (1 phút) chưa ghi kết quả")
    desk.says("keep", "Trang tải chậm")
    assert "Trang tải chậm" not in desk.kept()
    expect(desk.page.locator("#keys [aria-disabled=true]")).to_have_count(9)
    expect(desk.page.locator("#calm button[aria-disabled=false]")).to_have_count(0)
    desk.press("Escape", "o")
    desk.says("say-no", "Ngày làm việc đã đóng")
    desk.press("z")
    desk.says("say-no", "Ngày làm việc đã đóng")
    desk.page.get_by_role("button", name="Đã tra cứu").click(force=True)
    desk.says("say-no", "Không ghi được kết quả nữa")


def test_another_desk_does_not_see_these_words(desk: Desk) -> None:
    """What is left unsent is the counter's own; the next counter shows none of it."""
    desk.serve()
    desk.press("k")
    desk.page.keyboard.type("Trang tải chậm")
    url = desk.page.url.rpartition("/counter/")[0]
    with a_desk(desk.page, url, desk.client, "1") as other:
        other.is_in("closed")
        expect(other.page.locator("#keep")).to_be_hidden()


def test_a_key_before_the_first_word_of_the_hub_is_explained(desk: Desk) -> None:
    """Whoever presses before anything was told reads why nothing happens."""
    stream = "**/console/stream"
    desk.page.route(stream, lambda route: None)
    desk.page.reload()
    desk.press("Space")
    desk.says("say-note", "Chờ giây lát rồi bấm lại.")
    assert desk.known["state"] == "idle"
    desk.page.unroute(stream)
    desk.page.reload()
    desk.is_in("idle")
