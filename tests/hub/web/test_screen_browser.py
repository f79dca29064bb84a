"""The waiting-room screen in a real browser: what people in the room would see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.replies import WaitRange
from events.wait_words import in_words
from hub.web.app import create_server
from hub.web.server import WebServer
from hub.web.settings import WebSettings
from tests.chromium import a_page, settled
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import site_on
from tests.hub.web.office_examples import SITE

pytestmark = pytest.mark.journey

# Notes down every state the page goes through, and every script it refuses.
WATCH = """
  window.states = [];
  window.refused = [];
  const note = () => window.states.push(document.documentElement.dataset.state);
  new MutationObserver(note).observe(document,
    { subtree: true, attributes: true, attributeFilter: ["data-state"] });
  addEventListener("securitypolicyviolation", (e) => window.refused.push(e.blockedURI));
"""


@pytest.fixture
def screen(server: WebServer, hub: FakeHub) -> Iterator[Page]:
    """A screen that has been on since before the first call."""
    del hub
    with a_page(server.url + "/screen") as page:
        page.add_init_script(WATCH)
        page.reload()
        is_in(page, "idle")
        yield page
        assert page.evaluate("window.refused") == []


def is_in(page: Page, state: str) -> None:
    """Wait until the page is in that state."""
    expect(page.locator("html")).to_have_attribute("data-state", state, timeout=15_000)


def shows(page: Page, ticket: str, counter: str) -> None:
    """Wait until the plate shows that call."""
    expect(page.locator("#now-ticket")).to_have_text(ticket)
    expect(page.locator("#now-counter")).to_have_text(counter)


def history(page: Page) -> list[str]:
    """The numbers under the plate."""
    return page.locator("#past li .num:first-child").all_text_contents()


def test_a_call_is_shown(screen: Page, hub: FakeHub) -> None:
    """A call interrupts whatever is shown: number, counter, and which way."""
    hub.call("A047", to="2")
    is_in(screen, "call")
    shows(screen, "A047", "2")
    expect(screen.locator("#now-arrow")).to_have_attribute(
        "aria-label", "đi về bên phải"
    )
    expect(screen.locator("#now")).to_have_attribute("aria-live", "assertive")


def test_several_calls_take_turns(screen: Page, hub: FakeHub) -> None:
    """Calls at once are shown one after the other, each for 6 s, the last for 10."""
    screen.clock.install()
    screen.reload()
    is_in(screen, "idle")
    hub.call("A001", "A002", "A003", to="1")
    shows(screen, "A001", "1")
    assert history(screen) == []
    for ticket in ("A002", "A003"):
        screen.clock.run_for(6_500)
        shows(screen, ticket, "1")
        is_in(screen, "call")
    assert history(screen) == ["A002", "A001"]
    screen.clock.run_for(10_500)
    is_in(screen, "normal")
    shows(screen, "A003", "1")


def test_a_recall_is_announced_again(screen: Page, hub: FakeHub) -> None:
    """Calling again turns the plate yellow again."""
    screen.clock.install()
    screen.reload()
    is_in(screen, "idle")
    hub.call("A001")
    is_in(screen, "call")
    screen.clock.run_for(10_500)
    is_in(screen, "normal")
    hub.recall()
    is_in(screen, "call")
    shows(screen, "A001", "2")


def test_yellow_ends_when_serving_starts(screen: Page, hub: FakeHub) -> None:
    """Yellow means called, now, and nothing else."""
    hub.call("A001")
    is_in(screen, "call")
    hub.start_serving()
    is_in(screen, "normal")


def test_a_call_taken_back_leaves_the_plate(screen: Page, hub: FakeHub) -> None:
    """An undone call is shown no longer."""
    hub.call("A001")
    hub.call("A002")
    shows(screen, "A001", "2")
    hub.commit(calls=hub.screen().calls[1:])
    hub.commit(calls=())
    is_in(screen, "idle")


def test_without_calls_there_is_an_announcement(screen: Page, hub: FakeHub) -> None:
    """After a minute without a call the room is told what to have ready."""
    screen.clock.install()
    screen.reload()
    is_in(screen, "idle")
    hub.call("A001", ago=61)
    is_in(screen, "call")
    screen.clock.run_for(61_000)
    is_in(screen, "idle")
    expect(screen.locator("#idle")).to_be_visible()
    assert history(screen) == ["A001"]
    hub.call("A002")
    is_in(screen, "call")


def test_who_waits_is_counted(screen: Page, hub: FakeHub) -> None:
    """Each service tells how many wait for it."""
    hub.wait(A=6)
    expect(screen.locator("#wait [data-service=A]")).to_contain_text("6 người chờ")
    expect(screen.locator("#wait [data-service=B]")).to_contain_text("0 người chờ")


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        ((900, 1500), "khoảng 15–25 phút"),
        ((0, 300), "dưới 5 phút"),
        ((0, 0), "đến ngay"),
        ((3600, 5400), "hơn 60 phút"),
    ],
)
def test_who_comes_reads_how_long_it_takes(
    screen: Page, hub: FakeHub, wait: tuple[int, int], words: str
) -> None:
    """Beside the people who wait, where it is known; in the words of every slip."""
    told = WaitRange(from_s=wait[0], to_s=wait[1])
    hub.tell_waits(A=told)
    here = screen.locator("#wait [data-service=A]")
    expect(here.locator(".range")).to_have_text(words)
    expect(here).to_contain_text("0 người chờ")
    expect(screen.locator("#wait [data-service=B] .range")).to_have_count(0)
    assert words.removeprefix("khoảng ") == in_words(told).vi


def test_who_comes_reads_what_gives_no_numbers(screen: Page, hub: FakeHub) -> None:
    """A service that is stopped says so, with or without people who still wait."""
    hub.wait(A=6)
    hub.stop_numbers("A")
    expect(screen.locator("#wait [data-service=A]")).to_contain_text(
        "6 người chờ · ngừng lấy số"
    )
    hub.stop_numbers("B")
    expect(screen.locator("#wait [data-service=B] .n")).to_have_text("Ngừng lấy số")
    expect(screen.locator("#wait [data-service=A]")).not_to_contain_text("ngừng")


def test_a_closed_office_says_so(screen: Page, hub: FakeHub) -> None:
    """Outside hours the screen says when to come."""
    hub.close()
    is_in(screen, "closed")
    expect(screen.locator("#closed")).to_contain_text("07:30–17:00")


def served(hub: FakeHub, port: int = 0) -> WebServer:
    """A running web of this hub."""
    settings = WebSettings(site=site_on(SITE, port))
    server = create_server(hub, hub, settings)
    server.start()
    return server


def test_a_screen_comes_back_by_itself() -> None:
    """Cut off it says so; back, it shows what is true, missed calls as history."""
    hub = FakeHub()
    hub.open()
    server = served(hub)
    with a_page(server.url + "/screen") as page:
        is_in(page, "idle")
        hub.call("A047")
        is_in(page, "call")
        page.evaluate(WATCH)
        server.stop()
        is_in(page, "lost")
        expect(page.locator("#lost")).to_contain_text("Mất kết nối – xin nghe gọi")
        expect(page.locator("#lost")).to_contain_text("Các số trên đúng lúc")
        shows(page, "A047", "2")
        hub.call("A048", to="1")
        server = served(hub, server.port)
        is_in(page, "normal")
        shows(page, "A048", "1")
        assert page.evaluate("window.states") == ["lost", "normal"]
        hub.call("A049")
        is_in(page, "call")
    server.stop()


def test_another_history_loads_the_page_anew() -> None:
    """A hub with a new store gets a fresh page, as a new version would need."""
    hub = FakeHub()
    hub.open()
    server = served(hub)
    with a_page(server.url + "/screen") as page:
        is_in(page, "idle")
        page.evaluate("document.documentElement.dataset.old = true")
        server.stop()
        is_in(page, "lost")
        hub = FakeHub("store-2")
        hub.open()
        server = served(hub, server.port)
        expect(page.locator("html[data-old]")).to_have_count(0, timeout=15_000)
        is_in(page, "idle")
        hub.call("A001")
        is_in(page, "call")
    server.stop()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (1280, 720)])
@pytest.mark.parametrize(("ticket", "counter"), [("A047", "2"), ("A1000", "12")])
def test_the_call_always_fits(
    server: WebServer, hub: FakeHub, width: int, height: int, ticket: str, counter: str
) -> None:
    """Number, arrow and counter stand whole on the plate, side by side."""
    hub.call("B118", "A1001", "D032", ago=30)
    hub.call(ticket, to=counter)
    with a_page(server.url + "/screen", width, height) as page:
        is_in(page, "normal")
        shows(page, ticket, counter)
        settled(page)
        plate, *parts = (
            box(page, id) for id in ("now", "now-ticket", "now-arrow", "now-counter")
        )
        for part in parts:
            assert part["x"] >= plate["x"]
            assert part["x"] + part["width"] <= plate["x"] + plate["width"]
            assert part["y"] + part["height"] <= plate["y"] + plate["height"]
        assert not overlap(parts[0], parts[1])
        assert not overlap(parts[1], parts[2])
        assert not page.evaluate("document.body.scrollWidth > innerWidth")


@pytest.mark.parametrize(
    ("ticket", "counter"),
    [("W003", "12"), ("A1001", "12"), ("D99999", "tiep-don-cong-12")],
)
def test_an_earlier_call_is_never_cut(
    server: WebServer, hub: FakeHub, ticket: str, counter: str
) -> None:
    """Number, arrow and counter stand whole in their cell; three such fit a wall."""
    hub.call("B118", "C011", ticket, ticket, ticket, to=counter, ago=30)
    hub.call("A050", to="1")
    with a_page(server.url + "/screen") as page:
        shows(page, "A050", "1")
        expect(page.locator("#past li")).to_have_count(5)
        for width, height in (1920, 1080), (1080, 1920), (1280, 720):
            page.set_viewport_size({"width": width, "height": height})
            cells = settled(page).evaluate(CELLS)
            cells = [cell for cell in cells if cell["height"] > height / 40]
            assert len(cells) >= (3 if len(counter) < 3 else 1)
            for cell in cells:
                assert cell["ends"] == sorted(cell["ends"]), (width, cell)


# The cells under the plate, and where each part of one begins and ends, up to its edge.
CELLS = """[...document.querySelectorAll("#past li")].map((cell) => {
  const around = (part) => part.getBoundingClientRect();
  const [number, arrow, counter] = [...cell.children].map(around);
  return { height: around(cell).height, ends: [around(cell).left, number.left,
    number.right, arrow.left, arrow.right, counter.left, counter.right,
    around(cell).right].map(Math.round) };
})"""


def box(page: Page, id: str) -> Any:
    """Where an element stands."""
    return page.locator(f"#{id}").bounding_box()


def overlap(one: Any, other: Any) -> bool:
    """Whether two boxes share ground."""
    beside = one["x"] + one["width"] <= other["x"]
    above = one["y"] + one["height"] <= other["y"]
    return not (beside or above)
