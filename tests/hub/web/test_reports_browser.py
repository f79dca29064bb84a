"""The page of reports in a browser: choose, look, propose, fetch, hand in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hub.reports.desk import ExportDesk
from hub.reports.forms import Form, written
from hub.reports.gather import gather
from hub.store.sqlite import SQLiteEventStore
from tests.chromium import Held, a_page
from tests.hub.projections.measures.day_at_work import DayAtWork
from tests.hub.reports.invented import MADE, asked, many
from tests.hub.reports.reading import pdf_pages, pdf_text
from tests.hub.web.open_hub import SITE, open_hub

pytestmark = pytest.mark.journey
WITHIN_MS = 60_000


IS_ON_TOP = """
  (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) === element;
  }
"""
WATCH = """
  window.refused = [];
  addEventListener("securitypolicyviolation", (e) => window.refused.push(e.blockedURI));
"""


@pytest.fixture(name="page")
def a_managers_page(tmp_path: Path) -> Iterator[Page]:
    """Return the page over a folder with one day in it, and who makes its reports."""
    with closing(SQLiteEventStore(tmp_path / "events.db")) as store:
        store.save(DayAtWork(5).play(), [])
    desk = ExportDesk(SITE, tmp_path, lambda: MADE)
    try:
        with (
            open_hub(exports=desk) as (_, web),
            a_page("about:blank", 1280, 900) as page,
        ):
            page.add_init_script(WATCH)
            page.goto(f"{web.url}/reports")
            expect(page.locator("#of")).not_to_be_empty()
            yield page
            assert page.evaluate("window.refused") == []
    finally:
        desk.stop()


def test_a_manager_makes_looks_at_and_hands_in_a_report(page: Page) -> None:
    """What is shown is fetched under its name; handed in, its proposals stand."""
    page.get_by_label("Một ngày trong kỳ").fill("2026-11-22")
    page.get_by_label("Thêm đề xuất").fill("Mở thêm một quầy.")
    page.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.locator("#proposals li")).to_have_count(1)

    page.get_by_role("button", name="Xem báo cáo").click()
    sheet = page.frame_locator("#preview")
    expect(sheet.locator("h1")).to_have_text("Báo cáo thí điểm", timeout=WITHIN_MS)
    expect(sheet.locator(".big dd").first).not_to_be_empty()
    with page.expect_download(timeout=WITHIN_MS) as fetched:
        page.get_by_role("button", name="Tải CSV").click()
    assert fetched.value.suggested_filename == "bao-cao-hk01-2026-11.csv"

    page.get_by_role("button", name="Ghi là đã nộp").click()
    expect(page.locator("#out-says")).to_contain_text("Đã ghi nộp")
    expect(page.get_by_role("button", name="Bỏ hoặc sửa")).to_have_count(0)


def test_a_report_is_given_up_in_the_page(page: Page) -> None:
    """A long one shows how far it is, and can be ended."""
    page.get_by_role("button", name="Xem báo cáo").click()
    page.get_by_role("button", name="Thôi").click()

    expect(page.locator("#progress-says")).to_have_text(
        "Đã thôi lập báo cáo.", timeout=WITHIN_MS
    )
    expect(page.get_by_role("button", name="Xem báo cáo")).to_be_enabled()


def test_a_sheet_of_another_period_is_marked_and_cannot_be_fetched(page: Page) -> None:
    """Whatever stands under the form is what the form says, or is grey and said old."""
    files = [page.get_by_role("button", name=f"Tải {n}") for n in ("CSV", "PDF")]
    page.get_by_label("Một ngày trong kỳ").fill("2026-11-22")
    page.get_by_role("button", name="Xem báo cáo").click()
    expect(files[0]).to_be_enabled(timeout=WITHIN_MS)
    expect(page.locator("#old")).to_be_hidden()

    page.get_by_label("Một ngày trong kỳ").fill("2026-10-22")
    page.get_by_label("Một ngày trong kỳ").blur()

    old = page.locator("#old")
    expect(old).to_contain_text("báo cáo cũ (01/11/2026 – 30/11/2026)")
    expect(page.locator("#preview")).to_have_class("old")
    for button in (*files, page.get_by_role("button", name="In", exact=True)):
        expect(button).to_be_disabled()
    page.get_by_role("button", name="Xem báo cáo").click()
    page.get_by_role("button", name="Thôi").click()
    expect(page.locator("#progress-says")).to_have_text(
        "Đã thôi lập báo cáo.", timeout=WITHIN_MS
    )
    expect(old).to_be_visible()
    expect(files[0]).to_be_disabled()
    expect(page.get_by_role("button", name="Ghi là đã nộp")).to_be_disabled()

    page.get_by_label("Một ngày trong kỳ").fill("2026-11-03")
    page.get_by_label("Một ngày trong kỳ").blur()
    expect(old).to_be_hidden()
    expect(files[0]).to_be_enabled()
    page.get_by_label("Bản lưu nội bộ").check()
    expect(old).to_be_visible()
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => scrollY > 100")
    assert old.evaluate(IS_ON_TOP)


def test_a_report_is_given_up_before_it_has_begun(page: Page) -> None:
    """The press counts, although the hub has not named the report yet."""
    held = Held(page, "**/api/v1/exports")
    with page.expect_request("**/api/v1/exports"):
        page.get_by_role("button", name="Xem báo cáo").click()
    page.get_by_role("button", name="Thôi").click()
    held.let_go()
    says = page.locator("#progress-says")
    expect(says).to_have_text("Đã thôi lập báo cáo.", timeout=WITHIN_MS)


def test_an_old_sheet_is_named_by_its_own_days(page: Page) -> None:
    """Also where the period was changed and its report asked for in one go."""
    day = page.get_by_label("Một ngày trong kỳ")
    day.fill("2026-11-22")
    day.blur()
    expect(page.locator("#of")).to_contain_text("30/11/2026")
    held = Held(page, "**/api/v1/reports?*")
    with page.expect_request("**/api/v1/reports?*"):
        day.fill("2026-10-22")
        page.get_by_role("button", name="Xem báo cáo").click()
    csv = page.get_by_role("button", name="Tải CSV")
    expect(csv).to_be_enabled(timeout=WITHIN_MS)
    held.let_go()
    day.fill("2026-11-22")
    day.blur()
    says = page.locator("#old")
    expect(says).to_contain_text("báo cáo cũ (01/10/2026 – 31/10/2026)")


def test_two_days_the_wrong_way_round_are_told_at_once(page: Page) -> None:
    """The button waits until there is a period; what is to come is said too."""
    page.get_by_label("Loại kỳ").select_option("free")
    page.locator("#first").fill("2026-11-20")
    page.locator("#last").fill("2026-11-02")
    page.locator("#last").blur()
    show = page.get_by_role("button", name="Xem báo cáo")

    expect(page.locator("#of")).to_contain_text("Ngày cuối đứng trước ngày đầu")
    expect(show).to_be_disabled()
    page.locator("#last").fill("2026-11-30")
    page.locator("#last").blur()
    expect(page.locator("#of")).to_contain_text("chưa kết thúc")
    expect(show).to_be_enabled()
    page.get_by_label("Loại kỳ").select_option("month")
    page.get_by_label("Một ngày trong kỳ").fill("2027-01-01")
    page.get_by_label("Một ngày trong kỳ").blur()
    expect(page.locator("#of")).to_contain_text("chưa bắt đầu")


def test_a_name_in_a_proposal_is_asked_about(page: Page) -> None:
    """It looks like a person's; pressed again it stands, for it may be a street."""
    text = "Chị Trần Thị Bích ở số 12 Hàng Bông xin thêm ghế"
    add = page.get_by_role("button", name="Thêm", exact=True)
    add.click()
    expect(page.get_by_role("alert")).to_contain_text("Ghi nội dung đề xuất")

    page.get_by_label("Thêm đề xuất").fill(text)
    add.click()

    expect(page.get_by_role("alert")).to_contain_text("“Chị Trần Thị Bích”")
    expect(page.locator("#proposals li")).to_have_count(0)
    page.get_by_label("Thêm đề xuất").fill("Sửa vỉa hè phố Trần Hưng Đạo.")
    add.click()
    expect(page.locator("#proposals li")).to_have_count(1)
    page.get_by_label("Thêm đề xuất").fill("Chào mừng Lê Văn Tám, công viên.")
    add.click()
    add.click()
    expect(page.locator("#proposals li")).to_have_count(2)


