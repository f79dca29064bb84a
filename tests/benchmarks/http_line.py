"""As much of HTTP/1.1 as a measurement needs: keep-alive posts, event streams."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from tests.benchmarks.lines import HERE, Lines, dial

END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
POSITION = re.compile(rb"^id: \S+:(\d+)\r?$", re.MULTILINE)
CAUSE = re.compile(rb'"causationid":"([^"]+)"')

OnAnswer: TypeAlias = Callable[[int, bytes, float], None]


class HttpLine:
    """One keep-alive connection; answers go to `on_answer` with their status."""

    def __init__(self, lines: Lines, port: int, on_answer: OnAnswer) -> None:
        self._head = f"Host: {HERE}:{port}\r\nContent-Type: application/json\r\n"
        self._on_answer = on_answer
        self._rest = b""
        self._socket = dial(port)
        lines.add(self._socket, self._read)

    def post(self, path: str, body: bytes, id: str) -> None:
        """Send a command."""
        head = (
            f"POST {path} HTTP/1.1\r\n{self._head}Idempotency-Key: {id}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._socket.sendall(head.encode() + body)

    def _read(self, chunk: bytes, at: float) -> None:
        self._rest += chunk
        head, separator, body = self._rest.partition(END_OF_HEAD)
        length = LENGTH.search(head)
        if separator and length is not None and len(body) >= int(length[1]):
            self._rest = b""
            self._on_answer(int(head[9:12]), body, at)


class StreamLine:
    """One reader of an event stream: which positions it had, when, and by what cause.

    `seen` keeps (instant, position); a frame counts once its last byte is here.
    """

    def __init__(self, lines: Lines, port: int, path: str) -> None:
        self.seen: list[tuple[float, int]] = []
        self.causes: dict[str, int] = {}
        self._rest = b""
        self._socket = dial(port)
        request = f"GET {path} HTTP/1.1\r\nHost: {HERE}:{port}\r\n\r\n"
        self._socket.sendall(request.encode())
        lines.add(self._socket, self._read)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _read(self, chunk: bytes, at: float) -> None:
        *frames, self._rest = (self._rest + chunk).split(b"\n\n")
        for frame in frames:
            if (position := POSITION.search(frame)) is not None:
                self.seen.append((at, int(position[1])))
                if (cause := CAUSE.search(frame)) is not None:
                    # The day's own event comes first, what a session does after it; a
                    # screen tells the position of the day.
                    self.causes.setdefault(cause[1].decode(), int(position[1]))
