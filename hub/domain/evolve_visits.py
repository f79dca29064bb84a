"""How a visit stands after one more event."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from events import visit as visits
from events.recorded import Recorded
from events.visit import Called, Departed, NoShow, Parked, Serving, Waiting
from hub.domain import steps
from hub.domain.day import Day, Fold, Visit


def _issued(day: Day, event: visits.TicketIssued, at: Recorded) -> Day:
    visit = Visit(
        id=event.visit,
        ticket=event.ticket,
        service=event.service,
        visit_class=event.visit_class,
        arrived=at.at,
        place=Waiting(since=at.at),
        touched=at.position,
        device=event.device,
    )
    count = day.issued.get(event.service, 0) + 1
    return replace(
        day.with_visit(visit),
        issued=day.issued.insert(event.service, count),
        tickets=day.tickets.insert(event.ticket, event.visit),
    )


def _called(day: Day, event: visits.VisitCalled, at: Recorded) -> Day:
    visit = day.visits[event.visit]
    is_priority = visit.visit_class is visits.VisitClass.PRIORITY
    after = steps.act(
        day,
        at,
        event.counter,
        touches=visit,
        visit=visit.id,
        since=at.at,
        last_parked=steps.unless(day.counters[event.counter].last_parked, visit.id),
    )
    first = visit.first_called_at or at.at
    return replace(
        steps.moved(
            after, visit, Called(event.counter, at.at), at, first_called_at=first
        ),
        priority_run=day.priority_run + 1 if is_priority else 0,
    )


def _recalled(day: Day, event: visits.VisitRecalled, at: Recorded) -> Day:
    visit = day.visits[event.visit]
    since = visit.place.since
    after = steps.act(day, at, event.counter, touches=visit)
    return steps.moved(after, visit, Called(event.counter, since, event.times), at)


def _started(day: Day, event: visits.ServingStarted, at: Recorded) -> Day:
    visit = day.visits[event.visit]
    after = steps.act(day, at, event.counter, touches=visit, since=at.at)
    started = replace(visit, started_at=at.at)
    return steps.moved(after, started, Serving(event.counter, at.at), at)


def _served(day: Day, event: visits.VisitServed, at: Recorded) -> Day:
    return steps.left(day, event.visit, event.counter, Departed("served", at.at), at)


def _no_show(day: Day, event: visits.NoShowMarked, at: Recorded) -> Day:
    place = NoShow(event.counter, at.at, event.until)
    return steps.left(day, event.visit, event.counter, place, at)


def _parked(day: Day, event: visits.VisitParked, at: Recorded) -> Day:
    after = steps.left(
        day, event.visit, event.counter, Parked(event.counter, at.at), at
    )
    counter = replace(after.counters[event.counter], last_parked=event.visit)
    return after.with_counter(counter)


def _transferred(day: Day, event: visits.VisitTransferred, at: Recorded) -> Day:
    place = Waiting(since=at.at, counter=event.to_counter)
    after = steps.left(day, event.visit, event.counter, place, at)
    return after.with_visit(replace(after.visits[event.visit], service=event.service))


def _returned(day: Day, event: visits.VisitReturned, at: Recorded) -> Day:
    visit = day.visits[event.visit]
    was_parked = isinstance(visit.place, Parked)
    if event.counter is not None:
        counter = day.counters[event.counter]
        left = steps.unless(counter.last_parked, visit.id)
        day = steps.act(day, at, event.counter, touches=visit, last_parked=left)
    return steps.moved(day, visit, Waiting(since=at.at, returned=was_parked), at)


def _abandoned(day: Day, event: visits.VisitAbandoned, at: Recorded) -> Day:
    visit = day.visits[event.visit]
    place = Departed("abandoned", at.at)
    if isinstance(visit.place, Called):
        after = steps.left(day, visit.id, visit.place.counter, place, at)
        # The visitor's own act: no counter can take it back.
        counter = replace(after.counters[visit.place.counter], last_act=None)
        return after.with_counter(counter)
    return steps.moved(day, visit, place, at)


def _expired(day: Day, event: visits.VisitExpired, at: Recorded) -> Day:
    return steps.moved(day, day.visits[event.visit], Departed("expired", at.at), at)


def _class_changed(day: Day, event: visits.ClassChanged, at: Recorded) -> Day:
    visit = replace(
        day.visits[event.visit],
        visit_class=event.visit_class,
        touched=at.position,
    )
    return day.with_visit(visit)


def _relabelled(day: Day, event: visits.TicketRelabelled, at: Recorded) -> Day:
    visit = replace(day.visits[event.visit], ticket=event.ticket, touched=at.position)
    tickets = day.tickets.insert(event.ticket, event.visit)
    return replace(day.with_visit(visit), tickets=tickets)


FOLDS: Mapping[type, Fold] = {
    visits.TicketIssued: _issued,
    visits.VisitCalled: _called,
    visits.VisitRecalled: _recalled,
    visits.ServingStarted: _started,
    visits.VisitServed: _served,
    visits.NoShowMarked: _no_show,
    visits.VisitReturned: _returned,
    visits.VisitParked: _parked,
    visits.VisitTransferred: _transferred,
    visits.VisitAbandoned: _abandoned,
    visits.VisitExpired: _expired,
    visits.ClassChanged: _class_changed,
    visits.TicketRelabelled: _relabelled,
}
