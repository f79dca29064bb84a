"""What the manager's page keeps of what is typed, and says of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from events.settings import (
    Clerk,
    OfficeSettings,
    OpeningHours,
    ServiceOrder,
    SettingsChanged,
)
from hub.bootstrap import Core
from hub.store.memory import MemoryEventStore
from tests.chromium import a_page
from tests.hub.rig import wait_until
from tests.hub.web.managing import STAFF, part, saved, tell, told
from tests.hub.web.open_hub import open_hub
from tests.hub.written import written

pytestmark = pytest.mark.journey

CAP = "Nhiều nhất mỗi ngày, dịch vụ A"
HELD = OfficeSettings(
    clerks=(*STAFF.clerks, Clerk(id="NV-02", skills=("A", "B", "C", "Z"))),
    hours=tuple(
        OpeningHours(weekday=n, opens="08:00", closes="16:30") for n in range(1, 8)
    ),
)
EIGHTY = replace(HELD, services=(ServiceOrder(service="A", daily_cap=80),))
CUT = """
  all => all.filter(e => e.scrollWidth > e.clientWidth + 1
    || e.scrollHeight > e.clientHeight + 1).map(e => e.value)
"""


@pytest.fixture
def core() -> Iterator[tuple[Core, str]]:
    """A hub whose day is open, with clerks and hours of its own, and its address."""
    store, event = MemoryEventStore(), SettingsChanged(settings=HELD)
    store.save([written(1, stream="hk01/settings", event=event)], [])
    with open_hub(store) as (core, web):
        wait_until(lambda: core.board.now.day.is_open)
        yield core, web.url


@pytest.fixture
def page(core: tuple[Core, str]) -> Iterator[Page]:
    """The manager's page, read."""
    with a_page(core[1] + "/manage", 1280, 800) as page:
        expect(page.locator("#services tbody tr")).to_have_count(4)
        yield page


def test_what_cannot_be_read_yet_is_ones_own(
    page: Page, core: tuple[Core, str]
) -> None:
    """Another saves what is being mistyped: that is told and asked, not overwritten."""
    page.get_by_label(CAP).fill("4o")
    tell(core[0], EIGHTY)
    expect(page.locator("#clash")).to_contain_text("của bạn ghi “4o”, chưa đọc được")
    expect(page.locator("#clash")).to_contain_text(
        "của người kia cho lấy số, tối đa 80"
    )
    expect(page.get_by_label(CAP)).to_have_value("4o")
    page.get_by_label(CAP).fill("40")
    page.click("#save")
    expect(page.locator("#clash")).to_be_focused()
    assert told(core[0]) == EIGHTY

    page.get_by_label(CAP).fill("4o")
    page.click("#take-theirs")
    expect(page.get_by_label(CAP)).to_have_value("80")
    expect(page.locator("#state")).to_have_text("Không có gì chưa lưu")


def test_saved_is_said_only_as_long_as_it_is_true(page: Page) -> None:
    """With the first change after it, the word that all is saved goes."""
    page.get_by_label(CAP).fill("40")
    saved(page)
    expect(page.locator("#say")).to_be_visible()
    page.get_by_label(CAP).fill("4")
    expect(page.locator("#say")).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "field", "button"),
    [
        ("hours", "#new-holiday", "Thêm ngày nghỉ"),
        ("clerks", "#new-clerk", "Thêm nhân viên"),
    ],
)
def test_a_row_not_added_counts(
    page: Page, core: tuple[Core, str], name: str, field: str, button: str
) -> None:
    """Save and leave ask for it; it is added, or taken away with everything else."""
    page.get_by_label(CAP).fill("40")
    part(page, name)
    page.fill(field, "1/1/2027")
    expect(page.locator("#state")).to_contain_text("Còn một dòng chưa thêm")
    part(page, "services")
    page.click("#save")
    expect(page.locator(field)).to_be_focused()
    expect(page.locator("#say")).to_contain_text("“1/1/2027”")
    expect(page.locator("#say")).to_contain_text(f"Bấm “{button}”")
    assert told(core[0]) == HELD
    assert page.evaluate(
        "!dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    )

    page.click("#drop")
    expect(page.locator(field)).to_have_value("")
    expect(page.locator("#state")).to_have_text("Không có gì chưa lưu")
    assert page.evaluate(
        "dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    )


def test_a_day_off_and_on_again_has_its_hours(page: Page) -> None:
    """A weekday returns to what held, and hours that cannot be are said beside them."""
    part(page, "hours")
    page.get_by_label("Thứ Ba mở cửa").uncheck()
    page.get_by_label("Thứ Ba mở cửa").check()
    expect(page.get_by_label("Thứ Ba mở lúc")).to_have_value("08:00")
    expect(page.locator("#state")).to_have_text("Không có gì chưa lưu")
    page.get_by_label("Thứ Ba đóng lúc").fill("07:00")
    row = page.locator("#hours tr[data-key='hours/2']")
    expect(row).to_contain_text("Giờ đóng 07:00 không sau giờ mở 08:00.")
    page.click("#save")
    expect(page.locator("#say")).to_contain_text("Thứ Ba: giờ đóng 07:00 không sau")
    page.get_by_label("Thứ Ba mở lúc").fill("06:00")
    expect(row).not_to_contain_text("Giờ đóng")


@pytest.mark.parametrize("width", [1280, 1024])
def test_names_are_seen_whole(core: tuple[Core, str], width: int) -> None:
    """A long name takes the lines that it needs; it stays one line of text."""
    with a_page(core[1] + "/manage#catalogue", width, 800) as page:
        page.click("#own-catalogue")
        names = page.locator("#catalogue .names textarea")
        names.first.fill("Đăng ký " * 9)
        names.first.press("Enter")
        expect(names.first).to_have_value("Đăng ký " * 9)
        assert names.evaluate_all(CUT) == []


def test_all_services_leave_none_behind(page: Page) -> None:
    """Ticked for the last service there is, a clerk is rid of those that have gone."""
    part(page, "clerks")
    gone = page.locator("#clerks .gone")
    expect(gone).to_contain_text("dịch vụ Z không còn ở điểm này")
    page.get_by_label("NV-02 nhận dịch vụ D").check()
    expect(gone).to_have_count(0)
    expect(page.get_by_label("NV-02 nhận dịch vụ D")).to_be_focused()
    page.get_by_label("Vai trò của NV-02").select_option("Kỹ thuật viên")
