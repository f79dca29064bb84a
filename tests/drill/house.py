"""The house of a drill: hub, broker, a dispenser and two counter boxes as processes."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

from events.local_time import HERE
from hub.demo import hands
from hub.demo.ports import free_port
from tests.brokers import OPEN_MOSQUITTO, accepts
from tests.drill.faults import Switch, compiled
from tests.drill.parts import Part
from tests.drill.site import BOXES, DISPENSER, SITE

WELL_WITHIN_S = 90.0
LOOK_EVERY_S = 0.05
# What the machine that drills may be short of; no fault of ours.
OF_THIS_MACHINE = {"disk-nearly-full"}
MODULES = {"dispenser": "ticket_printer", "counter": "counter_device"}


class House:
    """Everything that runs in a drill; to be used from the thread that made it."""

    def __init__(self, folder: Path, broker: str) -> None:
        """Lay the house out in a folder; nothing runs yet."""
        self.folder = folder
        self.broker_kind = broker
        self.port, self.mqtt_port = free_port(), free_port()
        self.panels = {device: free_port() for device in (DISPENSER, *BOXES)}
        (folder / "logs").mkdir(parents=True, exist_ok=True)
        (folder / "site.toml").write_text(SITE, encoding="utf-8")
        library = compiled(folder)
        self.switches = {
            name: Switch(library, folder / f"{name}.faults", folder / name)
            for name in ("hub", DISPENSER, *BOXES)
        }
        self.normal_s = _to_nine_o_clock()
        self.set_clocks(0)
        self.parts = {part.name: part for part in self._parts()}

    @property
    def url(self) -> str:
        """Where the hub is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def broker_url(self) -> str:
        """Where the broker is."""
        return f"mqtt://127.0.0.1:{self.mqtt_port}"

    @property
    def events_file(self) -> Path:
        """Where the hub keeps its history."""
        return self.folder / "hub" / "events.db"

    def set_clocks(self, seconds: int, *names: str) -> None:
        """Set these parts' clocks so far off, all if none is named."""
        for name in names or self.switches:
            self.switches[name].clock(self.normal_s + seconds)

    def start(self) -> None:
        """Run everything, and return when all is well and the counters are open."""
        for part in self.parts.values():
            part.start()
            # A box that meets no broker waits ever longer before it tries again.
            if part.name in ("broker", "hub"):
                self.until(lambda: accepts(self.mqtt_port), "the broker")
        self.until(self.is_well, "a house that is well")

    def stop(self) -> None:
        """End everything."""
        for part in self.parts.values():
            part.ask_to_end()
        for part in reversed(self.parts.values()):
            part.end()
        for switch in self.switches.values():
            switch.close()

    def tend(self) -> None:
        """Start again whatever has ended."""
        for part in self.parts.values():
            part.tend()

    def until(
        self, holds: Callable[[], Any], what: str, within_s: float = WELL_WITHIN_S
    ) -> float:
        """Tend the house until something holds; return the seconds it took."""
        began = time.monotonic()
        while not _holds(holds):
            self.tend()
            took = time.monotonic() - began
            assert took < within_s, f"{what} did not come within {within_s:.0f} s"
            time.sleep(LOOK_EVERY_S)
        return time.monotonic() - began

    def is_well(self) -> bool:
        """Whether the hub says that it is well, and every box shows its state."""
        return not self.problems() - OF_THIS_MACHINE and self.boxes_are_there()

    def problems(self) -> set[str]:
        """Return the words for everything that the hub says is wrong."""
        return {found["problem"] for found in self.health()["problems"]}

    def boxes_are_there(self) -> bool:
        """Whether every box hears the hub and shows what the hub says it should."""
        counters = {c["counter"]: c for c in self.state()["counters"]}
        shown = {box: self.box(box) for box in BOXES}
        return bool(self.box(DISPENSER)["connected"]) and all(
            box["connected"]
            and box["state"]["revision"]
            >= counters[box["state"]["counter"]]["revision"]
            for box in shown.values()
        )

    def health(self) -> Any:
        """Return what the hub says of itself."""
        return hands.look(f"{self.url}/healthz")

    def state(self) -> Any:
        """Return the office's state by HTTP."""
        return hands.look(f"{self.url}/api/v1/state")

    def box(self, device: str) -> Any:
        """Return what a box shows."""
        return hands.look(f"http://127.0.0.1:{self.panels[device]}/state")

    def press(self, device: str, key: str, ms: int = 70) -> None:
        """Press a key of a box's process."""
        where = f"http://127.0.0.1:{self.panels[device]}/press"
        hands.press(where, {"key": key, "ms": ms})

    def slips(self) -> list[str]:
        """Return the tickets on the slips that came out, in order."""
        kept = sorted((self.folder / DISPENSER).glob("**/[0-9]*-*.png"))
        return [slip.stem.partition("-")[2] for slip in kept]

    def pid(self, name: str) -> int:
        """Return a part's process id; an embedded broker is the hub's child."""
        if name in self.parts:
            return self.parts[name].pid
        hub = psutil.Process(self.parts["hub"].pid)
        return next(
            p.pid for p in hub.children() if "hub.mqtt.embedded_broker" in p.cmdline()
        )

    def _parts(self) -> list[Part]:
        logs = self.folder / "logs"
        site = ("--site", str(self.folder / "site.toml"))
        made = [] if self.broker_kind == "embedded" else [self._mosquitto(logs)]
        python = (sys.executable, "-m")
        hub = [*python, "hub", *site, "--data", str(self.folder / "hub")]
        hub += ["--port", str(self.port), "--mqtt-port", str(self.mqtt_port)]
        if made:
            hub += ["--broker", self.broker_url]
        made.append(self._part("hub", hub, logs))
        for device, port in self.panels.items():
            command = [*python, MODULES[device.partition("-")[0]], *site]
            command += ["--device", device, "--data", str(self.folder / device)]
            command += ["--broker", self.broker_url, "--panel", str(port)]
            made.append(self._part(device, command, logs))
        return made

    def _part(self, name: str, command: list[str], logs: Path) -> Part:
        return Part(
            name, command, logs / f"{name}.log", self.switches[name].environment
        )

    def _mosquitto(self, logs: Path) -> Part:
        page = self.folder / "mosquitto.conf"
        text = OPEN_MOSQUITTO.format(port=self.mqtt_port)
        page.write_text(text + ("user root\n" if os.geteuid() == 0 else ""), "utf-8")
        found = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        return Part("broker", (found, "-c", str(page)), logs / "broker.log")


def _to_nine_o_clock() -> int:
    """Return the seconds to nine here, so that no drill runs into midnight."""
    now = datetime.now(HERE)
    return int((now.replace(hour=9, minute=0, second=0) - now).total_seconds())


def _holds(condition: Callable[[], Any]) -> bool:
    try:
        return bool(condition())
    except (hands.NoAnswer, KeyError, TypeError, StopIteration, psutil.NoSuchProcess):
        return False
