"""The live manager screen in a real browser: what it says, and how it is read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.alert import AlertOpened
from events.visit import IssueTicket
from hub.reports.notation import shown
from hub.reports.values import minutes
from hub.web.server import WebServer
from tests.chromium import settled
from tests.hub.rig import Rig
from tests.hub.web.consoles import FAULTS
from tests.hub.web.live.sight import OUTLINED, figure

pytestmark = pytest.mark.journey

SIZES = ((1920, 1080), (1280, 800), (1024, 768), (390, 844))
LEAST_CONTRAST, LEAST_TARGET = 7, 44


def test_minutes_are_rounded_as_the_report_rounds_them(page: Page) -> None:
    """116.8 seconds are 1,9 minutes here and there, and so is every other wait."""
    spans = [116_800_000, *range(0, 700_000_000, 997_001), *range(0, 10**8, 10**6)]
    told = page.evaluate(
        "async (all) => { const words = await import('/static/live_words.js');"
        " return all.map((seconds) => words.tenths(seconds)); }",
        [span // 1_000_000 for span in spans],
    )

    assert told == [shown(minutes(s), "vi").removesuffix(" phút") for s in spans]
    assert told[0] == "1,9"


def test_the_screen_follows(page: Page, rig: Rig) -> None:
    """A number that is taken is one person more, in its place and without a reload."""
    before = int(figure(page, "Đang chờ"))
    rig.accepted(IssueTicket(service="A"))

    box = page.locator("#kpi > div", has_text="Đang chờ")
    expect(box.locator(".figure")).to_have_text(str(before + 1))
    now = rig.core.live.now()
    assert int(figure(page, "Lượt đến hôm nay")) == now.figures.visitors
    assert page.locator("#services tr").count() == len(now.services)
    assert page.locator("#counters li").count() == len(now.counters)
    assert "giờ" in (page.locator("#hours").get_attribute("aria-label") or "")


def test_an_alert_is_taken_on(page: Page, rig: Rig) -> None:
    """One press, and the row says who has it."""
    row = page.locator("#alerts li", has_text="Máy 1 sắp hết giấy")
    row.get_by_role("button", name=re.compile("Nhận việc")).click()

    expect(row).to_contain_text("đã nhận")
    assert all(one.taken_by for one in rig.core.live.now().alerts if one.device)
    assert any(isinstance(one.event, AlertOpened) for one in rig.history())


def test_cut_off_it_keeps_the_last_truth(page: Page, web: WebServer) -> None:
    """Figures become outlines with their time, and say what to do."""
    waiting = figure(page, "Đang chờ")
    web.stop()

    lost = page.locator("#lost")
    expect(lost).to_contain_text("Mất kết nối với trung tâm", timeout=20_000)
    expect(lost).to_contain_text("Các số đúng lúc")
    assert figure(page, "Đang chờ") == waiting
    assert set(page.evaluate(OUTLINED)) == {True}


@pytest.mark.parametrize(("width", "height"), SIZES[1:3])
def test_a_tablet_shows_counters_and_alerts_at_first_sight(
    page: Page, width: int, height: int
) -> None:
    """Above the slider, which stays at the foot; further alerts scroll."""
    page.set_viewport_size({"width": width, "height": height})
    slider = place(page, ".time")
    assert slider["y"] + slider["height"] <= height
    for seen in "#counters li:last-child", "#alerts li:first-child":
        assert place(page, seen)["y"] + place(page, seen)["height"] <= slider["y"]


def test_a_counter_takes_the_same_room_with_and_without_its_bar(page: Page) -> None:
    """Nothing moves below it when a visit begins or ends."""
    with_bar, without = page.evaluate(
        "[[], ['none']].map((also) => { const row = counters.firstElementChild;"
        " row.querySelector('.tr').classList.value = ['tr', ...also].join(' ');"
        " return row.getBoundingClientRect().height; })"
    )
    assert with_bar == without


def test_a_phone_cuts_nothing_off(page: Page) -> None:
    """Every word stands in its box, and the slider takes no room while it is now."""
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#ticks li").last).to_be_attached()
    assert page.evaluate(CUT_OFF) == []
    assert place(page, ".time")["y"] > 844
    page.focus("#slider")
    page.keyboard.press("PageDown")
    expect(page.locator("html")).to_have_attribute("data-state", "past")
    page.evaluate("scrollTo(0, 0)")
    assert page.evaluate(CUT_OFF) == []
    slider = place(page, ".time")
    assert slider["y"] + slider["height"] <= 844
    assert slider["height"] < 844 / 6


def place(page: Page, of: str) -> Any:
    """Where an element stands in the window."""
    return page.locator(of).bounding_box()


# What is wider than the room it has.
CUT_OFF = """[...document.body.querySelectorAll("*")].filter((one) =>
  one.checkVisibility() && !one.closest(".sr, canvas, thead") && one.clientWidth > 1
  && one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 99))"""


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_it_can_be_read(page: Page, theme: str) -> None:
    """Contrast, targets and line heights at every size; nothing is beside the page."""
    if theme == "light":
        page.click("#theme")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        faults = settled(page).evaluate(FAULTS, [LEAST_CONTRAST, LEAST_TARGET])
        assert faults == [], "\n".join([f"{width}x{height}", *faults])
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert settled(page).evaluate("document.documentElement.scrollHeight") <= 1080
