"""What the hub has promised: every answer that anybody got, to be held against it."""

from __future__ import annotations

import threading
from typing import Any, NamedTuple


class Promise(NamedTuple):
    """An answer that was given: to whom, to which message, and what it said."""

    source: str
    id: str
    is_accepted: bool
    said: dict[str, Any]


class Ledger:
    """Every promise of a drill, from many threads."""

    def __init__(self) -> None:
        """Begin with nothing promised."""
        self._lock = threading.Lock()
        self._promises: list[Promise] = []
        self._strange: list[str] = []

    def promised(self, promise: Promise) -> None:
        """Note an answer."""
        with self._lock:
            self._promises.append(promise)

    def surprised(self, sentence: str) -> None:
        """Note an answer that nobody should get, whatever the fault."""
        with self._lock:
            self._strange.append(sentence)

    @property
    def strange(self) -> list[str]:
        """Return the answers that nobody should have got."""
        with self._lock:
            return list(self._strange)

    def since(self, count: int) -> list[Promise]:
        """Return all promises after the first so many."""
        with self._lock:
            return self._promises[count:]

    def accepted_since(self, count: int) -> int:
        """Return how many after the first so many said yes."""
        return sum(promise.is_accepted for promise in self.since(count))

    def __len__(self) -> int:
        """Return how many promises there are."""
        return len(self._promises)
