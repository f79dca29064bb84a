"""A visit as the day knows it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from events.counter import VisitRestored
from events.replies import WaitRange
from events.visit import Place, VisitClass, Why


class Visit(Struct, frozen=True, kw_only=True):
    """The life of one ticket so far.

    `touched` is the position of its last event, `counter` the last one it was at,
    `why` the reason of its last call, `told` the wait that was reckoned at issue.
    """

    id: str
    ticket: str
    service: str
    visit_class: VisitClass
    arrived: datetime
    place: Place
    touched: int
    device: str | None = None
    first_called_at: datetime | None = None
    started_at: datetime | None = None
    counter: str | None = None
    why: Why | None = None
    told: WaitRange | None = None

    def snapshot(self) -> VisitRestored:
        """Return what an undo would have to restore."""
        return VisitRestored(
            visit=self.id,
            ticket=self.ticket,
            service=self.service,
            place=self.place,
            first_called_at=self.first_called_at,
            started_at=self.started_at,
        )
