"""The manager's daily work in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from events.counter import OpenCounter
from events.session import CompleteSession, Outcome, Rate, RatingReason
from events.settings import Clerk, OfficeSettings, ServiceOrder
from events.visit import IssueTicket
from hub.bootstrap import Core
from hub.web.server import WebServer
from tests.chromium import a_page, settled
from tests.hub.rig import wait_until
from tests.hub.web.http_client import Client
from tests.hub.web.managing import STAFF, do, helped, part, saved, sign_in, tell, told
from tests.hub.web.open_hub import open_hub
from tests.hub.web.staffed_hub import MANAGER, OTHER, PINS, staffed_hub

pytestmark = pytest.mark.journey

PARTS = ("services", "roster", "clerks", "hours", "targets", "catalogue")
WATCH = """
  window.refused = [];
  addEventListener("securitypolicyviolation", (e) => window.refused.push(e.blockedURI));
"""


@pytest.fixture
def opened() -> Iterator[tuple[Core, WebServer]]:
    """A hub whose day is open, with three clerks."""
    with open_hub() as (core, web):
        wait_until(lambda: core.board.now.day.is_open)
        tell(core, STAFF)
        yield core, web


@pytest.fixture
def core(opened: tuple[Core, WebServer]) -> Core:
    """Its rules and views."""
    return opened[0]


@pytest.fixture
def client(opened: tuple[Core, WebServer]) -> Client:
    """Somebody else who asks it."""
    return Client(opened[1].port)


@pytest.fixture
def page(opened: tuple[Core, WebServer]) -> Iterator[Page]:
    """The manager's page, read."""
    with a_page("about:blank", 1280, 800) as page:
        page.add_init_script(WATCH)
        page.goto(opened[1].url + "/manage")
        expect(page.locator("#state")).to_have_text("Không có gì chưa lưu")
        expect(page.locator("#services tbody tr")).to_have_count(4)
        yield page
        assert page.evaluate("window.refused") == []


def test_a_service_is_closed(page: Page, core: Core, client: Client) -> None:
    """Closed on the page, a service gives no number a second later; opened it does."""
    assert client.post("/api/v1/tickets", {"service": "A"}).status == 200
    switch = page.get_by_label("Cho lấy số dịch vụ A")
    switch.uncheck()
    expect(page.locator("#services tr[data-changed]")).to_have_count(1)
    expect(page.locator("#state")).to_have_text("1 chỗ chưa lưu")
    assert client.post("/api/v1/tickets", {"service": "A"}).status == 200
    saved(page)

    wait_until(lambda: core.board.now.day.plan.told.shut == ("A",), within_s=1)
    refused = client.post("/api/v1/tickets", {"service": "A"}).json
    assert refused["refusal"] == "service-shut"
    expect(page.locator("tr[data-changed]")).to_have_count(0)
    expect(page.locator("#services td.n").first).to_have_text("2 người")

    switch.check()
    page.keyboard.press("Control+s")
    wait_until(lambda: core.board.now.day.plan.told.shut == ())
    assert client.post("/api/v1/tickets", {"service": "A"}).status == 200


def test_a_stale_save_keeps_what_was_typed(page: Page, core: Core) -> None:
    """While another saves, what is typed stays; both are shown, to choose from."""
    page.get_by_label("Nhiều nhất mỗi ngày, dịch vụ A").fill("40")
    page.get_by_label("Số phút một lượt, dịch vụ B").fill("25")
    other = (ServiceOrder(service="A", daily_cap=10), ServiceOrder(service="C"))
    tell(core, OfficeSettings(clerks=STAFF.clerks, services=other))

    band = page.locator("#clash")
    expect(band).to_contain_text("Người khác vừa lưu khác với bạn ở cùng một chỗ.")
    expect(band).to_contain_text("của bạn cho lấy số, tối đa 40 số")
    expect(band).to_contain_text("của người kia cho lấy số, tối đa 10 số")
    expect(page.get_by_label("Nhiều nhất mỗi ngày, dịch vụ A")).to_have_value("40")
    page.click("#take-theirs")
    expect(page.get_by_label("Nhiều nhất mỗi ngày, dịch vụ A")).to_have_value("10")
    expect(page.get_by_label("Số phút một lượt, dịch vụ B")).to_have_value("25")
    saved(page)

    assert {s.service: (s.daily_cap, s.usual_min) for s in told(core).services} == {
        "A": (10, 12),
        "B": (None, 25),
    }


