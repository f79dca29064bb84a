"""A visit through the whole house: from pin to screen, again after each loss."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Page, expect

from tests.brokers import mosquitto
from tests.chromium import a_page
from tests.journeys.demo_house import DemoHouse, demo, until

pytestmark = pytest.mark.journey

BLINK_MS = 5_000
BACK_MS = 60_000


@pytest.fixture(params=["embedded", "mosquitto"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DemoHouse]:
    """The demo over each of the two brokers."""
    if request.param == "embedded":
        with demo(tmp_path) as running:
            yield running
        return
    with mosquitto() as broker, demo(tmp_path, broker.url) as running:
        running.outside = broker  # type: ignore[attr-defined]  # for this test only
        yield running


def a_whole_visit(house: DemoHouse, screen: Page, key: str = "A") -> str:
    """Take a number, call it, see it on the screen, serve it."""
    ticket = house.take_a_ticket(key)
    house.press("counter-1", "next")
    expect(screen.locator("#now-ticket")).to_have_text(ticket, timeout=BLINK_MS)
    expect(screen.locator("#now-counter")).to_have_text("1")
    until(lambda: house.box("counter-1")["digits"] == ticket, "the digits")
    house.press("counter-1", "start")
    until(lambda: _counter(house)["state"] == "serving", "serving")
    house.press("counter-1", "start")
    until(lambda: _counter(house)["state"] == "idle", "an idle counter")
    return ticket


def test_a_visit_survives_the_loss_of_every_part(house: DemoHouse) -> None:
    """Hub, broker and boxes are killed in turn; the next visit is like the first."""
    with a_page(f"{house.url}/screen") as screen:
        tickets = [a_whole_visit(house, screen)]
        for lose in (_lose_hub, _lose_broker, _lose_dispenser, _lose_counter):
            lose(house)
            _all_back(house, screen)
            tickets.append(a_whole_visit(house, screen))

    assert tickets == ["A001", "A002", "A003", "A004", "A005"]


def test_the_number_on_the_slip_is_the_number_behind_its_code(
    house: DemoHouse,
) -> None:
    """The slip's QR leads to the page of the very ticket that stands above it."""
    ticket = house.take_a_ticket("B")
    slip = next((house.folder / "dispenser-1").rglob(f"*-{ticket}.png"))
    picture = cv2.imread(str(slip))
    assert picture is not None
    link, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    with a_page(link) as phone:
        expect(phone.locator("body")).to_contain_text(ticket)
        house.press("counter-2", "next")
        expect(phone.locator("body")).to_contain_text("quầy", timeout=20_000)

    assert link.startswith(f"{house.url}/t/")


def _counter(house: DemoHouse) -> dict[str, object]:
    return next(c for c in house.state()["counters"] if c["counter"] == "1")


def _all_back(house: DemoHouse, screen: Page) -> None:
    until(house.all_connected, "every box", 60)
    expect(screen.locator("html")).not_to_have_attribute(
        "data-state", "lost", timeout=BACK_MS
    )


def _lose_hub(house: DemoHouse) -> None:
    victim = house.member("hub", "--data")
    victim.kill()
    until(lambda: not victim.is_running(), "the hub's end")
    until(lambda: not house.all_connected(), "a box that noticed", 45)


def _lose_broker(house: DemoHouse) -> None:
    outside = getattr(house, "outside", None)
    if outside is not None:
        outside.kill()
        until(lambda: not house.box("dispenser-1")["connected"], "a cut dispenser")
        outside.start()
        return
    victim = house.member("hub.mqtt.embedded_broker")
    victim.kill()
    until(lambda: not house.box("dispenser-1")["connected"], "a cut dispenser")


def _lose_dispenser(house: DemoHouse) -> None:
    victim = house.member("ticket_printer", "dispenser-1")
    victim.kill()
    until(lambda: not victim.is_running(), "the dispenser's end")


def _lose_counter(house: DemoHouse) -> None:
    victim = house.member("counter_device", "counter-1")
    victim.kill()
    until(lambda: not victim.is_running(), "the box's end")
