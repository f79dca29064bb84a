"""The ticket's page in a real browser, as a phone shows it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from events.replies import WaitRange
from hub.web.app import create_server
from hub.web.port import VisitPlace, VisitView
from hub.web.server import WebServer
from hub.web.settings import WebSettings
from tests.chromium import a_page, settled
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import site_on
from tests.hub.web.office_examples import SITE, view

pytestmark = pytest.mark.journey


def test_the_page_turns_yellow_when_called(server: WebServer, hub: FakeHub) -> None:
    """The holder is called without doing anything; the title says so too."""
    hub.visits["token"] = view()
    with a_page(server.url + "/t/token", 390, 844) as page:
        expect(page.locator("body")).to_have_attribute("data-state", "waiting")
        hub.visits["token"] = view(VisitPlace.CALLED, counter="2")
        hub.commit()
        expect(page.locator("body")).to_have_attribute("data-state", "called")
        expect(page.locator(".sign .to")).to_have_text("2")
        expect(page).to_have_title("▶ Quầy 2 – A047")


def test_the_wait_stands_beside_the_people_ahead(
    server: WebServer, hub: FakeHub
) -> None:
    """It gets shorter by itself; where it is not known people ahead still are."""
    hub.visits["token"] = view(wait=WaitRange(from_s=900, to_s=1500))
    with a_page(server.url + "/t/token", 390, 844) as page:
        ahead = page.locator(".ahead")
        expect(ahead).to_contain_text("15–25 phút")
        hub.visits["token"] = view(wait=WaitRange(from_s=300, to_s=900))
        expect(ahead).to_contain_text("5–15 phút")
        expect(ahead).to_contain_text("4 người")
        hub.visits["token"] = view()
        expect(ahead).to_contain_text("Chưa ước tính được")
        expect(ahead).to_contain_text("4 người")


def test_a_page_without_its_hub_says_so_and_comes_back(hub: FakeHub) -> None:
    """Old news carry their time; once the line is back they are renewed."""
    hub.visits["token"] = view()
    server = create_server(hub, hub, WebSettings(site=site_on(SITE, 0)))
    server.start()
    with a_page(server.url + "/t/token", 390, 844) as page:
        expect(page.locator("#offline")).to_be_hidden()
        server.stop()
        band = page.locator("#offline")
        words = "Mất kết nối với điểm phục vụ – xin nghe gọi tại quầy."
        expect(band).to_contain_text(words, timeout=15_000)
        expect(band).to_contain_text("Số của quý khách vẫn được giữ.")
        expect(page.locator("body[data-cut]")).to_have_count(1)
        hub.visits["token"] = view(VisitPlace.SERVING, counter="2")
        settings = WebSettings(site=site_on(SITE, server.port))
        server = create_server(hub, hub, settings)
        server.start()
        body = page.locator("body")
        expect(body).to_have_attribute("data-state", "serving", timeout=15_000)
        expect(band).to_be_hidden()
        expect(page.locator("body[data-cut]")).to_have_count(0)
    server.stop()


def test_a_phone_cut_off_says_that_it_is_the_phone(hub: FakeHub) -> None:
    """A phone without a network of its own is not told that the office is away."""
    hub.visits["token"] = view()
    server = create_server(hub, hub, WebSettings(site=site_on(SITE, 0)))
    server.start()
    with a_page(server.url + "/t/token", 390, 844) as page:
        expect(page.locator("#offline")).to_be_hidden()
        page.context.set_offline(True)
        server.stop()
        band = page.locator("#offline")
        expect(band).to_contain_text("Điện thoại mất mạng.", timeout=15_000)
        expect(band).to_contain_text("Your phone is offline.")


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(
    "visit",
    [view(ahead=14), view(ahead=1), view(VisitPlace.CALLED, counter="VIP-ROOM-12")],
    ids=["waiting", "soon", "called"],
)
def test_the_page_fits_a_small_phone(
    server: WebServer, hub: FakeHub, width: int, visit: VisitView
) -> None:
    """Nothing is cut off and nothing scrolls sideways."""
    hub.visits["token"] = visit
    with a_page(server.url + "/t/token", width, 640) as page:
        expect(page.locator("main")).to_contain_text("A047")
        settled(page)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
