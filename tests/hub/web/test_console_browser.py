"""The clerk's console in a real browser, worked by its keys."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.hub.hub_process import running
from tests.hub.web.consoles import Desk, a_browser, a_desk, desk_of_an_open_hub
from tests.hub.web.staffed_hub import CLERK, PINS, staffed_hub

pytestmark = pytest.mark.journey

SIZES = ((1280, 800), (1024, 768), (800, 1280), (640, 400), (320, 640))
CODE = "H26.19-261122-0042"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One browser for all."""
    with a_browser() as page:
        yield page


@pytest.fixture
def desk(page: Page) -> Iterator[Desk]:
    """A console of an open counter with three people waiting."""
    with desk_of_an_open_hub(page) as desk:
        yield desk


def file(desk: Desk, sought: str, code: str = "") -> None:
    """Add a procedure by a few letters without marks, and say that it is filed."""
    filed = desk.page.locator("#procs .filed")
    count = filed.count()
    desk.press("n")
    desk.page.locator("#sought").fill(sought)
    desk.press("Enter")
    field = desk.page.locator("#procs input")
    expect(field).to_be_focused()
    field.fill(code)
    desk.press("Enter")
    expect(filed).to_have_count(count + 1)


def test_a_visit_is_helped_through_all_steps(desk: Desk) -> None:
    """Nine steps and two procedures by keys alone; the hub has them all in the end."""
    desk.serve()
    desk.says("why", "Được gọi vì chờ lâu nhất")
    for number in (2, 3, 4, 5):
        desk.step(number)
    file(desk, "tạm trú", CODE)
    file(desk, "can cuoc")
    desk.press("Escape")
    for number in (6, 7, 8, 9):
        desk.step(number)
    desk.page.check("input[value=submitted]")
    desk.press("Enter")
    desk.is_in("idle")
    desk.says("calm", "Số vừa xong: A001, đã nộp trực tuyến")
    assert desk.known["last"]["outcome"] == "submitted"
    assert CODE not in desk.kept()
    assert CODE not in desk.page.content()


def test_missing_papers_bring_the_same_help_back(desk: Desk) -> None:
    """Parked with a reason, back with priority, and the steps stand as they were."""
    ticket = desk.serve()
    desk.step(3)
    desk.press("x", "4")
    expect(desk.page.locator("#steps .skip")).to_contain_text("thiếu giấy tờ")
    desk.press("g", "1")
    desk.is_in("idle")
    desk.says("kept", "thiếu giấy tờ")
    desk.page.get_by_role("button", name=f"{ticket} đã quay lại").click()
    desk.says("queue", "tiếp theo")
    expect(desk.page.locator("#queue li").first).to_contain_text(ticket)
    assert desk.serve() == ticket
    desk.says("why", "quay lại sau khi bổ sung giấy tờ")
    expect(desk.page.locator("#steps .skip")).to_contain_text("thiếu giấy tờ")


def test_a_key_that_is_not_lit_explains_itself(desk: Desk) -> None:
    """A refusal says what stands in the way and what to do; Esc takes it away."""
    desk.press("Space")
    desk.is_in("called")
    desk.press("Space")
    band = desk.page.get_by_role("alert")
    expect(band).to_contain_text("A001 đã được gọi mà chưa đến.")
    desk.press("Escape")
    expect(desk.page.locator("#say-no")).to_be_hidden()
    assert desk.page.locator("#keys .key").count() == 9
    assert desk.page.locator("#keys .key[aria-disabled=true]").count() == 3


def test_finishing_asks_for_the_outcome(desk: Desk) -> None:
    """Enter without an outcome moves to the group; an arrow and Enter end the visit."""
    desk.serve()
    desk.press("Enter")
    desk.says("say-no", "Chọn kết quả trước khi kết thúc.")
    expect(desk.page.locator("input[value=submitted]")).to_be_focused()
    desk.press("ArrowDown", "Enter")
    desk.is_in("idle")
    assert desk.known["last"]["outcome"] == "advised-only"


