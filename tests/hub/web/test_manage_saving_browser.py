"""What the manager's page does before it saves: it asks, warns and counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from events.local_time import HERE
from events.plan import Names
from events.settings import (
    Clerk,
    Duty,
    OfficeSettings,
    OpeningHours,
    Procedure,
    Role,
    ServiceOrder,
    SettingsChanged,
)
from hub.bootstrap import Core
from hub.store.memory import MemoryEventStore
from hub.web.server import WebServer
from tests.chromium import a_page
from tests.hub.rig import wait_until
from tests.hub.web.managing import STAFF, part, saved, tell, told
from tests.hub.web.open_hub import open_hub
from tests.hub.written import written

pytestmark = pytest.mark.journey

CAP, USUAL = "Nhiều nhất mỗi ngày, dịch vụ A", "Số phút một lượt, dịch vụ A"
NOTHING = "Không có gì chưa lưu"
# What the technician has taken out of the site file since.
GONE = OfficeSettings(
    services=(ServiceOrder(service="Z", daily_cap=5),),
    clerks=(*STAFF.clerks, Clerk(id="NV-02", skills=("A", "Z"))),
    roster=(
        Duty(weekday=1, counter="9", clerk="NV-02"),
        Duty(weekday=2, counter="9", clerk="NV-02"),
    ),
    procedures=tuple(
        Procedure(id=id, service=service, names=Names(vi=vi, en=id), level="full")
        for id, service, vi in (("stay", "A", "Tạm trú"), ("old", "Z", "Việc cũ"))
    ),
)
WEEK = ("08:00", *["07:30"] * 6)
# A tablet whose clock is three days behind.
BEHIND = "const real = Date.now; Date.now = () => real() - 3 * 86400e3;"


@pytest.fixture
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[Core, WebServer]]:
    """A hub whose day is open, with three clerks or the settings that a test names."""
    settings: OfficeSettings = getattr(request, "param", STAFF)
    store, event = MemoryEventStore(), SettingsChanged(settings=settings)
    store.save([written(1, stream="hk01/settings", event=event)], [])
    with open_hub(store) as (core, web):
        wait_until(lambda: core.board.now.day.is_open)
        yield core, web


@pytest.fixture
def core(opened: tuple[Core, WebServer]) -> Core:
    """Its rules and views."""
    return opened[0]


@pytest.fixture
def page(opened: tuple[Core, WebServer]) -> Iterator[Page]:
    """The manager's page, read."""
    with a_page(opened[1].url + "/manage", 1280, 800) as page:
        expect(page.locator("#state")).to_have_text(NOTHING)
        yield page


@pytest.mark.parametrize("typed", ["-5", "99999", "12.5", "abc"])
def test_a_number_that_cannot_be_is_said_and_not_saved(
    page: Page, core: Core, typed: str
) -> None:
    """It stays as typed, beside it stands what is wrong; mended, all is saved."""
    page.get_by_label(CAP).fill(typed)
    says = page.locator("#services .says.bad").first
    expect(says).to_have_text("Ghi số nguyên từ 0 đến 10000, hoặc để trống.")
    expect(page.locator("#state")).to_contain_text("1 chỗ ghi sai")
    expect(page.locator("#state")).to_contain_text(CAP)
    page.get_by_label("Cho lấy số dịch vụ B").uncheck()
    part(page, "clerks")
    page.keyboard.press("Control+s")
    expect(page.get_by_label(CAP)).to_be_focused()
    expect(page.get_by_label(CAP)).to_have_value(typed)
    expect(page.locator("#say")).to_contain_text("Chưa lưu.")
    assert told(core) == STAFF

    page.get_by_label(CAP).fill("40")
    expect(page.locator("#services .says.bad").first).to_be_hidden()
    saved(page)
    assert {s.service: s.daily_cap for s in told(core).services} == {"A": 40, "B": None}


