"""What one visit adds to the day's figures, as its events tell.

What an undo takes back is the part as it stood before that command; so each part
remembers that one, and no other before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeAlias, final

from msgspec import Struct
from msgspec.structs import replace

from events import visit as told
from events.local_time import local
from events.recorded import Recorded
from hub.projections.cleared import is_forgotten

MICROSECOND = timedelta(microseconds=1)
MISTAKEN_WITHIN = 60_000_000


def since_1970(at: datetime) -> int:
    """Return an instant in microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND


EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@final
class VisitToday(Struct, frozen=True, kw_only=True):
    """A visit so far: spans in microseconds; `place` as the rows of measures name it.

    `service` is the one that the ticket was taken for. `cause` and `by` name the
    command that touched it last, `before` is how it stood until then.
    """

    id: str
    ticket: str
    service: str
    arrived: datetime
    place: str = "waiting"
    since: datetime
    wait: int | None = None
    served: int = 0
    no_shows: int = 0
    is_forgotten: bool = False
    cause: str = ""
    by: str = ""
    before: VisitToday | None = None

    @property
    def hour(self) -> int:
        """The local hour of arrival."""
        return local(self.arrived).hour

    @property
    def served_hour(self) -> int | None:
        """The local hour in which it was done; None before."""
        return local(self.since).hour if self.place == "served" else None

    @property
    def uncalled_since(self) -> int | None:
        """When it came, while it waits and was never called."""
        is_uncalled = self.wait is None and self.place == "waiting"
        return since_1970(self.arrived) if is_uncalled else None

    @property
    def lost_after(self) -> int | None:
        """How long it waited for a call that never came; None unless it is gone."""
        is_lost = self.wait is None and self.place in ("abandoned", "expired")
        return _span(self.arrived, self.since) if is_lost else None

    @property
    def handled(self) -> int | None:
        """How long it was served in all; None before, or if the hub itself ended it."""
        is_known = self.place == "served" and not self.is_forgotten
        return self.served if is_known else None

    @property
    def is_mistaken(self) -> bool:
        """Whether the number was given back at once."""
        is_back = self.place == "abandoned"
        return is_back and _span(self.arrived, self.since) <= MISTAKEN_WITHIN


Change: TypeAlias = Callable[[VisitToday, Any, Recorded], VisitToday]


def issued(event: told.TicketIssued, at: Recorded) -> VisitToday:
    """Return a visit at its begin."""
    return VisitToday(
        id=event.visit,
        ticket=event.ticket,
        service=event.service,
        arrived=at.at,
        since=at.at,
    )


def after(visit: VisitToday, recorded: Recorded) -> VisitToday:
    """Return the visit one event of its own later."""
    now = CHANGES[type(recorded.event)](visit, recorded.event, recorded)
    if is_forgotten(recorded):
        now = replace(now, is_forgotten=True)
    if (visit.cause, visit.by) == (recorded.cause, recorded.by):
        return now
    before = replace(visit, before=None)
    return replace(now, cause=recorded.cause, by=recorded.by, before=before)


def undone(visit: VisitToday) -> VisitToday:
    """Return the visit as it stood before the command that touched it last."""
    return visit if visit.before is None else visit.before


def _called(visit: VisitToday, event: told.VisitCalled, at: Recorded) -> VisitToday:
    del event
    wait = _span(visit.arrived, at.at) if visit.wait is None else visit.wait
    return replace(visit, place="called", since=at.at, wait=wait)


def _left(visit: VisitToday, place: str, at: Recorded) -> VisitToday:
    served = visit.served
    if visit.place == "serving":
        served += _span(visit.since, at.at)
    return replace(visit, place=place, since=at.at, served=served)


def _no_show(visit: VisitToday, event: told.NoShowMarked, at: Recorded) -> VisitToday:
    del event
    return replace(_left(visit, "no-show", at), no_shows=visit.no_shows + 1)


def _relabelled(
    visit: VisitToday, event: told.TicketRelabelled, at: Recorded
) -> VisitToday:
    del at
    return replace(visit, ticket=event.ticket)


def _stays(visit: VisitToday, event: Any, at: Recorded) -> VisitToday:
    del event, at
    return visit


def _to(place: str) -> Change:
    def move(visit: VisitToday, event: Any, at: Recorded) -> VisitToday:
        del event
        return _left(visit, place, at)

    return move


def _span(begun: datetime, ended: datetime) -> int:
    return (ended - begun) // MICROSECOND


CHANGES: Mapping[type, Change] = {
    told.VisitCalled: _called,
    told.VisitRecalled: _stays,
    told.ServingStarted: _to("serving"),
    told.VisitServed: _to("served"),
    told.NoShowMarked: _no_show,
    told.VisitReturned: _to("waiting"),
    told.VisitParked: _to("parked"),
    told.VisitTransferred: _to("waiting"),
    told.VisitHandedOver: _stays,
    told.VisitAbandoned: _to("abandoned"),
    told.VisitExpired: _to("expired"),
    told.ClassChanged: _stays,
    told.TicketRelabelled: _relabelled,
}
