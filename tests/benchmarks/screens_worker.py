"""Many screens and a steady load of commands over HTTP, on one thread."""

from __future__ import annotations

import time

from events.ids import new_id
from tests.benchmarks.http_line import HttpLine, StreamLine
from tests.benchmarks.lines import Lines
from tests.benchmarks.press_worker import EVENTS, SCREEN, delays
from tests.benchmarks.saying import by_http, http_answer
from tests.benchmarks.trial_office import COUNTERS, Client, clients

AT_ONCE = 50


class Speaker:
    """A client with a connection of its own."""

    def __init__(self, lines: Lines, port: int, client: Client) -> None:
        self._client = client
        self._line = HttpLine(lines, port, self._hear)
        self._is_waiting = False

    def send(self, id: str) -> None:
        """Post the next command."""
        self._is_waiting = True
        self._line.post(*by_http(self._client.next()), id)

    def is_free(self) -> bool:
        """Whether its last command was answered."""
        return not self._is_waiting

    def _hear(self, status: int, body: bytes, _at: float) -> None:
        self._client.heard(http_answer(status, body))
        self._is_waiting = False


class Screens:
    """Screens as many as were asked for, one reader of the events, four clients."""

    def __init__(self, http_port: int, revisions: dict[str, int]) -> None:
        self._port = http_port
        self._lines = lines = Lines()
        self._events = StreamLine(lines, http_port, EVENTS)
        crowd = clients(COUNTERS, revisions)
        self._speakers = [Speaker(lines, http_port, client) for client in crowd]
        self._screens: list[StreamLine] = []

    def do(self, screens: int, commands: int, per_s: float) -> list[list[float]]:
        """Send so many with so many screens; return how late each came to each."""
        self._open(screens)
        sent = self._send(commands, 1 / per_s)
        self._lines.wait(lambda: sent.keys() <= self._events.causes.keys())
        causes = {id: self._events.causes[id] for id in sent}
        last = max(causes.values())
        self._lines.wait(lambda: all(s.seen[-1][1] >= last for s in self._screens))
        # Rounded to 10 µs, for there are very many.
        every = [delays(sent, causes, screen.seen) for screen in self._screens]
        return [[round(late, 5) for late in one] for one in every]

    def _open(self, screens: int) -> None:
        while len(self._screens) < screens:
            self._screens.append(StreamLine(self._lines, self._port, SCREEN))
            if len(self._screens) % AT_ONCE == 0 or len(self._screens) == screens:
                self._lines.wait(lambda: all(screen.seen for screen in self._screens))

    def _send(self, commands: int, pause: float) -> dict[str, float]:
        sent: dict[str, float] = {}
        began = time.perf_counter()
        for n in range(commands):
            self._lines.until(began + n * pause)
            speaker = self._speakers[n % len(self._speakers)]
            self._lines.wait(speaker.is_free)
            id = new_id()
            sent[id] = time.perf_counter()
            speaker.send(id)
        return sent


screens = Screens