def test_other_fields_say_what_is_wrong_as_well(page: Page) -> None:
    """An empty time a visit takes, a date that is none, an emptied name."""
    page.get_by_label(USUAL).fill("")
    expect(page.locator("#services .says.bad").last).to_have_text(
        "Ghi số nguyên từ 1 đến 240."
    )
    page.click("#drop")
    expect(page.get_by_label(USUAL)).to_have_value("12")
    part(page, "catalogue")
    page.click("#own-catalogue")
    name = page.get_by_label("Tên mức").first
    name.fill("")
    name.press("Tab")
    expect(page.locator("#catalogue .says.bad")).to_have_text("Ghi tên.")
    page.click("#save")
    expect(name).to_be_focused()
    expect(page.locator("#state")).to_contain_text("Tên mức (Toàn trình)")
    name.fill("Toàn trình")
    until = page.get_by_label("Toàn trình: đến hết ngày")
    until.fill("1/1/1999")
    until.press("Tab")
    expect(page.locator("#catalogue .says.bad")).to_have_text(
        "Ghi ngày từ 01/01/2000 trở đi."
    )


def test_a_cap_of_nothing_says_what_it_means(page: Page, core: Core) -> None:
    """With 0 a service gives no number: the page says so, and takes it."""
    page.get_by_label(CAP).fill("0")
    expect(page.locator("#services .says").first).to_have_text(
        "0: dịch vụ này không phát số nào."
    )
    saved(page)
    assert told(core).services[0].daily_cap == 0


def test_a_clash_is_answered_before_saving(page: Page, core: Core) -> None:
    """What another has just set otherwise is not overwritten unread."""
    page.get_by_label(CAP).fill("40")
    theirs = replace(STAFF, services=(ServiceOrder(service="A", daily_cap=10),))
    tell(core, theirs)
    expect(page.locator("#clash")).to_be_visible()
    page.keyboard.press("Escape")
    page.click("#save")
    expect(page.locator("#clash")).to_be_focused()
    expect(page.locator("#state")).to_have_text("Chọn bản giữ lại rồi mới lưu được")
    assert told(core) == theirs

    page.get_by_role("button", name="Giữ của tôi").click()
    expect(page.locator("#clash")).to_be_hidden()
    assert told(core) == theirs
    saved(page)
    assert told(core).services[0].daily_cap == 40


def test_a_row_may_be_changed_by_two(page: Page, core: Core) -> None:
    """Two managers who set different fields of a service both have their way."""
    page.get_by_label(CAP).fill("40")
    tell(core, replace(STAFF, services=(ServiceOrder(service="A", usual_min=25),)))

    expect(page.get_by_label(USUAL)).to_have_value("25")
    expect(page.locator("#clash")).to_be_hidden()
    saved(page)
    (order,) = told(core).services
    assert (order.daily_cap, order.usual_min) == (40, 25)


def test_the_page_goes_by_the_hubs_clock(opened: tuple[Core, WebServer]) -> None:
    """A tablet that is three days behind has the hub's hour, weekday and date."""
    with a_page("about:blank", 1280, 800) as page:
        page.add_init_script(BEHIND)
        page.goto(opened[1].url + "/manage#roster")
        expect(page.locator("#state")).to_have_text(NOTHING)
        today = datetime.now(HERE)
        heads = page.locator("#roster thead th")
        column = heads.nth(today.isoweekday())
        expect(column).to_have_attribute("data-today", "")
        part(page, "catalogue")
        page.click("#own-catalogue")
        page.get_by_label("Chỉ dùng đến hết").last.click()
        held = [
            field.input_value()
            for field in page.get_by_label("đến hết ngày").all()
            if field.input_value()
        ]
        assert held == [f"{today:%d/%m/%Y}"]


@pytest.mark.parametrize("opened", [GONE], indirect=True)
def test_rows_of_what_has_gone_are_shown_and_taken_out(page: Page, core: Core) -> None:
    """Each says what is no longer here; the rest is saved, with them or without."""
    page.get_by_label(CAP).fill("40")
    saved(page)
    for name, said, button in (
        ("services", "dịch vụ Z không còn ở điểm này", "Bỏ dòng của dịch vụ Z"),
        ("roster", "quầy 9 không còn ở điểm này", "Bỏ lịch trực quầy 9"),
        ("clerks", "dịch vụ Z không còn ở điểm này", "Bỏ dịch vụ Z của NV-02"),
        ("catalogue", "dịch vụ Z không còn ở điểm này", "Bỏ dòng này: Việc cũ"),
    ):
        part(page, name)
        expect(page.locator(f"#{name}")).to_contain_text(said)
        page.get_by_role("button", name=button).click()
        expect(page.locator(f"#{name}")).not_to_contain_text(said)
    saved(page)

    left = told(core)
    assert [order.service for order in left.services] == ["A"]
    assert left.roster == ()
    assert left.clerks[-1].skills == ("A",)
    assert [row.id for row in left.procedures] == ["stay"]


