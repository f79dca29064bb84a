"""What an office aims at, and clerks' teams, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, Route, expect

from events.settings import Clerk, OfficeSettings, Role, Targets
from hub.bootstrap import Core
from hub.web.server import WebServer
from tests.chromium import a_page
from tests.hub.rig import wait_until
from tests.hub.web.managing import STAFF, part, saved, tell, told
from tests.hub.web.open_hub import open_hub

pytestmark = pytest.mark.journey

WAIT, CROWD = "Cảnh báo chờ lâu", "Cảnh báo đông khách"
PATIENCE = "Số phút khách chịu chờ"
TEAMS = tuple(replace(clerk, team="to-1") for clerk in STAFF.clerks)


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
def page(opened: tuple[Core, WebServer]) -> Iterator[Page]:
    """The manager's page at its targets."""
    with a_page(opened[1].url + "/manage", 1280, 800) as page:
        expect(page.locator("#state")).to_have_text("Không có gì chưa lưu")
        part(page, "targets")
        yield page


def test_targets_are_set_and_taken_back(page: Page, core: Core) -> None:
    """A number in a sentence is changed and saved; as it was, nothing is told."""
    expect(page.locator(".aim").first).to_contain_text("Gọi khách trong vòng")
    page.get_by_label(WAIT).fill("20")
    page.get_by_label(PATIENCE).fill("45")
    expect(page.locator("#state")).to_have_text("1 chỗ chưa lưu")
    saved(page)
    assert told(core).targets == Targets(longest_wait_min=20, patience_min=45)
    assert told(core).clerks == STAFF.clerks

    page.get_by_label(WAIT).fill("30")
    page.get_by_label(PATIENCE).fill("")
    saved(page)
    assert told(core) == STAFF


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        (WAIT, "0", "Ghi số nguyên từ 1 đến 480."),
        (CROWD, "nhiều", "Ghi số nguyên từ 1 đến 200."),
        (PATIENCE, "481", "Ghi số nguyên từ 1 đến 480, hoặc để trống."),
        ("Phần trăm phục vụ nhiều nhất", "49", "Ghi số nguyên từ 50 đến 100."),
    ],
)
def test_a_target_that_cannot_be_is_said(
    page: Page, core: Core, name: str, typed: str, says: str
) -> None:
    """It stays as typed beside what is wrong, from any part; mended it is saved."""
    page.get_by_label(name).fill(typed)
    expect(page.locator("#targets .says.bad")).to_have_text(says)
    part(page, "clerks")
    page.click("#save")
    expect(page.get_by_label(name)).to_be_focused()
    expect(page.get_by_label(name)).to_have_value(typed)
    assert told(core) == STAFF

    page.get_by_label(name).fill("60")
    saved(page)
    assert told(core).targets != Targets()


def test_a_warning_before_the_aim_is_told(page: Page, core: Core) -> None:
    """A long wait that is warned of while all is well is meant or not: it is said."""
    told_of = page.locator("#targets-mean")
    expect(told_of).to_be_hidden()
    page.get_by_label(WAIT).fill("15")
    expect(told_of).to_be_hidden()
    page.get_by_label(WAIT).fill("10")
    expect(told_of).to_contain_text("sớm hơn mục tiêu gọi trong 15 phút")
    saved(page)
    assert told(core).targets == Targets(longest_wait_min=10)
    expect(told_of).to_be_visible()
    page.get_by_label("Số phút phải gọi").fill("5")
    expect(told_of).to_be_hidden()


def test_two_managers_set_targets_at_once(page: Page, core: Core) -> None:
    """Each keeps what the other did not touch; of the same number one is chosen."""
    page.get_by_label(WAIT).fill("20")
    page.get_by_label(CROWD).fill("4")
    tell(core, replace(STAFF, targets=Targets(longest_wait_min=25, idle_min=9)))

    band = page.locator("#clash")
    expect(band).to_contain_text("Mục tiêu và cảnh báo")
    expect(band).to_contain_text("chờ quá 25 phút")
    page.click("#take-theirs")
    expect(page.get_by_label(WAIT)).to_have_value("25")
    expect(page.get_by_label("Cảnh báo quầy trống")).to_have_value("9")
    saved(page)
    assert told(core).targets == Targets(longest_wait_min=25, idle_min=9, crowd=4)


def test_a_save_of_something_else_keeps_targets_and_teams(
    page: Page, core: Core
) -> None:
    """Whoever stops a service takes nobody's team and no target away."""
    aims = Targets(called_within_min=10, patience_min=60)
    tell(core, OfficeSettings(clerks=TEAMS, targets=aims))
    expect(page.get_by_label("Số phút phải gọi")).to_have_value("10")
    part(page, "services")
    page.get_by_label("Cho lấy số dịch vụ A").uncheck()
    saved(page)

    assert told(core).targets == aims
    assert told(core).clerks == TEAMS


def test_a_clerk_gets_a_team(page: Page, core: Core) -> None:
    """A team is a short code in small letters, or none; others are not taken."""
    part(page, "clerks")
    field = page.get_by_label("Nhóm của NV-03")
    field.fill("Tổ 1")
    field.press("Tab")
    expect(page.locator("#clerks .says.bad")).to_contain_text(
        "Ghi chữ không dấu, số, gạch nối"
    )
    field.fill("TO-1")
    field.press("Tab")
    expect(field).to_have_value("to-1")
    saved(page)
    manager, clerk, _ = told(core).clerks
    assert manager == Clerk(id="QL-01", role=Role.MANAGER)
    assert clerk == Clerk(id="NV-03", skills=("A", "B"), team="to-1")

    field.fill("")
    saved(page)
    assert told(core) == STAFF


def test_what_a_newer_hub_says_besides_is_kept(page: Page, core: Core) -> None:
    """A page left open since before an update sends back what it does not know."""

    def newer(route: Route) -> None:
        if route.request.method == "POST":
            route.continue_()
            return
        reply = route.fetch().json()
        reply["settings"]["clerks"][1]["desk"] = "window"
        reply["settings"]["targets"] = {"crowd": 5, "picks": 9}
        reply["settings"]["festivals"] = ["Trung thu"]
        route.fulfill(json=reply)

    page.route("**/api/v1/settings", newer)
    page.reload()
    expect(page.get_by_label(CROWD)).to_have_value("5")
    page.get_by_label(WAIT).fill("20")
    with page.expect_request(lambda asked: asked.method == "POST") as told_so:
        page.click("#save")

    settings = json.loads(told_so.value.post_data or "")["settings"]
    assert settings["festivals"] == ["Trung thu"]
    assert settings["targets"]["picks"] == 9
    assert settings["clerks"][1]["desk"] == "window"
    assert core.board.state.settings.told == STAFF
