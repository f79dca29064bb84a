"""The embedded broker as the hub's child: started, watched, started again.

A broker inside the hub's own process could not speak the hub's last will, and would
share its one interpreter with the road.
"""

from __future__ import annotations

import logging
import os
import selectors
import subprocess
import sys
import threading

READY = "broker ready"

READY_WITHIN_S = 15.0
STOP_WITHIN_S = 3.0
LOOK_EVERY_S = 0.2
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0

log = logging.getLogger(__name__)


class BrokerFailed(RuntimeError):
    """The embedded broker did not start; the text says why and what to do."""


class BrokerProcess:
    """Runs the embedded broker on a port and keeps it running.

    Port 0 takes any free port and keeps to it; `port` and `url` say which.
    """

    def __init__(
        self, port: int, host: str = "127.0.0.1", log_style: str | None = None
    ) -> None:
        """Remember where it is to listen, and how to log if not by default."""
        self.port = port
        self._log = () if log_style is None else ("--log", log_style)
        self._host = host
        self._child: subprocess.Popen[str] | None = None
        self._failure: BrokerFailed | None = None
        self._is_decided = threading.Event()
        self._is_stopping = threading.Event()
        # The kernel kills the child when the *thread* that started it ends, so one
        # thread starts every child and stays until the last is gone.
        self._watch = threading.Thread(
            target=self._keep_running, name="broker-watch", daemon=True
        )

    @property
    def url(self) -> str:
        """Where links find it."""
        return f"mqtt://{self._host}:{self.port}"

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is one."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Start the broker and return when it listens, or raise `BrokerFailed`."""
        self._watch.start()
        self._is_decided.wait()
        if self._failure is not None:
            self._watch.join()
            raise self._failure

    def stop(self) -> None:
        """End the broker and its watch."""
        self._is_stopping.set()
        if self._watch.ident is not None:
            self._watch.join()

    def _keep_running(self) -> None:
        try:
            child = self._launch()
        except BrokerFailed as failure:
            self._failure = failure
            return
        finally:
            self._is_decided.set()
        self._wait(child)
        while not self._is_stopping.is_set():
            log.warning("the embedded broker ended, starting it again")
            self._relaunch()

    def _relaunch(self) -> None:
        """Try until a broker has run and ended again, or until told to stop."""
        pause = FIRST_PAUSE_S
        while not self._is_stopping.wait(pause):
            try:
                child = self._launch()
            except BrokerFailed as failure:
                log.error("%s", failure)
                pause = min(pause * 2, LONGEST_PAUSE_S)
            else:
                log.info("the embedded broker is back on port %s", self.port)
                return self._wait(child)

    def _launch(self) -> subprocess.Popen[str]:
        child = self._spawn()
        said = _first_line(child, READY_WITHIN_S)
        if said.startswith(READY):
            self.port = int(said.removeprefix(READY))
            return child
        child.kill()
        _end(child)
        msg = said or f"The embedded broker on port {self.port} did not become ready."
        raise BrokerFailed(msg)

    def _spawn(self) -> subprocess.Popen[str]:
        where = ("--host", self._host, "--port", str(self.port))
        command = (sys.executable, "-m", "hub.mqtt.embedded_broker", *where)
        try:
            self._child = subprocess.Popen(
                (*command, "--parent", str(os.getpid()), *self._log),
                stdout=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                text=True,
            )
        except OSError as error:
            msg = f"The embedded broker could not be started: {error}"
            raise BrokerFailed(msg) from error
        return self._child

    def _wait(self, child: subprocess.Popen[str]) -> None:
        """Wait for the child's end; told to stop, bring it about."""
        while child.poll() is None and not self._is_stopping.wait(LOOK_EVERY_S):
            pass
        child.terminate()
        _end(child)


def _end(child: subprocess.Popen[str], within_s: float = STOP_WITHIN_S) -> None:
    try:
        child.wait(within_s)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _first_line(child: subprocess.Popen[str], within_s: float) -> str:
    """Return what the child says first, or nothing if it says nothing in time."""
    assert child.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        return child.stdout.readline().strip() if selector.select(within_s) else ""
