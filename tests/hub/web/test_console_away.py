"""A console without its hub, or without anybody signed in, in Chromium."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.hub.hub_process import running
from tests.hub.web.consoles import Desk, a_browser, a_desk
from tests.hub.web.staffed_hub import CLERK, PINS, staffed_hub

pytestmark = pytest.mark.journey

CODE = "H26.19-261122-0042"
VAULT = "**/api/v1/vault"
# A band that was shown at any time since is remembered.
WATCH = """
  window.wasLost = false;
  const band = document.getElementById("say-cut");
  new MutationObserver(() => { window.wasLost ||= !band.hidden; })
    .observe(band, { attributes: true });
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One browser for all."""
    with a_browser() as page:
        yield page


def file_with_code(desk: Desk) -> None:
    """Say that a procedure is filed, with its code."""
    desk.press("n", "Enter")
    expect(desk.page.locator("#procs input")).to_be_focused()
    desk.page.keyboard.type(CODE)
    desk.press("Enter")


def test_a_code_typed_without_the_hub_is_in_this_page_alone(
    page: Page, tmp_path: Path
) -> None:
    """It waits for the line, and never in the browser's storage."""
    with running(tmp_path / "hub") as hub:
        hub.client.post("/api/v1/tickets", {"service": "A"})
        url = f"http://127.0.0.1:{hub.options['port']}"
        with a_desk(page, url, hub.client) as desk:
            desk.is_in("closed")
            desk.press("o")
            desk.is_in("idle")
            desk.serve()
            hub.signal(signal.SIGKILL)
            file_with_code(desk)
            desk.says("procs", "mã chờ cất – giữ trang này mở")
            assert CODE not in desk.kept()
            desk.says("say-cut", "Mất kết nối")
            hub.start()
            desk.says("procs", "mã hồ sơ đã cất")
            assert desk.known["session"]["submissions"][0]["has_code"]
            hub.signal(signal.SIGKILL)
            file_with_code(desk)
            desk.says("procs", "giữ trang này mở")
            page.context.route(VAULT, lambda route: route.abort())
            hub.start()
            page.reload()
            page.context.unroute(VAULT)
            desk.is_in("serving")
            desk.says("say-told", "Gõ lại mã chưa cất được")
            field = page.locator("#procs input")
            expect(field).to_have_attribute("placeholder", "Gõ lại mã hồ sơ")


def test_who_is_signed_out_is_asked_to_sign_in(page: Page, tmp_path: Path) -> None:
    """The line is not lost then, and nothing says so, before or after."""
    with staffed_hub(tmp_path) as house:
        name, _, value = house.sign_in(CLERK)["Cookie"].partition("=")
        cookie = {"name": name, "value": value, "url": house.web.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict
        with a_desk(page, house.web.url, house.client) as desk:
            desk.is_in("closed")
            desk.press("o")
            desk.is_in("idle")
            page.evaluate(WATCH)
            house.accounts.sign_out(value)
            lock = page.locator("dialog.lock")
            expect(lock).to_be_visible(timeout=25_000)
            expect(page.locator("#link")).to_have_text("Chưa đăng nhập")
            page.locator("#clerk").fill(CLERK)
            page.locator("#pin").fill(PINS[CLERK])
            desk.press("Enter")
            expect(lock).to_have_count(0)
            expect(page.locator("#link")).to_have_text("Đã nối")
            desk.press("p", "1")
            desk.is_in("paused")
            assert page.evaluate("window.wasLost") is False
            assert "undefined" not in page.inner_text("header")
    page.context.clear_cookies()
