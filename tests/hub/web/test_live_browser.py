"""The live manager screen in a real browser: now, cut off, and as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from math import ceil
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.alert import AlertKind, AlertOpened, RaiseAlert
from events.ids import new_id
from events.topics import hub_source
from events.visit import IssueTicket
from hub.reports.notation import shown
from hub.reports.values import minutes
from hub.store.memory import MemoryEventStore
from hub.web.app import create_server
from hub.web.desk import Desk
from hub.web.server import WebServer
from hub.web.settings import WebSettings
from tests.chromium import Held, a_page, settled
from tests.hub.played_day import PlayedDay
from tests.hub.rig import OFFICE, Rig
from tests.hub.web.consoles import FAULTS, REFUSED
from tests.hub.web.http_client import site_on

pytestmark = pytest.mark.journey

SIZES = ((1920, 1080), (1280, 800), (1024, 768), (390, 844))
LEAST_CONTRAST, LEAST_TARGET = 7, 44
OUTLINED = """[...document.querySelectorAll(".val .figure")].map((one) =>
  getComputedStyle(one).color.endsWith(", 0)"))"""


@pytest.fixture(scope="module")
def morning() -> Rig:
    """A core in which a morning was played, with people still waiting; it has ended."""
    rig = Rig(MemoryEventStore())
    played = PlayedDay(rig, 11)
    played.play_morning(160)
    raised = RaiseAlert(kind=AlertKind.PAPER_LOW, device="dispenser-1")
    rig.ask(raised, source=hub_source(OFFICE))
    rig.clock.goes(seconds=30)
    rig.stop()
    return rig


@pytest.fixture
def rig(morning: Rig) -> Iterator[Rig]:
    """A core that goes on from that morning, and leaves it as it was."""
    rig = Rig(deepcopy(morning.store), at=morning.clock.at)
    yield rig
    rig.stop()


@pytest.fixture
def web(rig: Rig) -> Iterator[WebServer]:
    """Its web, by the same clock."""
    core = rig.core
    desk = Desk(core.office, core.devices, core.tokens, rig.clock, lambda *_: new_id())
    settings = WebSettings(site=site_on(rig.site, 0), now=rig.clock.now)
    web = create_server(desk, core.board, settings)
    web.start()
    yield web
    web.stop()


@pytest.fixture
def page(web: WebServer) -> Iterator[Page]:
    """The screen, as it hangs on the wall."""
    with a_page("about:blank") as page:
        page.add_init_script(REFUSED)
        page.goto(web.url + "/manager")
        expect(page.locator("#state")).to_have_text("Trực tiếp", timeout=15_000)
        yield page
        assert page.evaluate("window.refused") == []


def figure(page: Page, label: str) -> str:
    """Return what one of the seven says."""
    box = page.locator("#kpi > div", has_text=label)
    return box.locator(".val .figure").inner_text()


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


def test_cut_off_it_keeps_the_last_truth(page: Page, web: WebServer) -> None:
    """Figures become outlines with their time, and say what to do."""
    waiting = figure(page, "Đang chờ")
    web.stop()

    lost = page.locator("#lost")
    expect(lost).to_contain_text("Mất kết nối với trung tâm", timeout=20_000)
    expect(lost).to_contain_text("Các số đúng lúc")
    assert figure(page, "Đang chờ") == waiting
    assert set(page.evaluate(OUTLINED)) == {True}


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
