"""Clients at the hub's doors: each sends its next command on the answer to its last."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod

from events import topics
from events.ids import new_id
from tests.benchmarks.http_line import HttpLine
from tests.benchmarks.lines import Lines
from tests.benchmarks.mqtt_line import MqttLine
from tests.benchmarks.saying import by_http, by_mqtt, http_answer, mqtt_answer
from tests.benchmarks.trial_office import OFFICE, PER_VISIT, Client, Step, clients

LONGEST_S = 600


class Asker(ABC):
    """One client at a door, asking for ever; counts what was answered."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.answered = 0
        self.is_last = False
        self.is_idle = True

    def ask(self) -> None:
        """Send the next command."""
        self.is_idle = False
        self._say(self._client.next())

    def _heard(self, revision: int | None) -> None:
        """Take an answer, and go on; after the last only to the end of the visit."""
        self._client.heard(revision)
        self.answered += 1
        if self.is_last and self.answered % PER_VISIT == 0:
            self.is_idle = True
        else:
            self.ask()

    @abstractmethod
    def _say(self, step: Step) -> None:
        """Send a step."""


class MqttAsker(Asker):
    """A connection that speaks as the devices of the client's counters."""

    def __init__(self, lines: Lines, port: int, client: Client) -> None:
        super().__init__(client)
        self._id = ""
        self._line = MqttLine(lines, port, f"bench-{new_id()}", self._hear)
        for device in sorted(client.devices):
            self._line.subscribe(topics.reply(OFFICE, device))

    def _say(self, step: Step) -> None:
        self._id = new_id()
        self._line.publish(*by_mqtt(step, self._id))

    def _hear(self, _topic: str, payload: bytes, _at: float) -> None:
        id, revision = mqtt_answer(payload)
        if id == self._id:
            self._heard(revision)


class HttpAsker(Asker):
    """A keep-alive connection of the client's own."""

    def __init__(self, lines: Lines, port: int, client: Client) -> None:
        super().__init__(client)
        self._line = HttpLine(lines, port, self._hear)

    def _say(self, step: Step) -> None:
        self._line.post(*by_http(step), new_id())

    def _hear(self, status: int, body: bytes, _at: float) -> None:
        self._heard(http_answer(status, body))


DOORS = {"mqtt": MqttAsker, "http": HttpAsker}


class Rush:
    """Clients of one door on one thread."""

    def __init__(
        self, door: str, port: int, number: int, revisions: dict[str, int]
    ) -> None:
        self._lines = Lines()
        make, crowd = DOORS[door], clients(number, revisions)
        self._askers = [make(self._lines, port, client) for client in crowd]

    def do(self, seconds: float = 0, visits: int = 0) -> dict[str, float]:
        """Work for so long, or for so many visits of one client."""
        before, began = self._answered, time.perf_counter()
        for asker in self._askers:
            asker.is_last = False
            asker.ask()
        if visits:
            last = before + (visits - 1) * PER_VISIT
            self._lines.wait(lambda: self._answered > last, LONGEST_S)
        else:
            self._lines.until(began + seconds)
        for asker in self._askers:
            asker.is_last = True
        self._lines.wait(lambda: all(asker.is_idle for asker in self._askers))
        commands = self._answered - before
        return {"commands": commands, "seconds": time.perf_counter() - began}

    @property
    def _answered(self) -> int:
        return sum(asker.answered for asker in self._askers)


rush = Rush
