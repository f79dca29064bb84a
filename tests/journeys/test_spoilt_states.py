"""Somebody writes what is no state, or is not the hub's, where states are retained."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from paho.mqtt.publish import single

from events import topics
from events.counter import CounterStatus
from events.device import CounterState
from events.envelope import seal
from tests.brokers import BrokerChild, mosquitto
from tests.journeys.demo_house import DemoHouse, demo, until

pytestmark = pytest.mark.journey

OFFICE = "hk01"
# Well before the minute after which states are said anew in any case.
SOON_S = 25.0
# A press that is not answered by then will never count.
PRESS_LASTS_S = 8.0


@pytest.fixture(params=["embedded", "mosquitto"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DemoHouse]:
    """The demo over each of the two brokers, with every box there."""
    with ExitStack() as stack:
        broker: BrokerChild | None = None
        if request.param == "mosquitto":
            broker = stack.enter_context(mosquitto())
        url = broker.url if broker else None
        running = stack.enter_context(demo(tmp_path, url))
        running.mqtt_port = broker.port if broker else running.mqtt_port
        until(running.all_connected, "all boxes")
        yield running


def spoil(house: DemoHouse, counter: str, payload: bytes) -> None:
    """Retain it on the counter's topic."""
    topic = topics.counter(OFFICE, counter)
    single(topic, payload, qos=1, retain=True, port=house.mqtt_port)


def forged(counter: str) -> bytes:
    """Return a state that reads well and is not so."""
    state = CounterState(
        counter=counter,
        revision=99_999,
        state=CounterStatus.CALLED,
        ticket="B777",
        since=None,
        waiting=3,
    )
    return seal(state, id="forged", source=topics.hub_source(OFFICE))


def shown(house: DemoHouse, box: str) -> Any:
    """Return the counter that a box shows, or nothing if it shows none."""
    return house.box(box).get("state")


def is_paused_by_a_press(house: DemoHouse, box: str) -> bool:
    """Press once, as one does who had no answer, and see whether it counted."""
    house.press(box, "pause")
    patience = time.monotonic() + PRESS_LASTS_S
    while time.monotonic() < patience and shown(house, box)["state"] != "paused":
        time.sleep(0.05)
    return bool(shown(house, box)["state"] == "paused")


def test_a_box_that_starts_on_junk_is_soon_ready(house: DemoHouse) -> None:
    """A box that finds no state announces itself and is told what stands."""
    spoil(house, "1", b"junk")
    first = house.member("counter_device", "counter-1")
    first.kill()
    until(lambda: not first.is_running(), "the box's end")

    until(lambda: shown(house, "counter-1"), "a state", SOON_S)
    until(house.all_connected, "all boxes")
    until(lambda: is_paused_by_a_press(house, "counter-1"), "an answer")


def test_a_forged_state_ends_with_the_first_press(house: DemoHouse) -> None:
    """A press that rests on it brings the true state, and the next press counts."""
    true = shown(house, "counter-2")

    def is_forged() -> bool:
        # Again and again: the hub may just be saying what is true.
        spoil(house, "2", forged("2"))
        return bool(shown(house, "counter-2")["ticket"] == "B777")

    until(is_forged, "the forgery")

    house.press("counter-2", "pause")
    until(lambda: shown(house, "counter-2") == true, "the true state", SOON_S)
    until(lambda: not house.box("counter-2")["sign"], "rest")
    house.press("counter-2", "pause")
    until(lambda: shown(house, "counter-2")["state"] == "paused", "an answer")
    assert json.dumps(house.state()).count("B777") == 0
