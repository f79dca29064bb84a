"""Rating from the ticket's page in a real browser, as a phone shows it."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from events.session import Rate, RatingReason
from hub.web.port import VisitPlace, VisitView
from hub.web.server import WebServer
from tests.chromium import QUIET, a_page, settled
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.office_examples import NOON, refused, view

pytestmark = pytest.mark.journey

SHORT_SIDES = """(all) => all.map((one) => {
  const { width, height } = one.getBoundingClientRect();
  return Math.min(width, height);
})"""
THANKS = "Quý khách đã đánh giá, xin cảm ơn."


def served() -> VisitView:
    """Return a visit that may be rated."""
    began = NOON - timedelta(minutes=18)
    return view(VisitPlace.SERVED, counter="2", started=began, may_rate=True)


def renewed(page: Page, hub: FakeHub, **known: bool) -> None:
    """Have the hub tell the page something new, and the page renew itself."""
    page.evaluate("document.querySelector('main').dataset.before = 'yes'")
    hub.visits["token"] = view(VisitPlace.SERVED, counter="12", **known)
    hub.commit()
    expect(page.locator("main[data-before]")).to_have_count(0)


def test_one_tap_and_send(server: WebServer, hub: FakeHub) -> None:
    """A face, a reason, send: thanks at once, and kindly told after a reload."""
    hub.visits["token"] = served()
    with a_page(server.url + "/t/token", 390, 844) as page:
        expect(page.locator("input:checked")).to_have_count(0)
        page.get_by_role("button").click()
        expect(page.get_by_text("Mời chọn một khuôn mặt rồi gửi.")).to_be_visible()
        assert hub.submitted == []
        page.get_by_label("Rất tốt").check()
        page.get_by_label("Hướng dẫn").check()
        expect(page.get_by_text("Mời chọn một khuôn mặt")).to_be_hidden()
        page.get_by_role("button").click()
        expect(page.get_by_text("Đã gửi. Cảm ơn quý khách.")).to_be_visible()
        expect(page.get_by_text(THANKS)).to_be_hidden()
        expect(page).to_have_title("Cảm ơn quý khách – A047")
        renewed(page, hub, is_rated=True)
        expect(page.get_by_text("Đã gửi. Cảm ơn quý khách.")).to_be_visible()
        page.goto(server.url + "/t/token")
        page.reload()
        expect(page.get_by_text(THANKS)).to_be_visible()
        expect(page.locator("form")).to_have_count(0)
    (rated,) = [one[0] for one in hub.submitted]
    assert rated == Rate(visit="v", score=5, reasons=(RatingReason.GUIDANCE,))


def test_a_choice_survives_news(server: WebServer, hub: FakeHub) -> None:
    """What was chosen stays chosen while the page is renewed, or the hub is busy."""
    hub.visits["token"] = served()
    with a_page(server.url + "/t/token", 390, 844) as page:
        page.get_by_label("Tạm được").check()
        page.get_by_label("Bị đòi thêm tiền").check()
        hub.next_answer = refused("hub-cannot-write")
        page.get_by_role("button").click()
        expect(page.get_by_text("Chưa gửi được.")).to_be_visible()
        renewed(page, hub, may_rate=True)
        expect(page.get_by_text("Chưa gửi được.")).to_be_visible()
        expect(page.get_by_label("Tạm được")).to_be_checked()
        expect(page.get_by_label("Bị đòi thêm tiền")).to_be_checked()


def test_the_faces_at_the_counter_end_the_question(
    server: WebServer, hub: FakeHub
) -> None:
    """Rated at the box, the phone thanks by itself."""
    hub.visits["token"] = served()
    with a_page(server.url + "/t/token", 390, 844) as page:
        expect(page.locator("form")).to_have_count(1)
        hub.visits["token"] = view(VisitPlace.SERVED, counter="2", is_rated=True)
        hub.commit()
        expect(page.get_by_text(THANKS)).to_be_visible()


def test_a_phone_without_script_rates(server: WebServer, hub: FakeHub) -> None:
    """The plain form does the same, guarded as everything else."""
    hub.visits["token"] = served()
    with sync_playwright() as playwright:
        where = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=where, args=list(QUIET))
        page = browser.new_page(java_script_enabled=False)
        page.goto(server.url + "/t/token")
        page.get_by_label("Chưa tốt").check()
        page.get_by_role("button").click()
        expect(page.get_by_text("Đã gửi. Cảm ơn quý khách.")).to_be_visible()
        browser.close()
    assert [one[0] for one in hub.submitted] == [Rate(visit="v", score=2)]


@pytest.mark.parametrize("width", [320, 390])
def test_the_faces_fit_a_small_phone(
    server: WebServer, hub: FakeHub, width: int
) -> None:
    """Nothing scrolls sideways, and every target is large enough for a thumb."""
    hub.visits["token"] = served()
    with a_page(server.url + "/t/token", width, 640) as page:
        english = page.locator(".face [lang=en]")
        said = ["Very bad", "Not good", "All right", "Good", "Very good"]
        expect(english).to_have_text(said)
        settled(page)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert min(english.evaluate_all(SHORT_SIDES)) > 12
        targets = page.locator(".face, .tick, button")
        assert min(targets.evaluate_all(SHORT_SIDES)) >= 44
