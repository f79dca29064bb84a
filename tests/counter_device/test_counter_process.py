"""The program as a box runs it, with a real broker."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from events.mqtt_link import MqttLink
from events.replies import Accepted
from hub.demo.ports import free_port
from tests.brokers import mosquitto
from tests.chromium import a_page
from tests.counter_device.fake_hub import DEVICE, FakeHub, refusal, state_of

ACCEPTED = ("accepted", "face-5")

SITE = """
[office]
id = "hk01"
operator = "UBND"
phase = "1"
name = { vi = "Điểm hỗ trợ", en = "Help point" }

[[services]]
id = "A"
name = { vi = "Cư trú", en = "Residence" }

[[counters]]
id = "2"
serves = ["A"]

[[boxes]]
id = "counter-2"
counter = "2"
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site file with one counter box."""
    file = tmp_path / "site.toml"
    file.write_text(SITE, encoding="utf-8")
    return file


@pytest.fixture
def ports() -> Iterator[dict[str, int]]:
    """Return a port that is free and one that is taken."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield {"FREE": free_port(), "TAKEN": taken.getsockname()[1]}


class Page:
    """The panel of a box that runs."""

    def __init__(self, port: int) -> None:
        """Remember where."""
        self.url = f"http://127.0.0.1:{port}"

    def post(self, path: str, **order: Any) -> None:
        """Do something to the box."""
        head = {"Content-Type": "application/json"}
        with urlopen(Request(self.url + path, json.dumps(order).encode(), head)):
            pass

    def state(self) -> dict[str, Any]:
        """Return what the box shows; nothing while its page is not there yet."""
        try:
            with urlopen(self.url + "/state") as answer:
                said: dict[str, Any] = json.load(answer)
                return said
        except URLError:
            return {}

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until the box shows what is wanted."""
        deadline = time.monotonic() + 20
        while not wanted(state := self.state()):
            assert time.monotonic() < deadline, state
            time.sleep(0.02)


def command(site: Path, device: str, *more: object) -> list[str]:
    """Return how the program is started."""
    module = [sys.executable, "-m", "counter_device"]
    return [*module, "--site", str(site), "--device", device, *map(str, more)]


@contextmanager
def running(site: Path, broker: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program; end it if the test did not."""
    box = subprocess.Popen(command(site, DEVICE, "--broker", broker, "--panel", port))
    try:
        yield box
    finally:
        box.kill()
        box.wait()


@pytest.mark.journey
def test_a_box_at_work_through_a_broker_s_restart(site) -> None:
    """Press, answer, broker gone and back, press again, and a clean end by SIGTERM."""
    with mosquitto() as broker:
        hub = FakeHub(MqttLink(broker.url, "hub", reconnect_s=(0.1, 0.5)))
        hub.answer = Accepted(revision=413, state="called")
        hub.start()
        port = free_port()
        page = Page(port)
        with running(site, broker.url, port) as box:
            page.wait(lambda state: state.get("connected", False))
            page.post("/press", key="next", ms=60)
            assert hub.wait_asked(1).name == "call-next"
            hub.show(state_of("called", 413, ticket="A047"))
            page.wait(lambda state: state["digits"] == "A047")

            broker.stop()
            page.wait(lambda state: state["lamps"]["cut"])
            page.post("/press", key="next", ms=60)
            broker.start()
            page.wait(lambda state: state["digits"] == "A047")
            page.post("/press", key="recall", ms=1600)
            assert hub.wait_asked(2).name == "mark-no-show"

            box.send_signal(signal.SIGTERM)
            assert box.wait(10) == 0
        hub.link.stop()


@pytest.mark.journey
def test_the_page_s_keys_are_pressed_like_real_ones(site) -> None:
    """Mouse down and up move the pins: held it is a hold, clicked twice a double."""
    with mosquitto() as broker:
        hub = FakeHub(MqttLink(broker.url, "hub"))
        hub.start()
        port = free_port()
        with running(site, broker.url, port):
            Page(port).wait(lambda state: state.get("connected", False))
            with a_page(f"http://127.0.0.1:{port}/", 390, 844) as page:
                lamp = page.locator(".lamp.on", has_text="Đã nhận")
                lamp.wait_for()
                key = page.locator("[data-key=recall]")
                key.dblclick()
                assert hub.wait_asked(1).name == "undo"
                key.hover()
                page.mouse.down()
                assert hub.wait_asked(2).name == "mark-no-show"
                page.mouse.up()
                page.get_by_text("Cắt mạng máy này").click()
                page.locator(".lamp.on", has_text="Mất kết nối").wait_for()
                page.get_by_text("Nối lại").click()
                lamp.wait_for()
        hub.link.stop()


@pytest.mark.parametrize(
    ("device", "more", "said"),
    [
        ("counter-9", (), "'counter-9' is no counter box of this site"),
        (DEVICE, ("--site", "none.toml"), "Name a file that can be read."),
        (DEVICE, ("--broker", "http://nowhere", "--panel", "FREE"), "mqtt://host:port"),
        (DEVICE, ("--panel", "TAKEN"), "The panel cannot use port"),
        (DEVICE, (), "The pins cannot be used"),
    ],
)
def test_what_cannot_run_says_why(site, ports, device, more, said) -> None:
    """A box that cannot run ends with a sentence on what to do, without a trace."""
    options = [ports.get(word, word) for word in more]
    words = command(site, device, "--data", site.parent / "box", *options)
    no_pins = {**os.environ, "GPIOZERO_PIN_FACTORY": "none-such"}
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, env=no_pins
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.journey
def test_a_visitor_s_faces_beside_the_clerk_s_keys(site) -> None:
    """A face rates, is refused a second time, and keeps no key of the clerk's."""
    with site.open("a", encoding="utf-8") as file:
        file.write("face_keys = [24, 25, 12]\n")
    with mosquitto() as broker:
        hub = FakeHub(MqttLink(broker.url, "hub"))
        hub.answer = Accepted(revision=412, state="idle")
        hub.start()
        port = free_port()
        page = Page(port)
        with running(site, broker.url, port) as box:
            page.wait(lambda state: state.get("connected", False))
            page.post("/press", key="face-5", ms=60)
            rated = hub.wait_asked(1)
            assert (rated.name, rated.body().score) == ("rate", 5)
            page.wait(lambda state: (state["sign"], state["key"]) == ACCEPTED)

            hub.answer = refusal("already-rated")
            page.post("/press", key="face-1", ms=60)
            page.wait(lambda state: state["lamps"]["refused"] and state["refusal"])
            hub.answer = None
            page.post("/press", key="face-3", ms=60)
            hub.wait_asked(3)
            page.post("/press", key="next", ms=60)
            assert hub.wait_asked(4).name == "call-next"

            box.send_signal(signal.SIGTERM)
            assert box.wait(10) == 0
        hub.link.stop()
