"""Plays an invented day in fast motion: visitors, clerks, and what they do later."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from events.local_time import business_date
from hub.demo import hands
from hub.demo.clerk import TAP_MS, Clerk
from hub.demo.house import House, Panel
from hub.demo.invented_day import Visitor, invent
from hub.demo.invented_help import Procedure
from hub.demo.later import Later
from hub.demo.room import Room

log = logging.getLogger(__name__)

SLIP_WITHIN_S = 4.0
LOOK_EVERY_S = 0.1


class Traffic:
    """One hand at the dispenser and one at each counter; threads of the demo."""

    def __init__(self, house: House, speed: float, seed: int) -> None:
        """Invent the day; `speed` is minutes of it in a minute of ours."""
        self._house = house
        self._speed = speed
        services = tuple(s.id for s in house.site.services)
        counters = [p for p in house.panels if p.counter is not None]
        self._visitors = invent(seed, services, len(counters))
        self._end = threading.Event()
        self._room = Room(seed, f"{business_date(datetime.now(UTC)):%y%m%d}")
        self._later = Later(self._end)
        dispensers = [p for p in house.panels if p.counter is None]
        self._threads = [
            *(self._thread(self._dispense, p) for p in dispensers[:1]),
            *(self._thread(self._serve, p) for p in counters),
            threading.Thread(target=self._later.run, daemon=True),
        ]

    def start(self) -> None:
        """Let the first visitor in."""
        self._room.procedures = _procedures(self._house)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Send everybody home."""
        self._end.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _thread(self, work: Callable[[Panel], None], panel: Panel) -> threading.Thread:
        return threading.Thread(
            target=self._keep_at_it, args=(work, panel), daemon=True
        )

    def _keep_at_it(self, work: Callable[[Panel], None], panel: Panel) -> None:
        while not self._end.is_set():
            try:
                work(panel)
                return
            except (hands.NoAnswer, KeyError) as error:
                log.warning("%s does not answer, trying on: %s", panel.device, error)
                self._end.wait(1.0)

    def _serve(self, panel: Panel) -> None:
        clerk = Clerk(self._house, panel, self._room, self._later, self._end)
        clerk.real_s = self._real_s
        clerk.work()

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
        before = _newest(hands.look(f"{panel.url}/state"))
        if visitor.is_priority:
            hands.press(f"{panel.url}/press", {"key": "priority", "ms": TAP_MS})
        hands.press(f"{panel.url}/press", {"key": visitor.service, "ms": TAP_MS})
        until = time.monotonic() + SLIP_WITHIN_S
        while time.monotonic() < until and not self._end.wait(LOOK_EVERY_S):
            state = hands.look(f"{panel.url}/state")
            slip = _newest(state)
            if slip is not None and slip != before and state["follow"]:
                self._room.came(slip["ticket"], visitor, state["follow"])
                return

    def _real_s(self, minutes: float) -> float:
        return minutes * 60.0 / self._speed


def _newest(state: Any) -> Any:
    return state["slips"][-1] if state["slips"] else None


def _procedures(house: House) -> Mapping[str, Sequence[Procedure]]:
    """Return what can be filed today, by service; nothing if nobody tells."""
    try:
        told = hands.look(f"{house.url}/api/v1/catalogue")
    except hands.NoAnswer as error:
        log.warning("no catalogue, so nothing is filed: %s", error)
        return {}
    found: dict[str, list[Procedure]] = {}
    for row in told.get("procedures", ()):
        of_service = found.setdefault(row["service"], [])
        of_service.append(Procedure(row["id"], row["level"]))
    return found
