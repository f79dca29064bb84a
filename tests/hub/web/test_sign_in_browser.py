"""The way in, in a real browser: by finger and by keyboard, locked and unlocked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from hub.application.accounts import Limits
from hub.demo.ports import free_port
from hub.store.memory import MemoryEventStore
from tests.chromium import a_page
from tests.hub.web.staffed_hub import CLERK, MANAGER, PINS, Staffed, staffed_hub

pytestmark = pytest.mark.journey

SHORT = Limits(idle=timedelta(seconds=2))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Staffed]:
    """A hub with staff."""
    with staffed_hub(tmp_path) as hub:
        yield hub


def touch(page: Page, pin: str) -> None:
    """Give a PIN by the pad."""
    for digit in pin:
        page.click(f"[data-digit='{digit}']")


def state(page: Page, name: str) -> None:
    """Wait until the page is in that state."""
    expect(page.locator("body")).to_have_attribute("data-state", name)


def is_at(page: Page, path: str) -> None:
    """Wait until this path is there; `?to=` that path is not enough."""
    expect(page).to_have_url(re.compile(rf"^http://[^/]+{re.escape(path)}$"))
    page.wait_for_load_state()


def test_signing_in_by_finger_leads_where_one_was_going(hub: Staffed) -> None:
    """The console asks for a PIN first, and opens after it."""
    with a_page(hub.web.url + "/counter/1", 1024, 768) as page:
        is_at(page, "/sign-in?to=/counter/1")
        page.fill("#clerk", "nv-01")
        touch(page, PINS[CLERK] + "9")
        page.click("#back")
        page.click("#go")
        is_at(page, "/counter/1")


def test_signing_in_by_keyboard_alone(hub: Staffed) -> None:
    """Code, tab, digits, Enter; a manager goes on to his own page."""
    with a_page(hub.web.url + "/sign-in", 1280, 800) as page:
        state(page, "ready")
        page.keyboard.type("ql-01")
        page.keyboard.press("Tab")
        page.keyboard.type(PINS[MANAGER])
        page.keyboard.press("Enter")
        is_at(page, "/manage")


def test_typing_does_not_wait_for_the_hub(hub: Staffed) -> None:
    """Its word about this browser comes late: code and cursor stay as they are."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    with a_page("about:blank", 1280, 800) as page:
        page.route("**/api/v1/me", hold)
        with page.expect_request("**/api/v1/me"):
            page.goto(hub.web.url + "/sign-in")
        page.keyboard.type("ql-")
        with page.expect_event("requestfinished"):
            held[0].continue_()
        page.evaluate("fetch('/healthz')")
        page.keyboard.type("01")
        page.keyboard.press("Tab")
        page.keyboard.type(PINS[MANAGER])
        page.unroute("**/api/v1/me")
        page.keyboard.press("Enter")
        is_at(page, "/manage")


def test_wrong_pins_lead_to_a_countdown(hub: Staffed) -> None:
    """The sentence says what is wrong, then how long to wait; a manager opens it."""
    with a_page(hub.web.url + "/sign-in?to=/screen", 390, 844) as page:
        state(page, "ready")
        page.fill("#clerk", CLERK)
        for _ in range(4):
            page.fill("#pin", "999111")
            page.keyboard.press("Enter")
            state(page, "wrong")
            expect(page.locator("#pin")).to_have_value("")
        expect(page.locator("#said")).to_contain_text("Còn 1 lần thử")
        page.fill("#pin", "999111")
        page.keyboard.press("Enter")
        state(page, "locked")
        expect(page.locator("#countdown")).to_contain_text(re.compile(r"Còn 0:5\d"))
        expect(page.locator("#go")).to_have_attribute("aria-disabled", "true")
        hub.accounts.open_again(CLERK)
        page.reload()
        state(page, "ready")
        page.fill("#clerk", CLERK)
        page.fill("#pin", PINS[CLERK])
        page.keyboard.press("Enter")
        is_at(page, "/screen")


def test_idle_locks_and_a_pin_goes_on(tmp_path: Path) -> None:
    """The page asks for the PIN, with the code there already, and goes back."""
    with (
        staffed_hub(tmp_path, limits=SHORT) as hub,
        a_page(hub.web.url + "/sign-in?to=/manage", 1280, 800) as page,
    ):
        state(page, "ready")
        page.fill("#clerk", MANAGER)
        page.fill("#pin", PINS[MANAGER])
        page.keyboard.press("Enter")
        is_at(page, "/manage")
        page.goto("about:blank")
        page.wait_for_timeout(2_100)
        page.goto(hub.web.url + "/manage")
        state(page, "idle")
        expect(page.locator("h1")).to_have_text("Màn hình đã khóa")
        expect(page.locator("#clerk")).to_have_value(MANAGER)
        expect(page.locator("#pin")).to_be_focused()
        touch(page, PINS[MANAGER])
        page.click("#go")
        is_at(page, "/manage")


def test_signed_in_elsewhere_is_said(hub: Staffed) -> None:
    """The clerk reads why the first machine asks again."""
    with a_page(hub.web.url + "/sign-in?to=/counter/1", 1280, 800) as page:
        state(page, "ready")
        page.fill("#clerk", CLERK)
        page.fill("#pin", PINS[CLERK])
        page.keyboard.press("Enter")
        is_at(page, "/counter/1")
        hub.sign_in(CLERK)
        page.goto(hub.web.url + "/counter/1")
        state(page, "elsewhere")
        expect(page.locator("#said")).to_contain_text("máy khác")


def test_a_role_that_does_not_suffice_is_said(hub: Staffed) -> None:
    """A clerk at the manager's page sees whose it is, and who is signed in."""
    with a_page(hub.web.url + "/sign-in?to=/manage", 1280, 800) as page:
        state(page, "ready")
        page.fill("#clerk", CLERK)
        page.fill("#pin", PINS[CLERK])
        page.keyboard.press("Enter")
        state(page, "role")
        expect(page.locator("#other")).to_contain_text("NV-01 (nhân viên)")
        page.click("#out")
        state(page, "ready")
        expect(page.locator("#other")).to_be_hidden()


def test_a_restart_signs_nobody_out_and_a_cut_loses_nothing(tmp_path: Path) -> None:
    """While the hub is away the page says so and keeps the PIN that was typed."""
    store, port = MemoryEventStore(), free_port()
    told = {"http_port": port}
    with staffed_hub(tmp_path, store, hub=told) as hub:
        url = hub.web.url
    with a_page("about:blank", 1280, 800) as page:
        with staffed_hub(tmp_path, store, pins={}, hub=told):
            page.goto(url + "/sign-in?to=/counter/1")
            state(page, "ready")
            page.fill("#clerk", CLERK)
        page.fill("#pin", PINS[CLERK])
        page.keyboard.press("Enter")
        state(page, "lost")
        expect(page.locator("#said")).to_contain_text("Mất kết nối với trung tâm")
        with staffed_hub(tmp_path, store, pins={}, hub=told):
            state(page, "ready")
            expect(page.locator("#pin")).to_have_value(PINS[CLERK])
            page.click("#go")
            is_at(page, "/counter/1")
        with staffed_hub(tmp_path, store, pins={}, hub=told):
            page.goto(url + "/counter/1")
            is_at(page, "/counter/1")
