"""Sockets waited for together on one thread: a client that costs next to nothing."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable
from typing import TypeAlias

HERE = "127.0.0.1"
CHUNK = 262_144

OnBytes: TypeAlias = Callable[[bytes, float], None]


class TooLate(Exception):
    """Something that was waited for did not come; the figures would mean nothing."""


class Cut(Exception):
    """The other side hung up in the middle of a measurement."""


def dial(port: int) -> socket.socket:
    """Return a connection to a port of this machine that sends at once."""
    line = socket.create_connection((HERE, port), 10)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


class Lines:
    """Gives each socket's bytes to its reader, with the instant they were there."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()

    def add(self, line: socket.socket, on_bytes: OnBytes) -> None:
        """Wait for this one too."""
        self._selector.register(line, selectors.EVENT_READ, on_bytes)

    def step(self, timeout: float) -> None:
        """Wait at most so long, and read what came."""
        for key, _ in self._selector.select(max(timeout, 0)):
            line = key.fileobj
            assert isinstance(line, socket.socket)
            chunk = line.recv(CHUNK)
            if not chunk:
                raise Cut(str(key.data))
            key.data(chunk, time.perf_counter())

    def until(self, instant: float) -> None:
        """Read what comes until then."""
        while (left := instant - time.perf_counter()) > 0:
            self.step(left)

    def wait(self, holds: Callable[[], bool], within_s: float = 20.0) -> None:
        """Read what comes until it holds."""
        deadline = time.perf_counter() + within_s
        while not holds():
            left = deadline - time.perf_counter()
            if left < 0:
                raise TooLate(f"nothing for {within_s:g} s")
            self.step(left)