def test_what_is_being_typed_outlasts_anothers_save(page: Page, core: Core) -> None:
    """A code half typed stays in its field, with the cursor, when another saves."""
    part(page, "clerks")
    page.fill("#new-clerk", "NV-1")
    tell(core, OfficeSettings(clerks=(*STAFF.clerks, Clerk(id="NV-08"))))

    expect(page.locator("#clerks tbody tr")).to_have_count(4)
    expect(page.locator("#new-clerk")).to_have_value("NV-1")
    expect(page.locator("#new-clerk")).to_be_focused()


def test_a_pin_is_set_and_the_page_locks(tmp_path: Path) -> None:
    """A manager gives a clerk a PIN; signed out elsewhere, he goes on where he was."""
    with (
        staffed_hub(tmp_path) as hub,
        a_page(f"{hub.web.url}/sign-in?to=/manage", 1280, 800) as page,
    ):
        sign_in(page)
        part(page, "clerks")
        page.locator("tr", has_text=OTHER).get_by_role("button").first.click()
        page.fill("#pin-new", "918273")
        page.fill("#pin-again", "918274")
        page.keyboard.press("Enter")
        expect(page.locator("#pin-says")).to_have_text("Hai lần nhập không giống nhau.")
        page.fill("#pin-again", "918273")
        page.keyboard.press("Enter")
        expect(page.locator("#say")).to_contain_text(f"Đã đặt mã PIN của {OTHER}.")
        assert hub.tries(OTHER, "918273").status == 200

        part(page, "services")
        page.get_by_label("Cho lấy số dịch vụ A").uncheck()
        hub.sign_in(MANAGER)
        # The page may have locked by itself while the finger was on its way.
        page.locator("#save").dispatch_event("click")
        expect(page.locator("dialog.lock")).to_be_visible()
        page.locator("dialog.lock #pin").fill(PINS[MANAGER])
        page.keyboard.press("Enter")
        expect(page.locator("dialog.lock")).to_have_count(0)
        saved(page)
        assert told(hub.core).services[0].is_open is False


def test_staff_and_roster_are_kept(page: Page, core: Core) -> None:
    """A clerk is added by code, trained, and put at a counter, by keyboard alone."""
    part(page, "clerks")
    page.fill("#new-clerk", "NV-09")
    page.keyboard.press("Enter")
    expect(page.locator("#clerks tbody tr")).to_have_count(4)
    expect(page.locator("#new-clerk")).to_be_focused()
    page.get_by_label("NV-09 nhận dịch vụ C").press("Space")
    part(page, "roster")
    page.get_by_label("Thứ Hai, quầy 2").select_option("NV-09")
    page.keyboard.press("Control+s")
    expect(page.locator("#say")).to_contain_text("Đã lưu lúc")

    assert told(core).clerks[-1] == Clerk(id="NV-09", skills=("A", "B", "D"))
    (duty,) = told(core).roster
    assert (duty.weekday, duty.counter, duty.clerk) == (1, "2", "NV-09")