def test_an_act_is_undone_while_it_counts_down(desk: Desk) -> None:
    """Z stands beside the act for ten seconds, and says what it took back."""
    desk.serve()
    expect(desk.page.locator("[data-key=undo]")).to_contain_text(" s")
    desk.press("z")
    desk.is_in("called")
    desk.says("say-note", "Đã hoàn tác: bắt đầu")


def test_a_note_that_names_somebody_is_handed_back(desk: Desk) -> None:
    """The sentence stands at the field, and what was typed stays in it."""
    desk.serve()
    desk.press("k")
    desk.page.keyboard.type("gọi 0912345678")
    desk.press("Enter")
    desk.says("note-says", "có vẻ chứa số điện thoại")
    expect(desk.page.locator("#note")).to_have_value("gọi 0912345678")
    desk.page.locator("#note").fill("Trang nộp hồ sơ tải chậm")
    desk.press("Enter")
    desk.says("noted", "Cổng dịch vụ công")
    expect(desk.page.locator("#note")).to_have_value("")


def test_letters_typed_in_a_field_are_only_letters(desk: Desk) -> None:
    """Single keys act outside fields alone, and can be switched off."""
    desk.serve()
    desk.press("k", "g", "t", "1", "Delete", "Space")
    desk.is_in("serving")
    assert desk.page.locator("dialog[open]").count() == 0
    expect(desk.page.locator("#note")).to_have_value("gt1 ")
    desk.press("Escape")
    desk.page.click("#shortcuts")
    desk.press("g")
    assert desk.page.locator("dialog[open]").count() == 0


def test_a_session_goes_on_at_another_counter(desk: Desk) -> None:
    """Help that was begun at counter 1 is taken over; counter 1's console says so."""
    desk.post("counters/1/open")
    desk.post("counters/1/call-next")
    desk.post("counters/1/start")
    expect(desk.page.locator("#take-over")).to_have_attribute("aria-disabled", "false")
    desk.page.click("#take-over")
    desk.press("1")
    desk.is_in("serving")
    desk.post("counters/2/finish")
    desk.is_in("idle")
    desk.says("calm", "chưa ghi kết quả")
    desk.page.get_by_role("button", name="Đã tra cứu").click()
    desk.says("calm", "đã tra cứu")


def test_somebody_else_s_hand_does_not_lose_what_was_typed(desk: Desk) -> None:
    """If the visit leaves by another hand, the page says so and keeps the words."""
    ticket = desk.serve()
    desk.press("k")
    desk.page.keyboard.type("Trang tải chậm")
    desk.post("counters/2/park", {"reason": "other"})
    desk.is_in("idle")
    desk.says("say-note", f"{ticket} không còn ở quầy này")
    desk.says("keep", "Trang tải chậm")


def test_what_was_typed_survives_a_reload(desk: Desk) -> None:
    """Outcome and note stand in their fields again; a code is asked for again."""
    desk.serve()
    desk.press("n", "Enter")
    expect(desk.page.locator("#procs input")).to_be_focused()
    desk.page.keyboard.type("H26")
    assert "H26" not in desk.kept()
    desk.page.fill("#note", "Trang tải chậm")
    desk.page.check("input[value=tracked]")
    desk.page.reload()
    desk.is_in("serving")
    expect(desk.page.locator("#note")).to_have_value("Trang tải chậm")
    again = desk.page.locator("#procs input")
    expect(again).to_have_attribute("placeholder", "Gõ lại mã hồ sơ")
    expect(again).to_have_value("")
    assert desk.page.is_checked("input[value=tracked]")
    desk.page.locator("body").click(position={"x": 5, "y": 5})
    desk.press("Enter")
    desk.says("say-no", "Còn nội dung chưa lưu")
    desk.press("Enter")
    desk.is_in("idle")


def test_a_number_is_taken_for_a_visitor(desk: Desk) -> None:
    """A clerk takes a number by two keys and reads it off a large plate."""
    desk.page.click("#issue")
    desk.press("d")
    expect(desk.page.locator("dialog .num")).to_have_text("D001")


