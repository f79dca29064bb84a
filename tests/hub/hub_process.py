"""The hub as a program of its own: started, watched, ended and killed by a test."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from firmware_config.load import PROFILES
from hub.demo.ports import free_port
from tests.hub.rig import wait_until
from tests.hub.web.http_client import Client

DEMO = PROFILES / "demo.toml"
READY_WITHIN_S = 30
END_WITHIN_S = 20


class HubProcess:
    """`python -m hub` on a data folder, with free ports unless told otherwise."""

    def __init__(self, data: Path, site: Path = DEMO, **options: Any) -> None:
        self.data = data
        self.options: dict[str, Any] = {
            "site": site,
            "data": data,
            "port": free_port(),
            "mqtt-port": free_port(),
            **options,
        }
        self.process: subprocess.Popen[str] | None = None
        self.log = data.with_name(f"{data.name}.log")

    @property
    def client(self) -> Client:
        """One who asks it over HTTP."""
        return Client(int(self.options["port"]))

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self.process is not None
        return self.process.pid

    def begin(self) -> None:
        """Start it without waiting."""
        words = [(f"--{name}", str(said)) for name, said in self.options.items()]
        command = [
            sys.executable,
            "-m",
            "hub",
            *(each for pair in words for each in pair),
        ]
        with self.log.open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def start(self) -> None:
        """Start it and return when it says that it is ready."""
        self.begin()
        assert self.process is not None
        assert self.process.stdout is not None
        if self.options.get("log") == "json":
            wait_until(lambda: "hub ready http" in self.said(), READY_WITHIN_S)
            return
        line = self.process.stdout.readline()
        assert re.match(r"hub ready https?://", line), self.said()

    def ends(self) -> int:
        """Wait for its end, and return its exit code."""
        assert self.process is not None
        try:
            code = self.process.wait(END_WITHIN_S)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it does not end; it said:\n{self.said()}") from None
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None
        return code

    def is_over(self) -> bool:
        """Whether it has ended within a moment."""
        assert self.process is not None
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        return self.process.returncode is not None

    def refuses(self) -> str:
        """Start it, and return what it says when it ends with 2."""
        self.begin()
        assert self.ends() == 2, self.said()
        return self.said().strip().splitlines()[-1]

    def signal(self, how: signal.Signals) -> int:
        """End it by a signal, and return its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.ends()

    def said(self) -> str:
        """Return its log."""
        return self.log.read_text(encoding="utf-8")


@contextmanager
def running(data: Path, site: Path = DEMO, **options: Any) -> Iterator[HubProcess]:
    """Run a hub; whatever happens, it is ended."""
    hub = HubProcess(data, site, **options)
    try:
        hub.start()
        yield hub
    finally:
        if hub.process is not None:
            hub.signal(signal.SIGKILL)


def children_of(pid: int) -> list[int]:
    """Return the processes that this one started and that live."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(word) for word in found.stdout.split()]


def lives(pid: int) -> bool:
    """Whether there is such a process, zombies apart."""
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
