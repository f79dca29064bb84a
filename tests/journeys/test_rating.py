"""A visitor says how it was: on the phone, and by the faces of the counter's box."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from hub.demo import hands
from tests.chromium import a_page
from tests.journeys.demo_house import DemoHouse, demo, until

pytestmark = pytest.mark.journey

THANKS = "Quý khách đã đánh giá, xin cảm ơn."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DemoHouse]:
    """The demo, whose counter 1 has a box with five faces."""
    with demo(tmp_path) as running:
        yield running


def serve(house: DemoHouse) -> None:
    """Call and serve whoever waits, with the keys of the box."""
    for key, state in (("next", "called"), ("start", "serving"), ("start", "idle")):
        house.press("counter-1", key)
        until(partial(is_at, house, state), state)


def is_at(house: DemoHouse, state: str) -> bool:
    """Whether counter 1 has come so far."""
    return bool(counter(house)["state"] == state)


def counter(house: DemoHouse) -> dict[str, Any]:
    """Return what counter 1 shows."""
    return dict(next(c for c in house.state()["counters"] if c["counter"] == "1"))


def test_a_rating_from_the_phone_calls_the_manager(house: DemoHouse) -> None:
    """The page behind the slip's code goes from the number to faces to thanks."""
    ticket = house.post("tickets", {"service": "A"})
    with a_page(ticket["follow"], 390, 844) as phone:
        expect(phone.locator("body")).to_contain_text(ticket["ticket"])
        serve(house)
        expect(phone.get_by_text("Quý khách có hài lòng không?")).to_be_visible()
        phone.get_by_label("Rất tệ").check()
        phone.get_by_label("Bị đòi thêm tiền").check()
        phone.get_by_role("button").click()
        expect(phone.get_by_text("Đã gửi. Cảm ơn quý khách.")).to_be_visible()
    house.press("counter-1", "face-5")
    until(lambda: house.box("counter-1")["sign"] == "refused", "red")
    (alert,) = [
        one
        for one in until(lambda: look(house, "alerts")["alerts"], "an alert")
        if one["kind"] == "extra-cost"
    ]
    assert (alert["ticket"], alert["counter"]) == (ticket["ticket"], "1")


def test_a_rating_by_the_faces_thanks_on_the_phone(house: DemoHouse) -> None:
    """A pin of the box rates whoever was served last; the page thanks by itself."""
    ticket = house.post("tickets", {"service": "A"})
    with a_page(ticket["follow"], 390, 844) as phone:
        house.press("counter-1", "face-3")
        until(lambda: house.box("counter-1")["sign"] == "refused", "nobody to rate")
        serve(house)
        expect(phone.locator("form")).to_be_visible()
        house.press("counter-1", "face-3")
        until(lambda: house.box("counter-1")["sign"] == "accepted", "accepted")
        expect(phone.get_by_text(THANKS)).to_be_visible()
    until(lambda: counter(house)["rate_until"] is None, "nothing left to rate")


def look(house: DemoHouse, path: str) -> Any:
    """Return what the hub shows at an address of its API."""
    return hands.look(f"{house.url}/api/v1/{path}")
