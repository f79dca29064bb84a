"""Screens and readers of events over SSE: they come back by the public rules alone."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

SILENT_S = 15.0
RETRY_S = 1.0


class Frame(NamedTuple):
    """One event of a stream."""

    event: str
    id: str
    data: str


class Reader:
    """Follows a stream on a thread of its own; notes every position it is shown."""

    def __init__(self, port: int, path: str, *, is_gapless: bool) -> None:
        """Remember what to follow; a gapless one resumes by `Last-Event-ID`."""
        self.faults: list[str] = []
        self.position = 0
        self.heard_at = 0.0
        self.comebacks = -1
        self._port = port
        self._path = path
        self._is_gapless = is_gapless
        self._last_id = ""
        self._store = ""
        self._over = threading.Event()
        self._sock: socket.socket | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Leave."""
        self._over.set()
        if self._sock is not None:
            with suppress(OSError):
                self._sock.shutdown(socket.SHUT_RDWR)
        if self._thread.is_alive():
            self._thread.join(SILENT_S + 5)

    def has_seen(self, position: int, since: float) -> bool:
        """Whether it was shown that position or a later one, and heard since then."""
        return self.position >= position and self.heard_at >= since

    def _run(self) -> None:
        while not self._over.is_set():
            with suppress(OSError, http.client.HTTPException):
                self._follow()
            self._over.wait(RETRY_S)

    def _follow(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SILENT_S)
        headers = {"Last-Event-ID": self._last_id} if self._last_id else {}
        try:
            line.request("GET", self._path, headers=headers if self._is_gapless else {})
            self._sock = line.sock
            answer = line.getresponse()
            if answer.status != 200:
                return
            self.comebacks += 1
            for frame in _frames(answer):
                self._shown(frame)
                if self._over.is_set():
                    return
        finally:
            line.close()

    def _shown(self, frame: Frame) -> None:
        self.heard_at = time.monotonic()
        if not frame.id:
            return
        store, _, number = frame.id.rpartition(":")
        position = int(number)
        if store != self._store:
            self._store = store  # a restored one begins anew
        elif self._is_gapless:
            self._check_gap(frame, position)
        elif position < self.position:
            self._fault(f"went back from {self.position} to {position}")
        self.position, self._last_id = position, frame.id

    def _check_gap(self, frame: Frame, position: int) -> None:
        if frame.event in {"hello", "reset"}:
            if position < self.position:
                self._fault(f"was reset from {self.position} back to {position}")
        elif position != self.position + 1:
            self._fault(f"was shown {position} after {self.position}")

    def _fault(self, sentence: str) -> None:
        self.faults.append(f"{self._path} {sentence}")


def _frames(answer: http.client.HTTPResponse) -> Iterator[Frame]:
    fields: dict[str, str] = {}
    while line := answer.readline():
        text = line.decode().rstrip("\n")
        if text:
            name, _, value = text.partition(": ")
            fields[name] = value
            continue
        if "data" in fields or "" in fields:
            said = (fields.get(name, "") for name in ("event", "id", "data"))
            yield Frame(*said)
        fields = {}
