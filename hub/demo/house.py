"""The demo's house: which programs run, with which arguments, on which ports."""

from __future__ import annotations

import fcntl
import os
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
from msgspec import Struct

from firmware_config.load import load_site
from firmware_config.site import Site
from hub.demo.child import Child
from hub.demo.ports import free_port
from hub.demo.staff import PINS

SPARE = "spare-"


class Panel(Struct, frozen=True, kw_only=True):
    """A virtual box's page."""

    device: str
    title: str
    port: int
    counter: str | None = None

    @property
    def url(self) -> str:
        """Where the panel is."""
        return f"http://127.0.0.1:{self.port}"


class FolderTaken(Exception):
    """The folder cannot be the demo's; the text says why and what to do."""


class House(Struct, frozen=True, kw_only=True):
    """Everything that the demo runs; boxes named `spare-…` have no process.

    `is_fast`: its day is played in fast motion, so what days before took says nothing.
    """

    site: Site
    site_file: Path
    folder: Path
    port: int
    mqtt_port: int
    panels: tuple[Panel, ...]
    outside_broker: str | None = None
    is_fast: bool = False

    @property
    def url(self) -> str:
        """Where the hub is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def broker(self) -> str:
        """Where the broker is: the hub's own child unless one was named."""
        return self.outside_broker or f"mqtt://127.0.0.1:{self.mqtt_port}"

    def hub(self) -> Child:
        """Return the hub's process, not started."""
        arguments = [
            *("--site", str(self.site_file)),
            *("--data", str(self.folder / "hub")),
            *("--port", str(self.port)),
            *("--mqtt-port", str(self.mqtt_port)),
        ]
        if self.outside_broker:
            arguments += ["--broker", self.outside_broker]
        for panel in self.panels:
            arguments += ["--demo-panel", f"{panel.title}={panel.url}"]
        for clerk, pin in PINS.items():
            arguments += ["--demo-pin", f"{clerk}={pin}"]
        if self.is_fast:
            arguments.append("--demo-fast")
        return Child("hub", "hub", arguments, self.logs)

    def boxes(self) -> list[Child]:
        """Return the boxes' processes, not started."""
        return [self._box(panel) for panel in self.panels]

    @property
    def logs(self) -> Path:
        """Where each process writes."""
        return self.folder / "logs"

    def _box(self, panel: Panel) -> Child:
        module = "ticket_printer" if panel.counter is None else "counter_device"
        arguments = [
            *("--site", str(self.site_file)),
            *("--device", panel.device),
            *("--data", str(self.folder / panel.device)),
            *("--broker", self.broker),
            *("--panel", str(panel.port)),
        ]
        return Child(panel.device, module, arguments, self.logs)


def build(
    folder: Path, port: int, mqtt_port: int = 0, broker: str | None = None
) -> House:
    """Return the house in a folder; makes the folder and its site file if missing.

    `panels.json` in the folder says where each virtual box's page is.
    """
    _enter(folder)
    site_file = folder / "site.toml"
    if not site_file.exists():
        profile = files("firmware_config") / "profiles" / "demo.toml"
        with as_file(profile) as source:
            shutil.copyfile(source, site_file)
    site = load_site(site_file)
    panels = _panels(site)
    (folder / "panels.json").write_bytes(
        msgspec.json.encode({panel.device: panel.url for panel in panels})
    )
    return House(
        site=site,
        site_file=site_file,
        folder=folder,
        port=port,
        mqtt_port=mqtt_port or free_port(),
        panels=panels,
        outside_broker=broker,
    )


def _enter(folder: Path) -> None:
    """Make the folder and take it for as long as this process lives."""
    try:
        (folder / "logs").mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "demo.lock", os.O_WRONLY | os.O_CREAT, 0o600)
    except OSError as error:
        msg = f"{folder} cannot be the demo's folder: {error.strerror}. Name another."
        raise FolderTaken(msg) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        msg = (
            f"Another demo runs in {folder}. "
            "End that one with Ctrl-C, or name another folder with --dir."
        )
        raise FolderTaken(msg) from None


def _panels(site: Site) -> tuple[Panel, ...]:
    dispensers = [d for d in site.dispensers if not d.id.startswith(SPARE)]
    boxes = [b for b in site.boxes if not b.id.startswith(SPARE)]
    many = len(dispensers) > 1
    return (
        *(
            Panel(
                device=d.id,
                title=f"Máy lấy số {n}" if many else "Máy lấy số",
                port=free_port(),
            )
            for n, d in enumerate(dispensers, start=1)
        ),
        *(
            Panel(
                device=b.id,
                title=f"Hộp phím quầy {b.counter}",
                port=free_port(),
                counter=b.counter,
            )
            for b in boxes
        ),
    )