def test_hours_and_holidays_are_written_as_here(page: Page, core: Core) -> None:
    """Times and dates are typed as people write them; what cannot be is not taken."""
    part(page, "hours")
    page.click("#own-hours")
    page.get_by_label("Chủ nhật mở cửa").uncheck()
    page.get_by_label("Thứ Hai mở lúc").fill("8h15")
    page.get_by_label("Thứ Hai mở lúc").press("Tab")
    expect(page.get_by_label("Thứ Hai mở lúc")).to_have_value("08:15")
    page.fill("#new-holiday", "1/1/2027")
    page.get_by_label("Tên").fill("Tết Dương lịch")
    page.get_by_role("button", name="Thêm ngày nghỉ").click()
    saved(page)

    hours = {row.weekday: row.opens for row in told(core).hours}
    assert hours == {1: "08:15", **dict.fromkeys(range(2, 7), "07:30")}
    assert [str(row.day) for row in told(core).holidays] == ["2027-01-01"]

    page.get_by_label("Thứ Hai đóng lúc").fill("06:00")
    page.get_by_label("Thứ Hai đóng lúc").press("Tab")
    page.click("#save")
    expect(page.locator("#say")).to_contain_text("Thứ Hai: giờ đóng 06:00 không sau")
    expect(page.get_by_label("Thứ Hai đóng lúc")).to_have_value("06:00")


def test_a_procedure_changes_from_tomorrow(page: Page, core: Core) -> None:
    """A row ends today and its successor begins tomorrow; a new one gets its own id."""
    part(page, "catalogue")
    page.click("#own-catalogue")
    expect(page.locator("#catalogue .procedures tbody tr")).to_have_count(21)
    page.get_by_label("Dòng cũ hết hôm nay, dòng mới từ mai: Đăng ký kết hôn").click()
    page.fill("#new-procedures", "Thủ tục thử")
    page.keyboard.press("Enter")
    saved(page)

    rows = [row for row in told(core).procedures if row.id == "marriage"]
    assert rows[0].valid_until is not None
    assert rows[1].valid_from is not None
    assert (rows[1].valid_from - rows[0].valid_until).days == 1
    assert told(core).procedures[-1].id == "thu-tuc-thu"


def test_alerts_and_sessions_are_handled(page: Page, core: Core) -> None:
    """An alert is taken on, and a running session is given to another clerk."""
    for _ in range(2):
        do(core, IssueTicket(service="A"))
    do(core, OpenCounter(counter="1", clerk="NV-03"))
    first = helped(core)
    do(core, CompleteSession(session=first, outcome=Outcome.SUBMITTED))
    visit = core.board.state.sessions.by_id[first].visit
    do(core, Rate(visit=visit, score=1, reasons=(RatingReason.EXTRA_COST,)))
    second = helped(core)

    expect(page.locator("#alerts")).to_contain_text("Khách báo bị đòi thêm tiền")
    page.get_by_role("button", name="Nhận việc").click()
    expect(page.locator("#alerts")).to_contain_text("QL-01 đã nhận")
    page.get_by_label("Giao A002 cho").select_option("NV-07")
    page.get_by_label("Lý do giao A002").select_option("absent")
    with page.expect_request("**/reassign") as asked:
        page.get_by_role("button", name="Giao A002").click()
    assert asked.value.post_data_json == {"clerk": "NV-07", "reason": "absent"}
    expect(page.locator("#sessions")).to_contain_text("Quầy 1, NV-07")
    assert core.board.state.sessions.by_id[second].clerk == "NV-07"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 768), (768, 1024)])
def test_every_part_fits_its_screen(
    opened: tuple[Core, WebServer], width: int, height: int
) -> None:
    """Nothing runs out at the side, and every control is large enough to touch."""
    with a_page(opened[1].url + "/manage", width, height) as page:
        expect(page.locator("#services tbody tr")).to_have_count(4)
        for name in PARTS:
            part(page, name)
            settled(page)
            assert not page.evaluate("document.body.scrollWidth > innerWidth")
            small = page.locator(f"#{name} :is(button, select)").evaluate_all(
                "all => all.filter(e => e.offsetHeight < 44).map(e => e.outerHTML)"
            )
            assert small == []
