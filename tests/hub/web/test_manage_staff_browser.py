"""Clerks, PINs and sign-in at the manager's page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events.counter import OpenCounter
from events.local_time import HERE
from events.settings import Clerk, OfficeSettings
from events.visit import FinishServing, IssueTicket
from tests.chromium import a_page
from tests.hub.rig import wait_until
from tests.hub.web.managing import do, helped, part, saved, sign_in, tell, told
from tests.hub.web.staffed_hub import (
    CLERK,
    MANAGER,
    OTHER,
    PINS,
    STAFF,
    TECHNICIAN,
    Staffed,
    staffed_hub,
)

pytestmark = pytest.mark.journey

# Whether the page has ever said that the line is lost.
CUTS = """
  window.cuts = 0;
  addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
    window.cuts += document.body.hasAttribute("data-cut");
  }).observe(document.body, { attributeFilter: ["data-cut"] }));
"""
WRONG = "918273"


@contextmanager
def managing(hub: Staffed, *, signed: bool = True) -> Iterator[Page]:
    """Open the manager's page, signed in or as it is."""
    with a_page("about:blank", 1280, 800) as page:
        page.add_init_script(CUTS)
        page.goto(hub.web.url + ("/sign-in?to=/manage" if signed else "/manage"))
        if signed:
            sign_in(page)
        expect(page.locator("#services tbody tr")).to_have_count(4)
        yield page


def long_past_a_lost_line(page: Page) -> None:
    """Wait until a page that heard nothing would have said so."""
    page.wait_for_function("t => performance.now() > t", arg=now(page) + 5_000)


def now(page: Page) -> float:
    """Return the page's own time."""
    at: float = page.evaluate("performance.now()")
    return at


def row(page: Page, clerk: str) -> str:
    """Return a clerk's row, as read."""
    return page.locator("#clerks tr", has_text=clerk).inner_text()


def test_a_locked_clerk_is_let_in_again(tmp_path: Path) -> None:
    """Wrong PINs given while the page is open show there, and one press opens."""
    with staffed_hub(tmp_path) as hub, managing(hub) as page:
        part(page, "clerks")
        page.fill("#new-clerk", "NV-1")
        assert "Bị khóa" not in row(page, CLERK)
        for _ in range(5):
            hub.tries(CLERK, WRONG)

        shown = page.locator("#clerks tr", has_text=CLERK)
        expect(shown).to_contain_text("Bị khóa đến", timeout=8_000)
        until = next(a.locked_until for a in hub.accounts.all() if a.locked_until)
        assert f"{until.astimezone(HERE):%H:%M}" in row(page, CLERK)
        expect(page.locator("#new-clerk")).to_be_focused()
        expect(page.locator("#new-clerk")).to_have_value("NV-1")
        page.get_by_role("button", name=f"Mở khóa {CLERK}").click()
        expect(shown).not_to_contain_text("Bị khóa")
        assert hub.tries(CLERK, PINS[CLERK]).status == 200


def test_signed_out_is_no_lost_line(tmp_path: Path) -> None:
    """Signed out or locked, the page says so and asks; the line is not called lost."""
    with staffed_hub(tmp_path) as hub, managing(hub) as page:
        hub.sign_in(MANAGER)
        expect(page.locator("dialog.lock")).to_be_visible(timeout=6_000)
        expect(page.locator("#who")).to_have_text(f"Đã đăng nhập ở máy khác: {MANAGER}")
        long_past_a_lost_line(page)
        expect(page.locator("#link")).to_have_text("Cần mã PIN để làm tiếp")
        page.locator("dialog.lock #pin").fill(PINS[MANAGER])
        page.keyboard.press("Enter")
        expect(page.locator("#who")).to_have_text(f"Quản lý {MANAGER}")
        page.evaluate(
            "fetch('/api/v1/lock', {method: 'POST', headers: {'Content-Type':"
            " 'application/json'}, body: '{}'})"
        )
        expect(page.locator("#who")).to_have_text(
            f"Màn hình đã khóa: {MANAGER}", timeout=6_000
        )
        long_past_a_lost_line(page)
        assert page.evaluate("window.cuts") == 0


def test_the_first_pin_leads_to_signing_in(tmp_path: Path) -> None:
    """Whoever gives the first PIN is asked for it at once; no line is called lost."""
    with staffed_hub(tmp_path, pins={}) as hub, managing(hub, signed=False) as page:
        expect(page.locator("#who")).to_have_text("")
        part(page, "clerks")
        page.get_by_role("button", name=f"Đặt mã PIN của {MANAGER}").click()
        page.fill("#pin-new", "12")
        page.keyboard.press("Enter")
        expect(page.locator("#pin-says")).to_have_text("Mã PIN gồm 6 đến 12 chữ số.")
        page.fill("#pin-new", PINS[MANAGER])
        page.fill("#pin-again", PINS[MANAGER])
        page.keyboard.press("Enter")

        expect(page.locator("dialog.lock")).to_be_visible(timeout=3_000)
        expect(page.locator("#who")).to_contain_text("Chưa đăng nhập")
        long_past_a_lost_line(page)
        assert page.evaluate("window.cuts") == 0
        page.locator("dialog.lock #clerk").fill(MANAGER)
        page.locator("dialog.lock #pin").fill(PINS[MANAGER])
        page.keyboard.press("Enter")
        expect(page.locator("#who")).to_have_text(f"Quản lý {MANAGER}")


