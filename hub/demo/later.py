"""What the demo's people do later: come back with papers, rate from the tram."""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import TypeAlias

from hub.demo.hands import NoAnswer

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.2

Errand: TypeAlias = Callable[[], object]


class Later:
    """Runs errands when they are due, on a thread that `run` is given."""

    def __init__(self, end: threading.Event) -> None:
        """Remember what ends it."""
        self._end = end
        self._due: list[tuple[float, int, Errand]] = []
        self._order = count()
        self._lock = threading.Lock()

    def after(self, seconds: float, errand: Errand) -> None:
        """Have something done in so many seconds; any thread may ask."""
        with self._lock:
            due = time.monotonic() + seconds
            heapq.heappush(self._due, (due, next(self._order), errand))

    def run(self) -> None:
        """Do what is due until the end."""
        while not self._end.wait(LOOK_EVERY_S):
            while (errand := self._next()) is not None:
                self._do(errand)

    def _next(self) -> Errand | None:
        with self._lock:
            if self._due and self._due[0][0] <= time.monotonic():
                return heapq.heappop(self._due)[2]
        return None

    def _do(self, errand: Errand) -> None:
        try:
            errand()
        except NoAnswer as error:
            log.warning("an errand was not done: %s", error)
