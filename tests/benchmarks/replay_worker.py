"""A file of events, read raw, replayed to rows, and followed in small batches."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from events import codec
from hub.store.backup.copying import read_only
from hub.store.mapper import Page
from hub.store.views.events_file import AFTER, EventsFile
from hub.store.views.file import VIEWS
from hub.store.views.following import Following
from hub.store.views.rebuilding import PAGE
from hub.store.views.writing import Views

BATCH = 8
GROUPS, OF_EACH = 5, 16
BATCHES = GROUPS * OF_EACH


class ReplayWorker:
    """Measures over the events of one folder."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    def do(self, what: str, tail: int = 0) -> dict[str, Any]:
        """Read raw, replay, or follow; `tail` is how many events are first and last."""
        if what == "raw":
            return self._raw()
        return self._replay(tail) if what == "replay" else self._follow(tail)

    def _raw(self) -> dict[str, Any]:
        """Read every row by a cursor and decode it, and do nothing with it."""
        began, count, position = time.perf_counter(), 0, 0
        with closing(read_only(self._folder / "events.db")) as line:
            while rows := line.execute(AFTER, (position, PAGE)).fetchall():
                for row in rows:
                    _decoder(row[3])(row[4])
                count, position = count + len(rows), rows[-1][0]
        return {"events": count, "seconds": time.perf_counter() - began}

    def _replay(self, tail: int) -> dict[str, Any]:
        """Make all rows anew; return the seconds of one of the first and last too."""
        views = Views(self._folder / "replayed.db", is_unseen=True)
        with closing(EventsFile(self._folder)) as events, closing(views):
            last = events.last_position()
            marks, following = {}, Following(events, views)
            began = time.perf_counter()
            following.begin()
            page = min(PAGE, tail)
            while following.step(page):
                marks[following.position] = time.perf_counter() - began
        return {
            "events": last,
            "seconds": time.perf_counter() - began,
            "first_s": marks[tail] / tail,
            "last_s": (marks[last] - marks[_mark(marks, last - tail)])
            / (last - _mark(marks, last - tail)),
        }

    def _follow(self, tail: int) -> dict[str, list[float]]:
        """Follow small batches as a hub does, early in the history and at its end."""
        views = Views(self._folder / VIEWS)
        with closing(EventsFile(self._folder)) as events, closing(views):
            last, following = events.last_position(), Following(events, views)
            following.begin()
            return {
                # Both at the end of a day of the same kind.
                "first_ms": _batches(following, tail - BATCH * BATCHES),
                "last_ms": _batches(following, last - BATCH * BATCHES),
            }


def _batches(following: Following, after: int) -> list[float]:
    """Go so far, then return the median milliseconds of a batch in each group."""
    while following.position < after:
        following.step(min(PAGE, after - following.position))
    told = []
    for _ in range(BATCHES):
        began = time.perf_counter()
        following.step(BATCH)
        told.append((time.perf_counter() - began) * 1000)
    groups = [told[n : n + OF_EACH] for n in range(0, BATCHES, OF_EACH)]
    return [median(group) for group in groups]


def _mark(marks: dict[int, float], position: int) -> int:
    """Return the last position told before that one."""
    return max((p for p in marks if p <= position), default=min(marks))


@cache
def _decoder(topic: str) -> Callable[[bytes], Any]:
    body, _ = codec.WIRE[topic.partition("/")[0]]
    return msgspec.json.Decoder(Page[body]).decode  # type: ignore[valid-type]  # known at run time


replay = ReplayWorker
