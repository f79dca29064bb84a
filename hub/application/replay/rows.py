"""A row of a log: one visitor, and what became of the visit."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from events.visit import VisitClass


class Column(StrEnum):
    """What a log may say of a visitor; `arrived` it must."""

    ID = "id"
    SERVICE = "service"
    CLASS = "class"
    ARRIVED = "arrived"
    CALLED = "called"
    STARTED = "started"
    ENDED = "ended"
    ABANDONED = "abandoned"
    COUNTER = "counter"


class LogRow(Struct, frozen=True, kw_only=True):
    """One visitor of a log.

    Called and served from `started` to `ended`, or gone at `abandoned`, or neither:
    then the visit waited until the day closed. A log that does not say when a visitor
    was called says by the start; `counter` is the log's own word for it.
    """

    line: int
    service: str
    visit_class: VisitClass
    arrived: datetime
    called: datetime | None = None
    started: datetime | None = None
    ended: datetime | None = None
    abandoned: datetime | None = None
    counter: str | None = None

    @property
    def left(self) -> datetime:
        """Return the last instant the log knows of the visitor."""
        return self.ended or self.abandoned or self.called or self.arrived
