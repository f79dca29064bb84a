"""The list of service levels, changed at the manager's page and used at a console."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from events.local_time import HERE
from hub.bootstrap import Core
from tests.hub.rig import wait_until
from tests.hub.web.consoles import Desk, a_browser, a_desk
from tests.hub.web.http_client import Client
from tests.hub.web.managing import part, saved, told
from tests.hub.web.open_hub import open_hub

pytestmark = pytest.mark.journey

MEANS = "#levels-mean"
ENDS = "Chỉ dùng đến hết"
CHANGES = "Dòng cũ hết hôm nay, dòng mới từ mai"


@pytest.fixture
def hub() -> Iterator[tuple[Core, Desk]]:
    """A hub whose day is open, and a browser at its counter 2."""
    with a_browser() as page, open_hub() as (core, web):
        wait_until(lambda: core.board.now.day.is_open)
        with a_desk(page, web.url, Client(web.port)) as desk:
            yield core, desk


@pytest.fixture
def core(hub: tuple[Core, Desk]) -> Core:
    """Its rules and views."""
    return hub[0]


@pytest.fixture
def desk(hub: tuple[Core, Desk]) -> Desk:
    """The counter's console."""
    return hub[1]


@pytest.fixture
def page(desk: Desk) -> Page:
    """The manager's page, at the catalogue."""
    page = desk.page
    page.goto(page.url.replace("/counter/2", "/manage"))
    part(page, "catalogue")
    return page


def test_levels_are_kept_in_their_dates(page: Page, core: Core, desk: Desk) -> None:
    """One is renamed from tomorrow, one is new; the console offers today's name."""
    expect(page.locator("#catalogue .levels")).to_contain_text("Toàn trình")
    expect(page.locator("#catalogue .levels")).to_contain_text("01/08/2022")
    page.click("#own-catalogue")
    page.get_by_label(f"{CHANGES}: Toàn trình").click()
    rows = page.locator("#catalogue .levels tbody tr")
    rows.nth(1).get_by_label("Tên mức").fill("Trực tuyến toàn trình")
    page.fill("#new-procedures", "Thủ tục thử")
    page.fill("#new-levels", "Cung cấp thông tin")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(4)
    expect(page.locator("#new-levels")).to_be_focused()
    expect(page.locator("#new-procedures")).to_have_value("Thủ tục thử")
    page.get_by_label("Mức", exact=True).select_option("Cung cấp thông tin")
    page.get_by_role("button", name="Thêm thủ tục").click()
    saved(page)

    today = datetime.now(HERE).date()
    old, new = (level for level in told(core).levels if level.id == "full")
    assert (old.names.vi, old.valid_until) == ("Toàn trình", today)
    assert new.names.vi == "Trực tuyến toàn trình"
    assert new.valid_from == today + timedelta(days=1)
    assert told(core).procedures[-1].level == "cung-cap-thong-tin"
    assert files(desk, "tạm trú").endswith("toàn trình")
    assert files(desk, "thủ tục thử").endswith("cung cấp thông tin")


def files(desk: Desk, sought: str) -> str:
    """File a procedure at the console; return how it is listed there."""
    if "/counter/" not in desk.page.url:
        desk.page.goto(desk.page.url.partition("/manage")[0] + "/counter/2")
        desk.post("tickets", {"service": "A"})
        desk.is_in("closed")
        desk.press("o")
        desk.is_in("idle")
        desk.serve()
    filed = desk.page.locator("#procs .filed")
    before = filed.count()
    desk.press("Escape", "n")
    desk.page.locator("#sought").fill(sought)
    desk.press("Enter")
    expect(desk.page.locator("#procs input")).to_be_focused()
    desk.press("Enter")
    expect(filed).to_have_count(before + 1)
    return filed.last.locator("small").first.inner_text()


def test_a_level_in_use_is_not_ended(page: Page, core: Core) -> None:
    """The page says who needs it still, before and after saving; then it may end."""
    page.click("#own-catalogue")
    expect(page.locator(MEANS)).to_be_hidden()
    page.get_by_label(ENDS).and_(page.get_by_label("Một phần")).click()
    expect(page.locator(MEANS)).to_contain_text("mức Một phần không có hiệu lực, mà 5")
    page.click("#save")
    expect(page.locator("#say")).to_contain_text("mức Một phần không có hiệu lực")
    assert all(level.valid_until is None for level in told(core).levels)

    for select in page.locator("#catalogue td select.level").all():
        select.select_option("full")
    expect(page.locator(MEANS)).to_be_hidden()
    saved(page)
    (partial,) = (row for row in told(core).levels if row.id == "partial")
    assert partial.valid_until == datetime.now(HERE).date()
