"""What is typed or asked of a visit that ended meanwhile acts on nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import intercept
from tests.hub.rig import wait_until
from tests.hub.web.consoles import Desk, a_browser, desk_of_an_open_hub

pytestmark = pytest.mark.journey

CODE = "H26.19-3x1"
LONGER_THAN_A_REST_MS = 2_300
FIRST = "#procs .hand input"


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


def move_on_at_the_box(desk: Desk) -> str:
    """End the visit, call the next and start, as the box does; return who is next."""
    for act in ("finish", "call-next", "start"):
        desk.post(f"counters/2/{act}")
    ticket = str(desk.known["visit"]["ticket"])
    expect(desk.page.locator("#ticket")).to_have_text(ticket)
    desk.is_in("serving")
    return ticket


def assert_nothing_was_done(desk: Desk) -> None:
    """The next visitor is as the box left them."""
    assert desk.known["state"] == "serving"
    assert desk.known["session"]["steps"] == []
    expect(desk.page.locator("dialog[open]")).to_have_count(0)


def test_a_code_after_the_search_belongs_to_whoever_was_asked_about(desk: Desk) -> None:
    """It is asked for by name; keys after it act on nobody until Esc."""
    ticket = desk.serve()
    desk.press("n")
    move_on_at_the_box(desk)
    desk.press("Enter")
    expect(desk.page.locator("dialog[open]")).to_contain_text(f"cho {ticket}")
    expect(desk.page.locator("#late-code")).to_be_focused()
    desk.page.keyboard.type(CODE)
    desk.press("Enter")
    desk.says("say-note", f"Đã ghi cho {ticket}")
    desk.page.keyboard.type("3 x")
    desk.says("say-held", f"Câu hỏi vừa đóng: {ticket} không còn ở quầy này")
    assert_nothing_was_done(desk)
    desk.press("Escape")
    expect(desk.page.locator("#say-held")).to_be_hidden()
    desk.step(1)


def test_a_code_after_the_search_does_not_close_the_counter(desk: Desk) -> None:
    """Nobody came next: the letters of the code are no keys of the counter."""
    desk.serve()
    desk.press("n")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.press("Enter")
    desk.page.keyboard.type("PC 12")
    expect(desk.page.locator("#late-code")).to_have_value("PC 12")
    desk.press("Escape")
    desk.page.keyboard.type("p1")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    assert desk.known["state"] == "idle"


@pytest.mark.parametrize("key", ["x", "g", "t", "n"])
def test_keys_after_a_question_of_another_visit_are_held(desk: Desk, key: str) -> None:
    """However it was closed: the next keys were meant for that one."""
    desk.serve()
    desk.press(key)
    expect(desk.page.locator("dialog[open]")).to_be_visible()
    move_on_at_the_box(desk)
    desk.press("Escape", "3", "Enter")
    desk.says("say-held", "Câu hỏi vừa đóng")
    assert_nothing_was_done(desk)
    desk.page.locator("#say-held button").click()
    expect(desk.page.locator("#say-held")).to_be_hidden()
    desk.step(1)


def test_a_step_of_a_visit_that_is_over_is_dropped_or_nothing(desk: Desk) -> None:
    """A reason given too late is refused, and offers no second try."""
    ticket = desk.serve()
    desk.press("x")
    move_on_at_the_box(desk)
    desk.press("1", "3")
    desk.says("say-held", "Đang giữ phím")
    desk.says("keep", f"Chưa ghi được cho {ticket}: Bước Tư vấn")
    assert_nothing_was_done(desk)
    keep = desk.page.locator("#keep")
    expect(keep.get_by_role("button", name="Ghi lại")).to_have_count(0)
    keep.get_by_role("button", name="Bỏ: Bước Tư vấn").click()
    expect(keep).to_be_hidden()
    expect(desk.page.locator("#say-held")).to_be_hidden()


def test_the_band_names_all_that_was_refused(desk: Desk) -> None:
    """Two steps that came too late are both named."""
    desk.serve()
    ways = "**/api/v1/sessions/**"
    intercept(desk.page, ways, lambda route: route.abort())
    desk.press("2", "3")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.page.unroute(ways)
    desk.says("say-no", "Bước Tư vấn · Bước Tài khoản VNeID")


def test_keys_are_held_through_a_rest(desk: Desk) -> None:
    """Who reads the next signs off a paper is not done; a tap frees the keys."""
    ticket = desk.serve()
    desk.press("n", "Enter")
    expect(desk.page.locator(FIRST)).to_be_focused()
    desk.page.keyboard.type("H26.19-")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.says("say-held", f"Ô đang gõ vừa đóng: {ticket} không còn ở quầy này")
    desk.says("say-held", "Bấm Esc")
    desk.page.wait_for_timeout(LONGER_THAN_A_REST_MS)
    desk.page.keyboard.type("p1 ")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    assert desk.known["state"] == "idle"
    desk.page.click("h1")
    expect(desk.page.locator("#say-held")).to_be_hidden()
    desk.press_until("called", "Space")


def test_a_letter_that_an_input_method_holds_back_is_held_too(desk: Desk) -> None:
    """Its key has no name, and would be taken for a shortcut all the same."""
    desk.serve()
    desk.press("k")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.says("say-held", "Đang giữ phím")
    held = "new KeyboardEvent('keydown', {key: 'Process', code: 'KeyP', bubbles: true})"
    desk.page.evaluate(f"void document.body.dispatchEvent({held})")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    desk.press("Escape")


def test_the_strip_names_the_procedure_of_a_code(desk: Desk) -> None:
    """Also where the code went with a reload: then nothing stands in quotes."""
    ticket = desk.serve()
    desk.press("n", "Enter")
    desk.page.keyboard.type("H26")
    name = desk.client.get("/api/v1/catalogue").json["procedures"]
    names = [one["names"]["vi"] for one in name]
    chosen = desk.page.inner_text("#procs .hand .name")
    (procedure,) = [one for one in names if f"{one} ·" in chosen]
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.says("keep", f"Chưa gửi của {ticket}: Mã hồ sơ “H26” ({procedure})")
    desk.page.reload()
    desk.is_in("idle")
    desk.says("keep", f"Chưa gửi của {ticket}: Mã hồ sơ cần gõ lại ({procedure})")


def test_the_first_part_of_a_note_is_in_sight_with_the_next_visitor(desk: Desk) -> None:
    """The band says where it is, and the strip takes it for whom it was typed."""
    ticket = desk.serve()
    desk.press("k")
    desk.page.keyboard.type("Trang tải")
    move_on_at_the_box(desk)
    desk.page.keyboard.type(" chậm 3")
    desk.says("say-held", f"Phần đã nhập của {ticket} được giữ ở dải vàng phía trên")
    assert_nothing_was_done(desk)
    expect(desk.page.locator("#note")).to_have_value("")
    desk.says("keep", f"Chưa gửi của {ticket}: Ghi chú “Trang tải”")
    desk.page.get_by_role("button", name=f"Ghi cho {ticket}").click()
    desk.says("say-note", f"Đã ghi cho {ticket}")
    expect(desk.page.locator("#keep")).to_be_hidden()


def test_two_tabs_file_one_row_once(desk: Desk) -> None:
    """The row has one id in both; the hub takes it once."""
    desk.serve()
    desk.press("n", "Enter")
    with desk.page.expect_popup() as opened:
        desk.page.evaluate("void window.open(location.href)")
    other = opened.value
    Desk(other, desk.client).is_in("serving")
    other.fill(FIRST, CODE)
    desk.page.fill(FIRST, CODE)
    desk.page.press(FIRST, "Enter")
    wait_until(lambda: len(desk.known["session"]["submissions"]) == 1)
    other.press(FIRST, "Enter")
    expect(other.locator("#procs .hand")).to_have_count(0)
    wait_until(lambda: "outbox" not in Desk(other, desk.client).kept())
    expect(other.locator("#procs .filed", has_text="Đã nộp")).to_have_count(1)
    assert len(desk.known["session"]["submissions"]) == 1
    other.close()
