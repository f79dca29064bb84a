"""The live manager screen in a real browser: the office as it was."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

import pytest
from playwright.sync_api import Page, expect

from events.visit import IssueTicket
from hub.web.server import WebServer
from tests.chromium import Held
from tests.hub.rig import Rig
from tests.hub.web.live.sight import OUTLINED, figure

pytestmark = pytest.mark.journey


def test_the_slider_shows_the_office_as_it_was(page: Page, rig: Rig) -> None:
    """By keys: ten minutes, one minute; Esc and End lead back to now."""
    visitors = figure(page, "Lượt đến hôm nay")
    page.focus("#slider")
    for _ in range(6):
        page.keyboard.press("PageDown")
    page.keyboard.press("ArrowLeft")

    expect(page.locator("html")).to_have_attribute("data-state", "past")
    expect(page.locator("#state")).to_contain_text("– không phải bây giờ")
    expect(page.locator("#alerts button:not([disabled])")).to_have_count(0)
    expect(page.locator("#clock")).not_to_have_text(
        f"{rig.clock.now().astimezone():%H:%M}"
    )
    expect(page.locator("html:not([data-busy])")).to_have_count(1)
    assert int(figure(page, "Lượt đến hôm nay")) < int(visitors)
    rig.accepted(IssueTicket(service="A"))
    page.keyboard.press("Escape")
    expect(page.locator("html")).to_have_attribute("data-state", "live")
    box = page.locator("#kpi > div", has_text="Lượt đến hôm nay")
    expect(box.locator(".figure")).to_have_text(str(int(visitors) + 1))
    page.keyboard.press("PageDown")
    expect(page.locator("html")).to_have_attribute("data-state", "past")
    page.keyboard.press("End")
    expect(page.locator("html")).to_have_attribute("data-state", "live")


STRIP = """() => {
  const chart = Chart.getChart('strip'), { left, right } = chart.chartArea;
  const bars = chart.getDatasetMeta(0).data, told = chart.data.datasets[0];
  const place = (x) => Math.round(((x - left) / (right - left)) * 1000) / 1000;
  return bars.map(({ x, width }, n) => ({
    from: place(x - width / 2), to: place(x + width / 2),
    waiting: told.data[n].y, colour: told.backgroundColor[n],
  }));
}"""


def test_the_strip_lies_under_the_slider(page: Page, rig: Rig) -> None:
    """A bar stands where its minutes are on the slider, whatever instant is shown."""
    now = rig.core.live.now()
    assert now.strip is not None
    whole = ceil((now.at - now.strip.begun) / timedelta(minutes=1))
    step = now.strip.step_min / whole
    live = page.evaluate(STRIP)
    assert [bar["waiting"] for bar in live] == list(now.strip.most)
    for n, bar in enumerate(live):
        assert bar["from"] == pytest.approx(n * step, abs=0.002)
        assert bar["to"] == pytest.approx((n + 1) * step, abs=0.002)
    page.focus("#slider")
    for _ in range(6):
        page.keyboard.press("PageDown")
    expect(page.locator("html")).to_have_attribute("data-state", "past")
    expect(page.locator("html:not([data-busy])")).to_have_count(1)

    past = page.evaluate(STRIP)

    assert [{**bar, "colour": ""} for bar in past] == [
        {**bar, "colour": ""} for bar in live
    ]
    assert len({bar["colour"] for bar in live}) == 1
    paler = [bar["colour"] != live[0]["colour"] for bar in past]
    assert paler == sorted(paler)
    assert sum(paler) == 60 / now.strip.step_min


def test_a_day_without_data_is_told(page: Page) -> None:
    """The field of days says so and goes back."""
    page.fill("#day", "2020-02-03")

    expect(page.locator("#say")).to_contain_text("Không có dữ liệu")
    expect(page.locator("html")).to_have_attribute("data-state", "live")


@pytest.fixture
def looking(page: Page) -> Page:
    """The screen as it was some minutes ago."""
    page.focus("#slider")
    page.keyboard.press("PageDown")
    expect(page.locator("html")).to_have_attribute("data-state", "past")
    expect(page.locator("html:not([data-busy])")).to_have_count(1)
    return page


def test_a_look_that_is_under_way_is_not_shown_yet(page: Page, rig: Rig) -> None:
    """Until the past is there the page goes on saying now, and Esc calls it off."""
    held = Held(page, "**/api/v1/manager/at*")
    page.focus("#slider")
    with page.expect_request("**/api/v1/manager/at*"):
        page.keyboard.press("PageDown")

    waiting = int(figure(page, "Đang chờ"))
    rig.accepted(IssueTicket(service="A"))
    box = page.locator("#kpi > div", has_text="Đang chờ")
    expect(box.locator(".figure")).to_have_text(str(waiting + 1))
    expect(page.locator("html")).to_have_attribute("data-busy", "")
    expect(page.locator("html")).to_have_attribute("data-state", "live")
    expect(page.locator("#state")).to_have_text("Trực tiếp")
    page.keyboard.press("Escape")
    held.let_go()
    expect(page.locator("html:not([data-busy])")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("data-state", "live")


def test_cut_off_the_past_cannot_be_had(page: Page, web: WebServer) -> None:
    """A slider that is moved then goes back: the page stays cut off, and says so."""
    web.stop()
    expect(page.locator("#lost")).to_be_visible(timeout=20_000)
    page.focus("#slider")
    page.keyboard.press("PageDown")

    expect(page.locator("#say")).to_have_text("Mất kết nối, chưa xem lại được.")
    expect(page.locator("#slider")).to_have_value(
        page.get_attribute("#slider", "max") or ""
    )
    expect(page.locator("#state")).to_have_text("Mất kết nối")
    expect(page.locator("body")).to_have_attribute("data-cut", "")
    expect(page.locator("html")).to_have_attribute("data-state", "live")
    assert set(page.evaluate(OUTLINED)) == {True}


def test_cut_off_what_is_shown_of_the_past_stays(looking: Page, web: WebServer) -> None:
    """A look that fails leaves the instant before it; the way back shows the cut."""
    chip = looking.inner_text("#state")
    place = looking.input_value("#slider")
    web.stop()
    expect(looking.locator("#lost")).to_be_visible(timeout=20_000)
    expect(looking.locator("#lost")).not_to_contain_text("Các số đúng lúc")
    looking.keyboard.press("PageDown")

    expect(looking.locator("#say")).to_have_text("Mất kết nối, chưa xem lại được.")
    expect(looking.locator("#slider")).to_have_value(place)
    expect(looking.locator("#state")).to_have_text(chip)
    expect(looking.locator("html")).to_have_attribute("data-state", "past")
    looking.keyboard.press("Escape")
    expect(looking.locator("body")).to_have_attribute("data-cut", "")
    expect(looking.locator("#lost")).to_contain_text("Các số đúng lúc")