def test_a_button_that_waits_can_be_read(page: Page) -> None:
    """Also under the pointer that has just pressed it."""
    show = page.get_by_role("button", name="Xem báo cáo")
    show.hover()
    show.evaluate("(button) => { button.disabled = true; }")

    ground = "(button) => getComputedStyle(button).backgroundColor"
    expect(show).to_have_css("background-color", "rgb(230, 234, 239)")
    assert show.evaluate(ground) == "rgb(230, 234, 239)"


def test_a_phone_number_in_a_proposal_is_told(page: Page) -> None:
    """The page says what is wrong, and what was typed stays."""
    page.get_by_label("Thêm đề xuất").fill("Gọi 0912 345 678")
    page.get_by_role("button", name="Thêm", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("số điện thoại")
    expect(page.get_by_label("Thêm đề xuất")).to_have_value("Gọi 0912 345 678")
    expect(page.locator("#proposals li")).to_have_count(0)


def test_a_usual_report_prints_on_two_sheets(tmp_path: Path) -> None:
    """Three weeks of a busy office, from the browser as from the file."""
    report = gather(many(1740), asked(proposals=("Mở thêm quầy.",) * 3, until=15_000))
    sheet, paper = tmp_path / "report.html", tmp_path / "report.pdf"
    sheet.write_bytes(written(report, Form.HTML, MADE))

    with a_page(sheet.as_uri(), 900, 1200) as page:
        page.pdf(path=paper, prefer_css_page_size=True)

    assert pdf_pages(paper.read_bytes()) == 2
    text = pdf_text(paper.read_bytes())
    assert "Dữ liệu minh họa 1 / 2" in text
    assert "Dữ liệu minh họa 2 / 2" in text