def test_the_hub_is_killed_while_somebody_types(page: Page, tmp_path: Path) -> None:
    """What was typed stays; steps taken meanwhile reach the hub, calling may not go."""
    with running(tmp_path / "hub") as hub:
        hub.client.post("/api/v1/tickets", {"service": "A"})
        url = f"http://127.0.0.1:{hub.options['port']}"
        with a_desk(page, url, hub.client) as desk:
            desk.is_in("closed")
            desk.press("o")
            desk.is_in("idle")
            desk.serve()
            desk.step(2)
            desk.press("k")
            desk.page.keyboard.type("Trang tải ")
            hub.signal(signal.SIGKILL)
            desk.page.keyboard.type("chậm")
            desk.says("say-cut", "Mất kết nối với trung tâm từ")
            desk.press("Escape", "3", "x", "2", "g")
            expect(desk.page.locator("dialog[open]")).to_have_count(0)
            expect(desk.page.locator("#steps")).to_contain_text("chờ gửi")
            hub.start()
            expect(desk.page.locator("#say-cut")).to_be_hidden(timeout=15_000)
            expect(desk.page.locator("#steps")).not_to_contain_text("chờ gửi")
            steps = [(s["step"], s["result"]) for s in desk.known["session"]["steps"]]
            assert steps == [
                ("advice", "done"),
                ("account", "done"),
                ("prepare", "not-needed"),
            ]
            expect(desk.page.locator("#note")).to_have_value("Trang tải chậm")


def test_a_locked_desk_keeps_what_was_typed(page: Page, tmp_path: Path) -> None:
    """The page is covered until the PIN is given; beneath it nothing has moved."""
    with staffed_hub(tmp_path, demo=True) as house:
        client = house.client
        client.post("/api/v1/tickets", {"service": "A"})
        name, _, value = house.sign_in(CLERK)["Cookie"].partition("=")
        with a_desk(page, house.web.url, client) as desk:
            cookie = {"name": name, "value": value, "url": house.web.url}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
            desk.page.reload()
            desk.is_in("closed")
            expect(desk.page.locator("#lock")).to_be_visible()
            desk.press("o")
            desk.is_in("idle")
            desk.says("who", CLERK)
            desk.serve()
            desk.press("k")
            desk.page.keyboard.type("Trang tải chậm")
            desk.page.click("#lock")
            expect(desk.page.locator("dialog.lock")).to_be_visible()
            assert desk.faults() == []
            desk.press("Escape", "Enter")
            desk.page.locator("#pin").fill("999999")
            desk.press("Enter")
            expect(desk.page.locator("dialog .wrong")).to_be_visible()
            desk.page.locator("#pin").fill(PINS[CLERK])
            desk.press("Enter")
            expect(desk.page.locator("dialog.lock")).to_have_count(0)
            expect(desk.page.locator("#note")).to_have_value("Trang tải chậm")
    page.context.clear_cookies()


def at_every_size(desk: Desk) -> list[str]:
    """What is wrong with the page at any size."""
    found = []
    for width, height in SIZES:
        desk.page.set_viewport_size({"width": width, "height": height})
        found += [f"{width}x{height}: {fault}" for fault in desk.faults()]
    desk.page.set_viewport_size({"width": 1280, "height": 800})
    return found


def test_the_console_is_fit_for_eye_and_hand(desk: Desk) -> None:
    """Contrast 7:1, targets 44 px, nothing sideways, in every state and size."""
    found = at_every_size(desk)
    desk.press("Space")
    desk.is_in("called")
    desk.press("Space")
    found += at_every_size(desk)
    desk.press("s")
    desk.is_in("serving")
    desk.step(2)
    file(desk, "tạm trú", CODE)
    desk.press("Escape", "n", "Enter", "Escape")
    desk.page.select_option("#way", "post")
    found += at_every_size(desk)
    for key in ("n", "x", "g", "t"):
        desk.press("Escape", key)
        expect(desk.page.locator("dialog[open]")).to_be_visible()
        found += at_every_size(desk)
        desk.press("Escape")
        expect(desk.page.locator("dialog[open]")).to_have_count(0)
    desk.page.check("input[value=tracked]")
    desk.press("Enter")
    desk.is_in("idle")
    desk.press("p", "1")
    desk.is_in("paused")
    assert found + at_every_size(desk) == []
