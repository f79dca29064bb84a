"""The real program, against a real broker, pressed by its page."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from events.device import Connection, TicketPrinted
from events.mqtt_link import MqttLink
from hub.demo.ports import free_port
from tests.brokers import BOTH, RunBroker, mosquitto
from tests.ticket_printer.dispenser_site import TOML, FakeHub, wait_for

pytestmark = pytest.mark.journey


@dataclass
class Program:
    """A running dispenser and its page."""

    process: subprocess.Popen[bytes]
    port: int

    def ask(self, path: str, order: Any = None) -> Any:
        """Get a page's JSON, or post an order."""
        body = None if order is None else json.dumps(order).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            body,
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def state(self) -> dict[str, Any]:
        """Return what the page shows; nothing while it is not there yet."""
        try:
            state: dict[str, Any] = self.ask("/state")
        except OSError:
            return {"connected": False, "slips": [], "lamps": {}}
        return state


@contextmanager
def program(folder: Path, broker: str) -> Iterator[Program]:
    """Run `python -m ticket_printer` with its panel."""
    port = free_port()
    site = folder / "site.toml"
    site.write_text(TOML, encoding="utf-8")
    options = {
        "--site": str(site),
        "--device": "dispenser-1",
        "--data": str(folder / "data"),
        "--broker": broker,
        "--panel": str(port),
    }
    words = [word for pair in options.items() for word in pair]
    process = subprocess.Popen([sys.executable, "-m", "ticket_printer", *words])
    try:
        yield Program(process, port)
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("run_broker", BOTH.values(), ids=BOTH.keys())
def test_a_press_on_the_page_gives_a_slip(
    tmp_path: Path, run_broker: RunBroker
) -> None:
    """Page, mock pin, command, reply, slip, acknowledged fact; SIGTERM ends with 0."""
    with run_broker() as broker, program(tmp_path, broker.url) as box:
        hub = FakeHub(MqttLink(broker.url, "fake-hub"))
        hub.start()
        wait_for(lambda: bool(box.state()["connected"]), 20)
        box.ask("/press", {"key": "A", "ms": 30})
        wait_for(lambda: hub.named(TicketPrinted) != [])
        assert box.state()["slips"] == [{"file": "0001-A001.png", "ticket": "A001"}]
        assert (tmp_path / "data" / "slips" / "0001-A001.png").is_file()
        hub.beat("offline")
        wait_for(lambda: box.state()["lamps"]["cut"])
        box.process.send_signal(signal.SIGTERM)
        assert box.process.wait(20) == 0
        wait_for(lambda: hub.statuses[-1].status is Connection.DISCONNECTED)
        hub.link.stop()


def test_a_killed_program_is_lost_and_comes_back(tmp_path: Path) -> None:
    """After a power cut the broker tells of the loss; the next start goes on."""
    with mosquitto() as broker:
        hub = FakeHub(MqttLink(broker.url, "fake-hub"), is_silent=True)
        hub.start()
        with program(tmp_path, broker.url) as box:
            wait_for(lambda: bool(box.state()["connected"]), 20)
            box.ask("/press", {"key": "B"})
            wait_for(lambda: len(hub.commands) == 1)
        wait_for(lambda: hub.statuses[-1].status is Connection.LOST)
        with program(tmp_path, broker.url):
            wait_for(lambda: hub.facts != [], 20)
        assert hub.facts[0].press == hub.commands[0].id
        hub.link.stop()


def test_a_wrong_device_is_a_sentence(tmp_path: Path) -> None:
    """A device that the site file does not have ends with a sentence that says so."""
    site = tmp_path / "site.toml"
    site.write_text(TOML, encoding="utf-8")
    words = ["--site", str(site), "--device", "nobody", "--data", str(tmp_path / "d")]
    ended = subprocess.run(
        [sys.executable, "-m", "ticket_printer", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "'nobody' is no dispenser of this site" in ended.stderr
    assert "dispenser-1" in ended.stderr
    assert "Traceback" not in ended.stderr