def test_what_cannot_be_rostered_is_said_at_once(page: Page, core: Core) -> None:
    """One clerk at two counters, and one who becomes a technician."""
    part(page, "roster")
    means = page.locator("#roster-mean")
    for counter in ("1", "2"):
        page.get_by_label(f"Thứ Hai, quầy {counter}").select_option("NV-03")
    expect(means).to_contain_text("NV-03 có ở cả quầy 1 và quầy 2 Thứ Hai.")
    page.click("#save")
    expect(page.locator("#say")).to_contain_text("Lịch trực Thứ Hai ghi NV-03 ở cả")
    page.get_by_label("Thứ Hai, quầy 2").select_option("")
    expect(means).to_be_hidden()
    part(page, "clerks")
    page.get_by_label("Vai trò của NV-03").select_option("technician")
    expect(page.locator("#clerks-mean")).to_contain_text("lịch trực: Thứ Hai quầy 1.")
    page.click("#save")
    expect(page.locator("#say")).to_contain_text("mà NV-03 là kỹ thuật viên")
    assert told(core) == STAFF
    page.get_by_label("Vai trò của NV-03").select_option(Role.CLERK)
    saved(page)


def test_a_part_is_opened_by_its_address(opened: tuple[Core, WebServer]) -> None:
    """The head of the page stays in sight, as after a click on the part's name."""
    with a_page(opened[1].url + "/manage#catalogue", 1024, 768) as page:
        expect(page.locator("#catalogue .procedures tbody tr")).to_have_count(21)
        page.wait_for_function("document.getElementById('clock').textContent")
        assert page.evaluate("scrollY") == 0
        page.click("nav a[href='#catalogue']")
        assert page.evaluate("scrollY") == 0


def test_only_what_differs_is_counted(page: Page, core: Core) -> None:
    """Lists that are merely opened for editing are no change; what is edited is."""
    part(page, "catalogue")
    page.click("#own-catalogue")
    expect(page.locator("#state")).to_have_text(NOTHING)
    expect(page.locator("[data-changed]")).to_have_count(0)
    page.get_by_label("Tên thủ tục").first.fill("Thường trú")
    expect(page.locator("#state")).to_have_text("1 chỗ chưa lưu")
    part(page, "hours")
    page.click("#own-hours")
    expect(page.locator("#state")).to_have_text("1 chỗ chưa lưu")
    page.get_by_label("Chủ nhật mở cửa").uncheck()
    expect(page.locator("#state")).to_have_text("2 chỗ chưa lưu")
    saved(page)
    assert len(told(core).hours) == 6
    assert len(told(core).procedures) == 21

    page.get_by_role("button", name="Bỏ, theo tệp cấu hình").click()
    expect(page.locator("#state")).to_have_text("1 chỗ chưa lưu")
    saved(page)
    assert told(core).hours == ()


def test_a_list_opened_for_editing_takes_anothers_change(
    page: Page, core: Core
) -> None:
    """Two managers edit the lent hours: each day is his who has changed it."""
    part(page, "hours")
    page.click("#own-hours")
    page.get_by_label("Chủ nhật mở cửa").uncheck()
    hours = tuple(
        OpeningHours(weekday=n, opens=WEEK[n - 1], closes="17:00") for n in range(1, 8)
    )
    tell(core, replace(STAFF, hours=hours))
    expect(page.get_by_label("Thứ Hai mở lúc")).to_have_value("08:00")
    expect(page.locator("#clash")).to_be_hidden()
    saved(page)
    assert {row.weekday: row.opens for row in told(core).hours} == {
        1: "08:00",
        **dict.fromkeys(range(2, 7), "07:30"),
    }
