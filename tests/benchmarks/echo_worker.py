"""The limit of everything by MQTT: an echo, and those who ask it."""

from __future__ import annotations

import threading
import time
from typing import Any

from events.ids import new_id
from tests.benchmarks.lines import Lines
from tests.benchmarks.mqtt_line import MqttLine

PAYLOAD = b"x" * 400  # about a command in its envelope
ASKED, ANSWERED = "bench/asked", "bench/answered"


class Echo:
    """Answers what is published below `bench/asked`, at once."""

    def __init__(self, port: int) -> None:
        self._lines = Lines()
        self._line = MqttLine(self._lines, port, f"echo-{new_id()}", self._hear)
        self._line.subscribe(f"{ASKED}/+")
        threading.Thread(target=self._run, daemon=True).start()

    def do(self, **order: Any) -> None:
        """Go on; nothing is to be told."""

    def _run(self) -> None:
        while True:
            self._lines.step(60)

    def _hear(self, topic: str, payload: bytes, _at: float) -> None:
        self._line.publish(topic.replace(ASKED, ANSWERED), payload)


class EchoLine:
    """One who asks the echo and waits for its answer."""

    def __init__(self, lines: Lines, port: int) -> None:
        self._name = new_id()
        self._lines = lines
        self._line = MqttLine(lines, port, f"asks-{self._name}", self._hear)
        self._line.subscribe(f"{ANSWERED}/{self._name}")
        self.answered = 0
        self.answered_at = 0.0
        self.goes_on = False

    def ask(self) -> None:
        """Send."""
        self._line.publish(f"{ASKED}/{self._name}", PAYLOAD)

    def _hear(self, _topic: str, _payload: bytes, at: float) -> None:
        self.answered += 1
        self.answered_at = at
        if self.goes_on:
            self.ask()


class EchoRush:
    """Many who ask the echo, each again on its answer."""

    def __init__(self, port: int, number: int) -> None:
        self._lines = Lines()
        self._many = [EchoLine(self._lines, port) for _ in range(number)]

    def do(self, seconds: float) -> dict[str, Any]:
        """Go round for so long."""
        before, began = self._answered, time.perf_counter()
        for one in self._many:
            one.goes_on = True
            one.ask()
        self._lines.until(began + seconds)
        for one in self._many:
            one.goes_on = False
        trips = self._answered - before
        self._lines.wait(lambda: self._answered - before >= trips + len(self._many))
        return {
            "commands": self._answered - before,
            "seconds": time.perf_counter() - began,
        }

    @property
    def _answered(self) -> int:
        return sum(one.answered for one in self._many)


echo, echo_rush = Echo, EchoRush
