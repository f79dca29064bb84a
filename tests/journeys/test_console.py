"""A visit driven half from the box, half from the console, up to its printed slip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.hub.web.consoles import Desk, a_browser, a_desk
from tests.hub.web.http_client import Client
from tests.journeys.demo_house import DemoHouse, demo, until

pytestmark = pytest.mark.journey


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DemoHouse]:
    """The demo with its boxes."""
    with demo(tmp_path) as running:
        until(running.all_connected, "every box", 60)
        yield running


@pytest.fixture
def page() -> Iterator[Page]:
    """A browser at the counter."""
    with a_browser() as page:
        yield page


def test_box_and_console_are_one_counter(house: DemoHouse, page: Page) -> None:
    """What one of them does the other shows; the help goes through both hands."""
    ticket = house.take_a_ticket("A")
    with a_desk(page, house.url, Client(house.port)) as desk:
        house.press("counter-2", "next")
        desk.is_in("called")
        desk.says("from-box", "từ hộp phím: Gọi số")
        expect(page.locator("#ticket")).to_have_text(ticket)
        desk.press_until("serving", "s")
        shows(house, "serving")
        helped(desk)
        house.press("counter-2", "start")
        desk.is_in("idle")
        desk.says("from-box", "từ hộp phím: Kết thúc")
        desk.says("calm", f"{ticket} (1 phút) chưa ghi kết quả")
        page.get_by_role("button", name="Đã nộp trực tuyến").click()
        desk.says("calm", f"Số vừa xong: {ticket}, đã nộp trực tuyến")
        prints_its_slip(desk, ticket)


def helped(desk: Desk) -> None:
    """Two steps and a procedure with its code."""
    desk.step(5)
    desk.press("n")
    desk.page.locator("#sought").fill("tam tru")
    desk.press("Enter")
    expect(desk.page.locator("#procs input")).to_be_focused()
    desk.page.keyboard.type("H26.19-261122-0042")
    desk.press("Enter")
    desk.says("procs", "mã hồ sơ đã cất")


def prints_its_slip(desk: Desk, ticket: str) -> None:
    """The slip opens beside the console and holds the code that was kept."""
    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("link", name="In phiếu hỗ trợ").click()
    slip = opened.value
    expect(slip.locator("body")).to_contain_text("H26.19-261122-0042")
    expect(slip.locator("body")).to_contain_text(ticket)
    slip.close()


def shows(house: DemoHouse, state: str) -> None:
    """Wait until the box of counter 2 shows a state."""
    until(lambda: house.box("counter-2")["state"]["state"] == state, state)
