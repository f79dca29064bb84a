"""Real brokers as children of the tests: the embedded one and mosquitto.

with embedded() as broker:        # or mosquitto(), or mosquitto(port)
    ...  broker.url, broker.port
    broker.stop(); broker.start()   # the same port
    broker.kill()                   # as a power cut does
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from hub.demo.ports import free_port

NO_MOSQUITTO = "mosquitto is not installed: run `sudo apt install mosquitto`."

OPEN_MOSQUITTO = """\
listener {port} 127.0.0.1
allow_anonymous true
persistence false
set_tcp_nodelay true
log_type none
"""


@dataclass
class BrokerChild:
    """A broker that runs as a child and can be stopped, killed and started again."""

    port: int
    command: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        """Where links find it."""
        return f"mqtt://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Run it, and return when it takes connections."""
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 15
        while not accepts(self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                msg = f"the broker did not start: {' '.join(self.command)}"
                raise RuntimeError(msg)
            time.sleep(0.01)

    def stop(self) -> None:
        """End it in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


def accepts(port: int) -> bool:
    """Whether somebody listens on that port here."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@contextmanager
def embedded(port: int | None = None) -> Iterator[BrokerChild]:
    """Run the hub's own broker, amqtt in a child."""
    port = port or free_port()
    module = ("-m", "hub.mqtt.embedded_broker", "--port", str(port))
    with _running(BrokerChild(port, (sys.executable, *module))) as broker:
        yield broker


@contextmanager
def mosquitto(
    port: int | None = None, configuration: str | None = None
) -> Iterator[BrokerChild]:
    """Run Debian's mosquitto, open to all on loopback or as configured."""
    port = port or free_port()
    text = configuration or OPEN_MOSQUITTO.format(port=port)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "mosquitto.conf")
        page.write_text(text + _as_whoever_runs_the_tests(), encoding="utf-8")
        command = (_mosquitto_path(), "-c", str(page))
        with _running(BrokerChild(port, command)) as broker:
            yield broker


RunBroker: TypeAlias = Callable[[], AbstractContextManager[BrokerChild]]
BOTH: dict[str, RunBroker] = {"embedded": embedded, "mosquitto": mosquitto}


@contextmanager
def _running(broker: BrokerChild) -> Iterator[BrokerChild]:
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


def _mosquitto_path() -> str:
    """Debian puts it into /usr/sbin, which is not on every PATH."""
    found = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
    assert found is not None, NO_MOSQUITTO
    return found


def _as_whoever_runs_the_tests() -> str:
    """Return what lets a mosquitto started by root go on reading test folders."""
    return "user root\n" if os.geteuid() == 0 else ""
