"""Who was served where: as the log says, or at whichever counter was free.

The log's own names of counters are kept only where the site file has them; others may
be people's names, so they become numbers, in the order in which they first appear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from heapq import heappop, heappush

from msgspec import Struct

from hub.application.replay.faults import Faults
from hub.application.replay.rows import LogRow


class Seating(Struct, frozen=True, kw_only=True):
    """Who was served where on a day, in the order of the calls.

    `is_told`: the log says who sat where; else counters are ours, by number.
    """

    calls: list[tuple[LogRow, str]]
    waited: list[LogRow]
    is_told: bool

    def serves(self) -> dict[str, set[str]]:
        """Return the services that each counter served."""
        serves: dict[str, set[str]] = {}
        for row, counter in self.calls:
            serves.setdefault(counter, set()).add(row.service)
        return serves


class Seats:
    """Gives each call of a log its counter."""

    def __init__(self, known: Collection[str]) -> None:
        """Remember the site file's counters, whose names are kept."""
        self._known = frozenset(known)
        self._named: dict[str, str] = {}
        self._number = 0

    def seat(self, rows: Iterable[LogRow], faults: Faults) -> Seating:
        """Return who was served where on one day; rows stand by arrival."""
        rows = list(rows)
        called = [(row.called, n) for n, row in enumerate(rows) if row.called]
        calls = [rows[n] for _, n in sorted(called)]
        is_told = any(row.counter for row in calls)
        seated = self._told(calls, faults) if is_told else _assigned(calls)
        waited = [row for row in rows if row.called is None]
        return Seating(calls=seated, waited=waited, is_told=is_told)

    def _told(self, calls: list[LogRow], faults: Faults) -> list[tuple[LogRow, str]]:
        seated = []
        busy: dict[str, LogRow] = {}
        for row in calls:
            if row.counter is None:
                faults.found(row.line, "it does not say at which counter, others do")
                continue
            before = busy.get(row.counter)
            if before is not None and before.left > (row.called or row.arrived):
                why = f"its counter is taken by the visit of line {before.line}"
                faults.found(row.line, why)
                continue
            busy[row.counter] = row
            seated.append((row, self._name(row.counter)))
        return seated

    def _name(self, word: str) -> str:
        if word in self._known:
            return word
        if word not in self._named:
            self._number += 1
            while str(self._number) in self._known:
                self._number += 1
            self._named[word] = str(self._number)
        return self._named[word]


def _assigned(calls: list[LogRow]) -> list[tuple[LogRow, str]]:
    """Give each call the lowest number that is free, and a new one if none is."""
    seated = []
    busy: list[tuple[datetime, int]] = []
    free: list[int] = []
    most = 0
    for row in calls:
        while busy and busy[0][0] <= (row.called or row.arrived):
            heappush(free, heappop(busy)[1])
        if not free:
            most += 1
            heappush(free, most)
        number = heappop(free)
        heappush(busy, (row.left, number))
        seated.append((row, str(number)))
    return seated
