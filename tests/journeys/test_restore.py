"""The hub's file is lost and restored: boxes and screens go on from the backup."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from events.ids import new_id
from hub.demo import hands
from hub.demo.child import Child
from hub.demo.ports import free_port
from hub.store.backup import How, back_up, restore
from tests.brokers import mosquitto
from tests.chromium import a_page
from tests.hub.hub_process import DEMO, HubProcess, running
from tests.journeys.demo_house import until

pytestmark = pytest.mark.journey

BOXES = {"dispenser-1": "ticket_printer", "counter-1": "counter_device"}
BACK_MS = 30_000


class Rooms:
    """A hub, a dispenser and a counter box as processes, which a test may take away."""

    def __init__(self, hub: HubProcess, folder: Path, broker: str) -> None:
        self.hub = hub
        self.panels = {box: f"http://127.0.0.1:{free_port()}" for box in BOXES}
        self.boxes = [self._box(box, folder, broker) for box in BOXES]

    def _box(self, box: str, folder: Path, broker: str) -> Child:
        words = {
            "site": DEMO,
            "device": box,
            "data": folder / box,
            "broker": broker,
            "panel": self.panels[box].rpartition(":")[2],
        }
        pairs = [(f"--{name}", str(word)) for name, word in words.items()]
        return Child(box, BOXES[box], [w for pair in pairs for w in pair], folder)

    def shows(self, box: str) -> Any:
        """Return what a box shows."""
        return hands.look(f"{self.panels[box]}/state")

    def press(self, box: str, key: str) -> None:
        """Press a key of a box."""
        hands.press(f"{self.panels[box]}/press", {"key": key, "ms": 80})

    def all_connected(self) -> bool:
        """Whether both boxes hear the hub."""
        return all(self.shows(box)["connected"] for box in BOXES)

    def take_a_ticket(self) -> str:
        """Press the dispenser's first key and return the number on the slip."""
        before = len(self.shows("dispenser-1")["slips"])
        self.press("dispenser-1", "A")
        slips = until(lambda: self.shows("dispenser-1")["slips"][before:], "a slip")
        return str(slips[-1]["ticket"])

    def post(self, path: str, body: Any, key: str) -> Any:
        """Send a command by HTTP under an id of its own."""
        headers = {"Idempotency_Key": key}
        return self.hub.client.post(f"/api/v1/{path}", body, **headers).json

    def standing(self) -> Any:
        """Return how everything stands, but for what only counts on."""
        state = self.hub.client.get("/api/v1/state").json
        screen = {k: v for k, v in state["screen"].items() if k != "position"}
        return screen, state["counters"]

    def counter(self) -> Any:
        """Return how counter 1 stands."""
        return self.standing()[1][0]


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    """Everything running, connected, and counter 1 open."""
    with (
        mosquitto() as broker,
        running(tmp_path / "hub", broker=broker.url) as hub,
        ExitStack() as ends,
    ):
        made = Rooms(hub, tmp_path, broker.url)
        for box in made.boxes:
            box.start()
            ends.callback(box.end)
            ends.callback(box.ask_to_end)
        until(made.all_connected, "both boxes")
        made.post("counters/1/open", {}, new_id())
        yield made


def test_a_lost_file_is_restored(rooms: Rooms, tmp_path: Path) -> None:
    """State, next number and kept answers are the backup's; the rest follows alone."""
    data, key = tmp_path / "hub", new_id()
    with a_page(f"http://127.0.0.1:{rooms.hub.client.port}/screen") as screen:
        assert [rooms.take_a_ticket() for _ in range(2)] == ["A001", "A002"]
        answer = rooms.post("tickets", {"service": "A"}, key)
        rooms.press("counter-1", "next")
        _is_called(screen, "A001")
        before = rooms.standing()
        (tmp_path / "backups").mkdir()
        kept = back_up(data, tmp_path / "backups", datetime.now(UTC)).backup
        rooms.press("counter-1", "start")
        until(lambda: rooms.counter()["state"] == "serving", "serving")
        assert rooms.take_a_ticket() == "A004"

        rooms.hub.signal(signal.SIGKILL)
        for file in data.glob("events.db*"):
            file.unlink()
        (data / "hub.secret").unlink()
        # Vault and accounts are still there, and older ones take their place.
        restore(kept, data, datetime.now(UTC), How(replace=True))
        rooms.hub.start()

        assert rooms.standing() == before
        assert rooms.post("tickets", {"service": "A"}, key) == answer
        until(rooms.all_connected, "both boxes again")
        assert rooms.take_a_ticket() == "A004"
        _goes_on(rooms, screen)


def _goes_on(rooms: Rooms, screen: Page) -> None:
    """Serve the visit that the backup knew as called, then call the next."""
    until(lambda: rooms.shows("counter-1")["digits"] == "A001", "the digits")
    rooms.press("counter-1", "start")
    until(lambda: rooms.counter()["state"] == "serving", "serving")
    rooms.press("counter-1", "next")
    until(lambda: rooms.counter()["ticket"] == "A002", "the next visit")
    _is_called(screen, "A002")


def _is_called(screen: Page, ticket: str) -> None:
    plate = screen.locator("#now-ticket")
    expect(plate).to_have_text(ticket, timeout=BACK_MS)
