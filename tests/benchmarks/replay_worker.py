"""A file of events, replayed to rows beside raw reading, and followed in batches."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

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


class Took(NamedTuple):
    """A page of events up to a position: seconds to decode it, and to make its rows."""

    position: int
    raw_s: float
    rows_s: float


class RawReader:
    """Reads every row by a cursor and decodes it, and does nothing with it."""

    def __init__(self, file: Path) -> None:
        self._line = read_only(file)
        self._position = 0

    def step(self, count: int) -> None:
        """Read and decode the next so many."""
        rows = self._line.execute(AFTER, (self._position, count)).fetchall()
        for row in rows:
            _decoder(row[3])(row[4])
        self._position = rows[-1][0] if rows else self._position

    def close(self) -> None:
        """Leave the file."""
        self._line.close()


class ReplayWorker:
    """Measures over the events of one folder."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    def do(self, what: str, tail: int) -> dict[str, Any]:
        """Replay or follow; `tail` is how many events are first and last."""
        return self._replay(tail) if what == "replay" else self._follow(tail)

    def _replay(self, tail: int) -> dict[str, Any]:
        """Make all rows anew; return the seconds of all, of the first and of the last.

        Page by page in turn with reading and decoding alone: a machine that grows
        slower or faster meanwhile does so for both.
        """
        views = Views(self._folder / "replayed.db", is_unseen=True)
        raw, page = RawReader(self._folder / "events.db"), min(PAGE, tail)
        took = []
        with closing(raw), closing(EventsFile(self._folder)) as events, closing(views):
            last, following = events.last_position(), Following(events, views)
            following.begin()
            is_more = True
            while is_more:
                began = time.perf_counter()
                raw.step(page)
                between = time.perf_counter()
                is_more = bool(following.step(page))
                ended = time.perf_counter()
                took.append(Took(following.position, between - began, ended - between))
        return {
            "events": last,
            "all": _sum(took),
            "first": _sum([one for one in took if one.position <= tail]),
            "last": _sum([one for one in took if one.position > last - tail]),
        }

    def _follow(self, tail: int) -> dict[str, list[float]]:
        """Follow small batches as a hub does, early in the history and at its end.

        Both in turn, each at the end of a day of the same kind: a machine that grows
        slower or faster meanwhile does so for both.
        """
        early, late = Views(self._folder / "early.db"), Views(self._folder / VIEWS)
        with closing(EventsFile(self._folder)) as events, closing(early), closing(late):
            both = Following(events, early), Following(events, late)
            ends = tail, events.last_position()
            for following, end in zip(both, ends, strict=True):
                following.begin()
                _go(following, end - BATCH * BATCHES)
            told = [
                [_batch_ms(following) for following in both] for _ in range(BATCHES)
            ]
        first, last = zip(*told, strict=True)
        return {"first_ms": _medians(first), "last_ms": _medians(last)}


def _go(following: Following, position: int) -> None:
    """Follow up to that position."""
    while following.position < position:
        following.step(min(PAGE, position - following.position))


def _batch_ms(following: Following) -> float:
    """Return how many milliseconds one small batch takes."""
    began = time.perf_counter()
    following.step(BATCH)
    return (time.perf_counter() - began) * 1000


def _medians(told: Sequence[float]) -> list[float]:
    """Return the median of each group."""
    return [median(told[n : n + OF_EACH]) for n in range(0, BATCHES, OF_EACH)]


def _sum(took: Sequence[Took]) -> dict[str, float]:
    """Return the seconds of all pages."""
    return {
        "raw_s": sum(one.raw_s for one in took),
        "rows_s": sum(one.rows_s for one in took),
    }


@cache
def _decoder(topic: str) -> Callable[[bytes], Any]:
    body, _ = codec.WIRE[topic.partition("/")[0]]
    return msgspec.json.Decoder(Page[body]).decode  # type: ignore[valid-type]  # known at run time


replay = ReplayWorker
