"""Plays an invented day in fast motion on the virtual boxes' own keys."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from typing import Any

from hub.demo import hands
from hub.demo.house import House, Panel
from hub.demo.invented_day import Visitor, invent

log = logging.getLogger(__name__)

TAP_MS = 70
HOLD_MS = 1_700
LOOK_EVERY_S = 0.4


class Traffic:
    """One hand at the dispenser and one at each counter; threads of the demo."""

    def __init__(self, house: House, speed: float, seed: int) -> None:
        """Invent the day; `speed` is minutes of it in a minute of ours."""
        self._house = house
        self._speed = speed
        services = tuple(s.id for s in house.site.services)
        counters = [p for p in house.panels if p.counter is not None]
        self._visitors = invent(seed, services, len(counters))
        self._came: dict[str, deque[Visitor]] = {s: deque() for s in services}
        self._end = threading.Event()
        dispensers = [p for p in house.panels if p.counter is None]
        self._threads = [
            *(self._thread(self._dispense, p) for p in dispensers[:1]),
            *(self._thread(self._serve, p) for p in counters),
        ]

    def start(self) -> None:
        """Let the first visitor in."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Send everybody home."""
        self._end.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _thread(self, work: Any, panel: Panel) -> threading.Thread:
        return threading.Thread(
            target=self._keep_at_it, args=(work, panel), daemon=True
        )

    def _keep_at_it(self, work: Any, panel: Panel) -> None:
        while not self._end.is_set():
            try:
                work(panel)
                return
            except (hands.NoAnswer, KeyError) as error:
                log.warning("%s does not answer, trying on: %s", panel.device, error)
                self._end.wait(1.0)

    def _dispense(self, panel: Panel) -> None:
        began = time.monotonic()
        while self._visitors and not self._end.is_set():
            visitor = self._visitors[0]
            self._end.wait(began + self._real_s(visitor.at_min) - time.monotonic())
            if self._end.is_set():
                return
            self._visitors.pop(0)
            self._take_a_number(panel, visitor)

    def _take_a_number(self, panel: Panel, visitor: Visitor) -> None:
        if visitor.is_priority:
            hands.press(f"{panel.url}/press", {"key": "priority", "ms": TAP_MS})
        hands.press(f"{panel.url}/press", {"key": visitor.service, "ms": TAP_MS})
        self._came[visitor.service].append(visitor)

    def _serve(self, panel: Panel) -> None:
        while not self._end.wait(LOOK_EVERY_S):
            counter = hands.look(f"{panel.url}/state")["state"]
            if counter and counter["state"] == "idle" and counter["waiting"]:
                self._key(panel, "next")
            elif counter and counter["state"] == "called":
                self._welcome(panel, counter["ticket"])
            elif counter and counter["state"] == "serving":
                self._key(panel, "start")

    def _welcome(self, panel: Panel, ticket: str) -> None:
        """Wait for the called visitor, help, and finish; or give the visitor up."""
        came = self._came.get(ticket[0])
        visitor = came.popleft() if came else None
        if visitor is None or visitor.comes:
            self._pass(visitor.walk_min if visitor else 0.5)
            self._key(panel, "start")
            self._pass(visitor.help_min if visitor else 5.0)
            self._key(panel, "start")
            return
        self._pass(1.5)
        self._key(panel, "recall")
        self._pass(1.5)
        self._key(panel, "recall", HOLD_MS)

    def _key(self, panel: Panel, key: str, ms: int = TAP_MS) -> None:
        if not self._end.is_set():
            hands.press(f"{panel.url}/press", {"key": key, "ms": ms})
            self._end.wait(LOOK_EVERY_S)

    def _pass(self, minutes: float) -> None:
        self._end.wait(self._real_s(minutes))

    def _real_s(self, minutes: float) -> float:
        return minutes * 60.0 / self._speed
