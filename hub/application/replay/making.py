"""A log made into a history: read, put into days, told in events, written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Protocol

from msgspec import Struct

from events import codec
from events.plan import DayPlan
from events.recorded import Recorded
from hub.application.ports import Answer
from hub.application.replay.days import LogDay, days
from hub.application.replay.faults import Amiss, Faults
from hub.application.replay.reading import Reading, Words
from hub.application.replay.rows import LogRow
from hub.application.replay.seats import Seating, Seats
from hub.application.replay.table import Table
from hub.application.replay.telling import NO_LINE, Told, told
from hub.application.streams import day_stream

PAGE = 5_000


class Store(Protocol):
    """What a history is written to."""

    def save(self, events: Sequence[Recorded], answers: Sequence[Answer]) -> None:
        """Write all or nothing."""


class Made(Struct, frozen=True, kw_only=True):
    """What a log came to."""

    rows: int = 0
    days: int = 0
    events: int = 0
    first: date = date.min
    last: date = date.min

    def after(self, day: LogDay, events: int) -> Made:
        """Return the count after one more day; `events` are all so far."""
        return Made(
            rows=self.rows + len(day.rows),
            days=self.days + 1,
            events=events,
            first=self.first if self.days else day.day,
            last=day.day,
        )


class Replay:
    """Turns one log into events; bad rows go to `faults` and are left out."""

    def __init__(self, office: str, plan: DayPlan, words: Words) -> None:
        """Remember the office, its plan, and what the log's words mean."""
        self._office = office
        self._plan = plan
        self._reading = Reading(plan.services, words)
        self._seats = Seats([counter.id for counter in plan.counters])
        self.faults = Faults()
        self.made = Made()

    def write(self, table: Table, store: Store, *, although_bad: bool = False) -> None:
        """Write a log's history, a page at a time; no more once a row is bad.

        The log is read to its end even so, and what is wrong stands in `faults`.
        `although_bad` rows are left out and the others written.
        """
        history = self.history(table)
        while page := list(islice(history, PAGE)):
            if although_bad or not self.faults:
                store.save(page, [])

    def history(self, table: Table) -> Iterator[Recorded]:
        """Yield the log's events as they are recorded, from position 1 on."""
        position = 0
        for day in days(self._rows(table), self.faults):
            seating = self._seats.seat(day.rows, self.faults)
            kept = _kept(day, seating)
            for event in self._day(kept, seating, position):
                yield event
                position = event.position
            self.made = self.made.after(kept, position)

    def _rows(self, table: Table) -> Iterator[LogRow]:
        for line, fields in table.rows(self.faults):
            try:
                yield self._reading.row(line, fields)
            except Amiss as error:
                self.faults.found(line, str(error))

    def _day(self, day: LogDay, seating: Seating, first: int) -> Iterable[Recorded]:
        stream = day_stream(self._office, str(day.day))
        events = told(day, seating, self._office, self._plan)
        for version, one in enumerate(events, start=1):
            yield Recorded(
                stream=stream,
                version=version,
                position=first + version,
                at=one.at,
                cause=_cause(one),
                by=f"/office/{self._office}/log",
                event=one.event,
            )


def _cause(one: Told) -> str:
    """Return what an event is known by to come of: each is an act of its own."""
    name = codec.wire_name(one.event)
    return f"log:{name}" if one.line == NO_LINE else f"line:{one.line}:{name}"


def _kept(day: LogDay, seating: Seating) -> LogDay:
    """Return a day without the rows that could not be seated."""
    kept = {row.line for row, _ in seating.calls}
    kept.update(row.line for row in seating.waited)
    return LogDay(day.day, [row for row in day.rows if row.line in kept])
