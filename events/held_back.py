"""Tells what comes again and again without a flood: at once, then once a minute."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

EVERY_S = 60.0

K = TypeVar("K")


class Held(NamedTuple):
    """Since when a kind is held back, and how many were."""

    since: float
    more: int


class HeldBack(Generic[K]):
    """Says the first of a kind at once, after it how many more, a minute at a time.

    `say` is given the kind, how many, and in how many seconds: 0 for the first. Kinds
    must be few, and hold nothing that was sent. Any thread may note; the owner calls
    `tell` about once a second.
    """

    def __init__(
        self,
        say: Callable[[K, int, float], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Remember how to say it; nothing has come yet."""
        self._say = say
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._held: dict[K, Held] = {}

    def note(self, kind: K) -> None:
        """Take note of one more of a kind; say it if it is the first."""
        with self._lock:
            held = self._held.get(kind)
            since, more = held or (self._monotonic(), -1)
            self._held[kind] = Held(since, more + 1)
        if held is None:
            self._say(kind, 1, 0.0)

    def tell(self) -> None:
        """Say what was held back for a minute; forget what has not come again."""
        now = self._monotonic()
        with self._lock:
            due = {k: h for k, h in self._held.items() if now - h.since >= EVERY_S}
            for kind, held in due.items():
                del self._held[kind]
                if held.more:
                    self._held[kind] = Held(now, 0)
        for kind, (since, more) in due.items():
            if more:
                self._say(kind, more, now - since)


def more_of(count: int, over_s: float) -> str:
    """Return what is added to a line that speaks for several."""
    return f", {count} more in {over_s:.0f} s" if over_s else ""


def warnings_to(
    log: logging.Logger, monotonic: Callable[[], float] = time.monotonic
) -> HeldBack[str]:
    """Return where a box notes what is not as it should be, each kind a sentence."""

    def say(sentence: str, count: int, over_s: float) -> None:
        also = more_of(count, over_s)
        log.warning("%s%s", sentence, also, extra={"count": count})

    return HeldBack(say, monotonic)
