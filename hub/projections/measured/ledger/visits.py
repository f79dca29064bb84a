"""What visitors do, and what becomes of their tickets: issued, returned, gone."""

from __future__ import annotations

from collections.abc import Mapping

from events import visit as visits
from events.recorded import Recorded
from hub.projections.measured.instants import SECOND
from hub.projections.measured.ledger import waiting
from hub.projections.measured.ledger.acts import act_of
from hub.projections.measured.ledger.counters import IDLE, Fold, goes_on
from hub.projections.measured.ledger.day import Day
from hub.projections.measured.ledger.stays import (
    CALLED,
    WAITING,
    departs,
    leaves,
    stays,
    waits,
)
from hub.projections.measured.ledger.visit import Visit
from hub.projections.measured.rows import Instant


def _issued(
    day: Day, event: visits.TicketIssued, at: Instant, recorded: Recorded
) -> None:
    del recorded
    visit = Visit(
        day.name,
        event.visit,
        event.ticket,
        event.service,
        event.service,
        event.visit_class.value,
        event.channel.value,
        event.device,
        at,
        since=at,
    )
    stays(visit, WAITING, at, None, None)
    day.visits[event.visit] = day.new_visits[event.visit] = visit
    waiting.comes(day, visit, at)


def _returned(
    day: Day, event: visits.VisitReturned, at: Instant, recorded: Recorded
) -> None:
    visit, act = day.visits[event.visit], act_of(recorded)
    visit.remember(act)
    if event.counter is not None:
        day.counter(event.counter).act = act
    leaves(day, visit, at)
    waits(day, visit, at, None)


def _abandoned(
    day: Day, event: visits.VisitAbandoned, at: Instant, recorded: Recorded
) -> None:
    _gone(day, event.visit, "abandoned", at, recorded)


def _expired(
    day: Day, event: visits.VisitExpired, at: Instant, recorded: Recorded
) -> None:
    _gone(day, event.visit, "expired", at, recorded)


def _gone(day: Day, name: str, how: str, at: Instant, recorded: Recorded) -> None:
    """Have a visit depart by itself; a counter it was called to is idle then."""
    visit, act = day.visits[name], act_of(recorded)
    called_to = visit.stints[-1].counter if visit.place == CALLED else None
    visit.remember(act)
    leaves(day, visit, at)
    departs(visit, how, at)
    if called_to is not None:
        counter = day.counter(called_to)
        counter.act = None
        goes_on(day, counter, IDLE, at, act)


def _class_changed(
    day: Day, event: visits.ClassChanged, at: Instant, recorded: Recorded
) -> None:
    del at
    visit = day.visits[event.visit]
    visit.remember(act_of(recorded))
    visit.visit_class = event.visit_class.value
    last = visit.stints[-1]
    if last.ended is None:
        last.visit_class = visit.visit_class
    _changed(day, visit)


def _relabelled(
    day: Day, event: visits.TicketRelabelled, at: Instant, recorded: Recorded
) -> None:
    del at, recorded
    visit = day.visits[event.visit]
    visit.ticket = event.ticket
    _changed(day, visit)


def _estimated(
    day: Day, event: visits.WaitEstimated, at: Instant, recorded: Recorded
) -> None:
    del at, recorded
    visit = day.visits[event.visit]
    visit.ahead, visit.method = event.ahead, event.method
    visit.told_from, visit.told_to = event.from_s * SECOND, event.to_s * SECOND
    day.new_visits[visit.visit] = visit


def _changed(day: Day, visit: Visit) -> None:
    """Have a visit told anew, and the session that bears its number and class."""
    day.new_visits[visit.visit] = visit
    day.session_changed(visit.visit)


FOLDS: Mapping[type, Fold] = {
    visits.TicketIssued: _issued,
    visits.VisitReturned: _returned,
    visits.VisitAbandoned: _abandoned,
    visits.VisitExpired: _expired,
    visits.ClassChanged: _class_changed,
    visits.TicketRelabelled: _relabelled,
    visits.WaitEstimated: _estimated,
}
