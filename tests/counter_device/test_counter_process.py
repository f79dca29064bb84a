"""The program as a box runs it, with a real broker."""

from __future__ import annotations

import json
import signal
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

from counter_device.__main__ import main
from events.mqtt_link import MqttLink
from events.replies import Accepted
from tests.brokers import free_port, mosquitto
from tests.counter_device.fake_hub import DEVICE, FakeHub, state_of

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


@contextmanager
def running(site: Path, broker: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program; end it if the test did not."""
    options = ["--site", site, "--device", DEVICE, "--data", site.parent / "box"]
    more = ["--broker", broker, "--panel", str(port)]
    box = subprocess.Popen([sys.executable, "-m", "counter_device", *options, *more])
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


def run(site: Path, device: str, *more: str) -> int:
    """Start the program in this process; return how it ends."""
    return main(["--site", str(site), "--device", device, *more])


def test_wrong_arguments_end_with_a_sentence(site, capsys) -> None:
    """A box that cannot run says why and what there is, without a trace."""
    assert run(site, "counter-9") == 1
    said = capsys.readouterr().err
    assert "'counter-9' is no counter box of this site. Its boxes: counter-2." in said
    assert run(site.parent / "none.toml", DEVICE) == 1
    assert run(site, DEVICE, "--broker", "http://nowhere", "--panel", "1") == 1
    assert "mqtt://host:port" in capsys.readouterr().err
