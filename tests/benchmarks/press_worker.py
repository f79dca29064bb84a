"""A device that presses at a steady pace, and a screen that hears of it.

Between two presses it goes the limit's way: a round trip to an echo, then a raw commit.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from functools import partial
from pathlib import Path

from events import topics
from events.ids import new_id
from tests.benchmarks.echo_worker import EchoLine
from tests.benchmarks.http_line import StreamLine
from tests.benchmarks.lines import Lines
from tests.benchmarks.mqtt_line import MqttLine
from tests.benchmarks.raw_commits import RawCommits
from tests.benchmarks.saying import by_mqtt, mqtt_answer
from tests.benchmarks.trial_office import COUNTERS, OFFICE, Client, clients

SCREEN, MANAGER = "/screen/stream", "/manager/stream"
EVENTS = "/api/v1/events"


class Presses:
    """One connection that speaks as every device, two streams, and the limit's way."""

    def __init__(
        self,
        mqtt_port: int,
        http_port: int,
        revisions: dict[str, int],
        folder: str,
        stream: str,
    ) -> None:
        self._lines = lines = Lines()
        self._clients = clients(COUNTERS, revisions)
        self._open: dict[str, Client] = {}
        self._pressed: dict[str, float] = {}
        self._mqtt = MqttLine(lines, mqtt_port, f"presses-{new_id()}", self._hear)
        self._mqtt.subscribe(topics.reply(OFFICE, "+"))
        self._echo = EchoLine(lines, mqtt_port)
        self._screen = StreamLine(lines, http_port, stream)
        self._events = StreamLine(lines, http_port, EVENTS)
        self._raw = RawCommits(Path(folder))
        lines.wait(lambda: bool(self._screen.seen))

    def do(self, presses: int, per_s: float) -> dict[str, list[float]]:
        """Press so often; return how long each took, and each time the limit's way."""
        self._pressed, pause = {}, 1 / per_s
        began, limits = time.perf_counter() + pause, []
        for n in range(presses):
            client = self._clients[n % len(self._clients)]
            self._lines.until(began + n * pause)
            # Its last press four turns ago is answered long since; if not, wait.
            self._lines.wait(partial(self._is_free, client))
            self._press(client)
            self._lines.until(began + (n + 0.5) * pause)
            limits.append(self._limit())
        self._lines.wait(lambda: self._pressed.keys() <= self._events.causes.keys())
        last = max(self._events.causes.values())
        self._lines.wait(lambda: self._screen.seen[-1][1] >= last)
        return {"presses": self._delays(), "limits": limits}

    def _is_free(self, client: Client) -> bool:
        return client not in self._open.values()

    def _press(self, client: Client) -> None:
        step, id = client.next(), new_id()
        topic, payload = by_mqtt(step, id)
        self._open[id] = client
        self._pressed[id] = time.perf_counter()
        self._mqtt.publish(topic, payload)

    def _hear(self, _topic: str, payload: bytes, _at: float) -> None:
        id, revision = mqtt_answer(payload)
        if (client := self._open.pop(id, None)) is not None:
            client.heard(revision)

    def _limit(self) -> float:
        answered, began = self._echo.answered, time.perf_counter()
        self._echo.ask()
        self._lines.wait(lambda: self._echo.answered > answered)
        return self._echo.answered_at - began + self._raw.one()

    def _delays(self) -> list[float]:
        return delays(self._pressed, self._events.causes, self._screen.seen)


def delays(
    sent: dict[str, float], causes: dict[str, int], seen: list[tuple[float, int]]
) -> list[float]:
    """Return how long after each was sent a screen first had its position, or later."""
    positions = [position for _, position in seen]
    return [
        seen[bisect_left(positions, causes[id])][0] - began
        for id, began in sent.items()
    ]


presses = Presses
