"""A whole session: signed in, called, helped, sent for papers, printed, rated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.hub.web.consoles import Desk, a_browser, a_desk
from tests.hub.web.http_client import Client
from tests.hub.web.printing import codes, printed
from tests.journeys.demo_house import DemoHouse, demo, until

pytestmark = pytest.mark.journey

FIRST, SECOND = "000.00.01.H26-261122-0042", "H26.32.5-261122-0975"
PARCEL = "EB123456789VN"
NOTE = "Trang nộp hồ sơ tải chậm, phải gửi lại"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DemoHouse]:
    """The demo with its boxes and its staff."""
    with demo(tmp_path) as running:
        until(running.all_connected, "every box", 60)
        yield running


@pytest.fixture
def page() -> Iterator[Page]:
    """A browser at the counter."""
    with a_browser() as page:
        yield page


def sign_in(page: Page, url: str, clerk: str, pin: str) -> None:
    """Give code and PIN, and be led to the console."""
    page.goto(f"{url}/sign-in?to=/counter/2")
    page.get_by_label("Mã nhân viên").fill(clerk)
    page.locator("#pin").fill(pin)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{url}/counter/2")


def test_a_visit_from_signing_in_to_the_rating(
    house: DemoHouse, page: Page, tmp_path: Path
) -> None:
    """Nine steps, two procedures, papers fetched in between, a slip and a rating."""
    ticket = house.take_a_ticket("A")
    follow = house.box("dispenser-1")["follow"]
    sign_in(page, house.url, "NV-02", "110702")
    with a_desk(page, house.url, Client(house.port)) as desk:
        desk.says("who", "NV-02")
        assert desk.serve() == ticket
        session = desk.known["session"]["session"]
        gone_for_papers(desk, ticket)
        back_with_papers(desk, ticket)
        assert desk.known["session"]["session"] == session
        helped_to_the_end(desk)
        printed_and_read(desk, ticket, tmp_path)
        ended(desk, ticket)
    rated(page, follow, house)
    told = house.events()
    assert_told(told, session)
    assert not [one for one in (FIRST, SECOND, PARCEL, NOTE) if one in str(told)]


def gone_for_papers(desk: Desk, ticket: str) -> None:
    """Advice and account, then the papers are missing: the place is held."""
    desk.step(2)
    desk.step(3)
    desk.press("x", "4")
    desk.says("steps", "bỏ qua: thiếu giấy tờ")
    desk.press("g", "1")
    desk.is_in("idle")
    desk.says("kept", ticket)


def back_with_papers(desk: Desk, ticket: str) -> None:
    """The number goes back to the queue, is called next and says why."""
    desk.page.locator("#kept").get_by_role("button").first.click()
    desk.says("queue", ticket)
    assert desk.serve() == ticket
    desk.says("why", "quay lại sau khi bổ sung giấy tờ")
    desk.says("steps", "bỏ qua: thiếu giấy tờ")


def helped_to_the_end(desk: Desk) -> None:
    """The other steps, two dossiers, money, post, and what stood in the way."""
    page = desk.page
    page.locator("#mode").select_option("cannot-alone")
    desk.step(5)
    file(desk, "tam tru", FIRST)
    file(desk, "thuong tru", SECOND)
    desk.step(6)
    page.get_by_role("button", name="Ghi phí, cước").click()
    page.locator("#amount").fill("50.000")
    page.get_by_role("button", name="Ghi lại").click()
    desk.says("paid", "50.000")
    for number in (7, 8, 9):
        desk.step(number)
    page.locator("#way").select_option("post")
    page.locator("#consignment").fill(PARCEL)
    page.get_by_role("button", name="Cất mã").click()
    page.locator("#note").fill(NOTE)
    page.locator("#keep-note").click()
    desk.says("noted", "Cổng dịch vụ công")
    until(lambda: desk.known["session"]["has_consignment"], "the parcel's number")


def file(desk: Desk, sought: str, code: str) -> None:
    """Add a procedure and put its code away."""
    before = len(desk.known["session"]["submissions"])
    desk.press("n")
    desk.page.locator("#sought").fill(sought)
    desk.press("Enter")
    expect(desk.page.locator("#procs input")).to_be_focused()
    desk.page.keyboard.type(code)
    desk.press("Enter")
    until(lambda: len(desk.known["session"]["submissions"]) > before, "the filing")
    desk.page.evaluate("document.activeElement.blur()")


def printed_and_read(desk: Desk, ticket: str, folder: Path) -> None:
    """The slip opens beside the console; on 80 mm both codes can be read from it."""
    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("link", name="In phiếu hỗ trợ").click()
    slip = opened.value
    expect(slip.get_by_role("heading", name="Phiếu hỗ trợ")).to_be_visible()
    for words in (ticket, "Không phải biên nhận", "Miễn phí hỗ trợ", PARCEL):
        expect(slip.locator("main")).to_contain_text(words)
    slip.get_by_label("Ngày hẹn trả kết quả").first.fill("29/11/2026")
    (strip,) = printed(slip, folder / "slip.pdf", "80mm", "297mm")
    assert codes(strip) == {FIRST, SECOND}
    slip.close()


def ended(desk: Desk, ticket: str) -> None:
    """Enter asks for the outcome first, then ends visit and session."""
    desk.press("Enter")
    desk.says("outcome-says", "chọn trước khi kết thúc")
    desk.page.get_by_role("radio", name="Đã nộp trực tuyến").check()
    desk.page.evaluate("document.activeElement.blur()")
    desk.press("Enter")
    desk.is_in("idle")
    desk.says("calm", f"Số vừa xong: {ticket}, đã nộp trực tuyến")


def rated(page: Page, follow: str, house: DemoHouse) -> None:
    """The telephone page takes a face and a reason, once; the manager is called."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(follow)
    page.get_by_role("radio", name="Rất tệ").check()
    page.get_by_role("checkbox", name="Bị đòi thêm tiền").check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(
        page.get_by_role("heading", name="Đã gửi. Cảm ơn quý khách.")
    ).to_be_visible()
    page.reload()
    expect(page.locator("#rating")).to_have_count(0)
    alerts = until(lambda: house.told("alert-opened"), "the alert")
    assert [one["data"]["kind"] for one in alerts] == ["extra-cost"]