def test_a_holiday_today_says_what_it_means(tmp_path: Path) -> None:
    """While the day is open, a holiday or hours that are over are put plainly."""
    with staffed_hub(tmp_path, pins={}) as hub, managing(hub, signed=False) as page:
        part(page, "hours")
        means = page.locator("#hours-mean")
        expect(means).to_be_hidden()
        page.get_by_role("button", name="Thêm ngày nghỉ").click()
        expect(page.locator("#hours form .bad")).to_have_text(
            "Ghi ngày như 22/11/2026."
        )
        page.fill("#new-holiday", f"{datetime.now(HERE):%d/%m/%Y}")
        page.get_by_label("Tên").fill("Mất điện")
        page.get_by_role("button", name="Thêm ngày nghỉ").click()
        said = (
            "Hôm nay đã mở: ngày nghỉ này áp dụng từ lần mở sau. "
            "Muốn nghỉ ngay, hãy ngừng các dịch vụ."
        )
        expect(means).to_have_text(said)
        saved(page)
        expect(page.locator("#say")).to_contain_text(said)
        expect(page.locator("#say")).not_to_contain_text("Có hiệu lực ngay")
        assert hub.core.board.now.day.is_open

        page.get_by_role("button", name="Bỏ ngày nghỉ").click()
        expect(means).to_be_hidden()
        page.click("#own-hours")
        today = page.locator("#hours tr").nth(datetime.now(HERE).weekday())
        today.get_by_role("textbox").nth(1).fill("00:00")
        today.get_by_role("textbox").nth(1).press("Tab")
        expect(means).to_contain_text("Hôm nay đã mở và giờ đóng 00:00 đã qua.")


def test_a_code_is_of_one_person(tmp_path: Path) -> None:
    """What is no code, or another's in other letters, is said in a sentence of ours."""
    with staffed_hub(tmp_path, pins={}) as hub, managing(hub, signed=False) as page:
        part(page, "clerks")
        says = page.locator("#code-says")
        for typed, said in (
            ("", "Mã gồm 1 đến 16 chữ cái không dấu"),
            ("Nguyễn A", "Mã gồm 1 đến 16 chữ cái không dấu"),
            ("ql-01", "Đã có QL-01: chữ hoa, chữ thường là một mã."),
            (CLERK, f"{CLERK} đã có trong danh sách."),
        ):
            page.fill("#new-clerk", typed)
            page.get_by_role("button", name="Thêm nhân viên").click()
            expect(says).to_contain_text(said)
            expect(page.locator("#new-clerk")).to_be_focused()
        assert page.locator("#clerks form").get_attribute("novalidate") is not None
        assert told(hub.core).clerks == STAFF


def test_a_clerk_is_taken_out(tmp_path: Path) -> None:
    """A code leaves the list on saving, can be kept till then; the roster holds it."""
    with staffed_hub(tmp_path, pins={}) as hub, managing(hub, signed=False) as page:
        part(page, "roster")
        page.get_by_label("Thứ Hai, quầy 2").select_option(OTHER)
        part(page, "clerks")
        page.get_by_role("button", name=f"Bỏ {OTHER} khỏi danh sách").click()
        expect(page.locator("#say")).to_contain_text(
            "còn trong lịch trực: Thứ Hai quầy 2"
        )
        for clerk in (CLERK, MANAGER):
            page.get_by_role("button", name=f"Bỏ {clerk} khỏi danh sách").click()
        expect(page.locator("#no-manager")).to_be_visible()
        page.get_by_role("button", name=f"Giữ lại {MANAGER}").click()
        expect(page.locator("#no-manager")).to_be_hidden()
        saved(page)
        assert CLERK not in {one.id for one in told(hub.core).clerks}
        expect(page.locator("#clerks tbody tr")).to_have_count(3)


def test_only_who_helps_is_offered(tmp_path: Path) -> None:
    """A session goes to clerks and managers at work, not to technicians."""
    with staffed_hub(tmp_path, pins={}) as hub, managing(hub, signed=False) as page:
        tell(hub.core, OfficeSettings(clerks=(*STAFF, Clerk(id="X", is_active=False))))
        do(hub.core, IssueTicket(service="A"))
        do(hub.core, OpenCounter(counter="1", clerk=CLERK))
        helped(hub.core)
        offered = page.get_by_label("Giao A001 cho").locator("option")
        expect(offered).to_have_text(["Giao cho…", MANAGER, OTHER])
        part(page, "roster")
        assert TECHNICIAN not in page.locator("#roster").inner_text()


def test_an_outcome_is_filled_in(tmp_path: Path) -> None:
    """What a clerk left open is shown with its outcomes, and gone once one is said."""
    with staffed_hub(tmp_path, pins={}) as hub, managing(hub, signed=False) as page:
        expect(page.locator("#left")).to_have_text("Phiên nào cũng đã có kết quả.")
        do(hub.core, IssueTicket(service="A"))
        do(hub.core, OpenCounter(counter="1", clerk=CLERK))
        session = helped(hub.core)
        do(hub.core, FinishServing(counter="1"))
        expect(page.locator("#left")).to_contain_text(f"Quầy 1, {CLERK}, xong lúc")
        page.get_by_role("button", name="Ghi kết quả của A001").click()
        expect(page.locator("#say")).to_contain_text("Chọn kết quả của A001 trước.")
        page.get_by_label("Kết quả của A001", exact=True).select_option("submitted")
        do(hub.core, IssueTicket(service="A"))
        helped(hub.core)
        do(hub.core, FinishServing(counter="1"))
        expect(page.locator("#left")).to_contain_text("A002")
        page.get_by_role("button", name="Ghi kết quả của A001").click()
        expect(page.locator("#say")).to_contain_text("Đã ghi A001: đã nộp trực tuyến.")
        expect(page.locator("#left")).not_to_contain_text("A001")
        wait_until(
            lambda: hub.core.board.state.sessions.by_id[session].outcome == "submitted"
        )
