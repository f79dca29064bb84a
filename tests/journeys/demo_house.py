"""The demo as a program for other programs: started, pressed, looked at, killed."""

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
from urllib.request import urlopen

import psutil

from hub.demo import hands
from hub.demo.ports import free_port

WITHIN_S = 40.0


class DemoHouse:
    """A running `layso-demo --headless` and everything that can be done to it."""

    def __init__(
        self, folder: Path, broker: str | None = None, more: tuple[str, ...] = ()
    ) -> None:
        """Remember where it keeps its data; ports stay the same over restarts."""
        self.folder = folder
        self.port, self.mqtt_port = free_port(), free_port()
        self._broker = broker
        self._more = more
        self.process: subprocess.Popen[str] | None = None
        self.ready = ""
        self._store = ""
        self._told: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        """Where the hub is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Run it and read its line."""
        arguments = [
            *("--headless", "--port", str(self.port)),
            *("--mqtt-port", str(self.mqtt_port), "--dir", str(self.folder)),
        ]
        arguments += self._more
        if self._broker:
            arguments += ["--broker", self._broker]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hub.demo", *arguments],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.ready = self.process.stdout.readline().strip()
        assert self.ready.startswith("ready "), self._why_not()

    def _why_not(self) -> str:
        """Return what the line says instead, and what the hub last wrote in its log."""
        log = self.folder / "logs" / "hub.log"
        end = log.read_text(errors="replace")[-4000:] if log.exists() else "no log"
        return f"{self.ready!r} is not ready; hub.log: {end}"

    def stop(self) -> int:
        """Send SIGTERM and return the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def leave(self) -> None:
        """End it if it runs still, and let its line go."""
        if self.process is None or self.process.stdout is None:
            return
        if self.process.poll() is None:
            self.stop()
        self.process.stdout.close()

    def kill(self) -> int:
        """Send SIGKILL and return the exit code."""
        assert self.process is not None
        self.process.kill()
        return self._ended()

    def _ended(self) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        code = self.process.wait(20)
        self.process.stdout.close()
        return code

    def family(self) -> list[psutil.Process]:
        """Return every process that stands below the demo, and itself."""
        assert self.process is not None
        demo = psutil.Process(self.process.pid)
        return [demo, *demo.children(recursive=True)]

    def member(self, *words: str) -> psutil.Process:
        """Return the process whose command line has all these words."""
        found = [p for p in self.family() if all(w in p.cmdline() for w in words)]
        assert len(found) == 1, (words, found)
        return found[0]

    def panel(self, device: str) -> str:
        """Return where a box's panel is."""
        panels = json.loads((self.folder / "panels.json").read_bytes())
        return str(panels[device])

    def press(self, device: str, key: str, ms: int = 80) -> None:
        """Press a pin of a box's process."""
        hands.press(f"{self.panel(device)}/press", {"key": key, "ms": ms})

    def box(self, device: str) -> Any:
        """Return what a box shows."""
        return hands.look(f"{self.panel(device)}/state")

    def state(self) -> Any:
        """Return the office's state by HTTP."""
        return hands.look(f"{self.url}/api/v1/state")

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Send a command by HTTP and return its answer."""
        return hands.press(f"{self.url}/api/v1/{path}", body)

    def events(self) -> list[dict[str, Any]]:
        """Return what was told so far, as the event stream has it.

        It reads on from where it was: whoever is too far behind is told the state only.
        """
        state = self.state()
        if self._store != state["store"]:
            self._store, self._told = state["store"], []
        read = self._told[-1]["sequence"] if self._told else 0
        if int(read) < state["position"]:
            self._read_on(f"{state['store']}:{read}", state["position"])
        return list(self._told)

    def _read_on(self, after: str, position: int) -> None:
        with urlopen(f"{self.url}/api/v1/events?after={after}") as stream:
            for line in stream:
                if line.startswith(b"data: "):
                    self._told.append(json.loads(line[6:]))
                    if int(self._told[-1]["sequence"]) >= position:
                        break

    def told(self, name: str) -> list[dict[str, Any]]:
        """Return the events of that name."""
        return [one for one in self.events() if one["type"] == f"layso.{name}"]

    def take_a_ticket(self, key: str = "A") -> str:
        """Press a key of the dispenser and return the number on the slip."""
        before = len(self.box("dispenser-1")["slips"])
        self.press("dispenser-1", key)
        slips = until(lambda: self.box("dispenser-1")["slips"][before:], "a slip")
        return str(slips[-1]["ticket"])

    def all_connected(self) -> bool:
        """Whether every box says that it is connected."""
        boxes = ("dispenser-1", "counter-1", "counter-2", "counter-3")
        return all(self.box(box)["connected"] for box in boxes)


def until(look: Callable[[], Any], what: str, within_s: float = WITHIN_S) -> Any:
    """Return what `look` sees as soon as it is something; fail naming it if never."""
    deadline = time.monotonic() + within_s
    seen: Any = None
    while time.monotonic() < deadline:
        try:
            seen = look()
        except hands.NoAnswer as error:
            seen = None
            last = str(error)
        else:
            last = repr(seen)
        if seen:
            return seen
        time.sleep(0.03)
    msg = f"{what} did not come within {within_s} s; last: {last}"
    raise AssertionError(msg)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Return those that still run; a zombie does not."""
    return [
        p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE
    ]


@contextmanager
def demo(
    folder: Path, broker: str | None = None, more: tuple[str, ...] = ()
) -> Iterator[DemoHouse]:
    """Run the demo for a test, and leave nothing behind."""
    house = DemoHouse(folder, broker, more)
    try:
        house.start()
        yield house
    finally:
        house.leave()