def assert_told(told: list[dict[str, object]], session: str) -> None:
    """The session's events say what was done, and for how long is in their times."""
    names = [
        str(one["type"]).removeprefix("layso.")
        for one in told
        if session in str(one["data"])
    ]
    assert names[0] == "session-started"
    assert names.count("step-completed") == 9
    assert names.count("submission-recorded") == 2
    for once in ("session-paused", "session-resumed", "session-described"):
        assert names.count(once) == 1
    for once in ("payment-recorded", "difficulty-noted", "rating-given"):
        assert names.count(once) == 1
    assert [one for one in names if one.startswith("session-")][-1] == (
        "session-completed"
    )


def test_box_and_console_drive_one_visit_in_turn(house: DemoHouse, page: Page) -> None:
    """Called here, begun there, held from the box, returned and ended from the page."""
    ticket = house.take_a_ticket("A")
    with a_desk(page, house.url, Client(house.port)) as desk:
        desk.is_in("idle")
        desk.press_until("called", "Space")
        house.press("counter-2", "start")
        desk.is_in("serving")
        desk.step(3)
        house.press("counter-2", "start", 1_700)
        desk.is_in("idle")
        desk.says("from-box", "từ hộp phím: Giữ chỗ")
        desk.page.locator("#kept").get_by_role("button").first.click()
        desk.says("queue", ticket)
        house.press("counter-2", "next")
        desk.is_in("called")
        desk.press("s")
        desk.is_in("serving")
        desk.page.get_by_role("radio", name="Chỉ tư vấn").check()
        desk.page.evaluate("document.activeElement.blur()")
        desk.press("Enter")
        desk.is_in("idle")
        until(lambda: house.box("counter-2")["state"]["state"] == "idle", "the box")
    names = [str(one["type"]).removeprefix("layso.") for one in house.events()]
    assert names.count("session-started") == names.count("session-completed") == 1
    assert names.index("session-paused") < names.index("session-resumed")
