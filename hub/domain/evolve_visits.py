"""How a visit stands after one more event."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from events import visit as visits
from events.recorded import Recorded
from events.replies import WaitRange
from events.visit import Called, Departed, NoShow, Parked, Serving, Waiting
from hub.domain import steps
from hub.domain.day import Day, Fold
from hub.domain.visit import Visit


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
        day.after(at, visit),
        issued=day.issued.set(event.service, count),
        tickets=day.tickets.set(event.ticket, event.visit),
    )


def _estimated(day: Day, event: visits.WaitEstimated, at: Recorded) -> Day:
    """Keep what was told; no line of the waiting room is other for it."""
    wait = WaitRange(from_s=event.from_s, to_s=event.to_s)
    told = replace(day.visits[event.visit], told=wait)
    return replace(day.after(at), visits=day.visits.set(event.visit, told))


def _called(day: Day, event: visits.VisitCalled, at: Recorded) -> Day:
    visit, counter = day.visits[event.visit], day.counters[event.counter]
    called = replace(
        visit,
        place=Called(event.counter, at.at),
        counter=event.counter,
        why=event.why,
        first_called_at=visit.first_called_at or at.at,
        touched=at.position,
    )
    calling = replace(
        counter,
        visit=visit.id,
        since=at.at,
        last_parked=steps.unless(counter.last_parked, visit.id),
        revision=at.position,
        last_act=steps.act(day, counter, at, visit),
    )
    is_priority = visit.visit_class is visits.VisitClass.PRIORITY
    run = day.priority_run + 1 if is_priority else 0
    return replace(day.after(at, called, calling), priority_run=run)


def _recalled(day: Day, event: visits.VisitRecalled, at: Recorded) -> Day:
    visit, counter = day.visits[event.visit], day.counters[event.counter]
    place = Called(event.counter, visit.place.since, event.times)
    act = steps.act(day, counter, at, visit)
    return day.after(
        at,
        replace(visit, place=place, counter=event.counter, touched=at.position),
        replace(counter, revision=at.position, last_act=act),
    )


def _started(day: Day, event: visits.ServingStarted, at: Recorded) -> Day:
    visit, counter = day.visits[event.visit], day.counters[event.counter]
    serving = replace(
        visit,
        place=Serving(event.counter, at.at),
        counter=event.counter,
        started_at=at.at,
        touched=at.position,
    )
    act = steps.act(day, counter, at, visit)
    busy = replace(counter, since=at.at, revision=at.position, last_act=act)
    return day.after(at, serving, busy)


def _served(day: Day, event: visits.VisitServed, at: Recorded) -> Day:
    return steps.left(day, event, Departed("served", at.at), at)


def _no_show(day: Day, event: visits.NoShowMarked, at: Recorded) -> Day:
    return steps.left(day, event, NoShow(event.counter, at.at, event.until), at)


def _parked(day: Day, event: visits.VisitParked, at: Recorded) -> Day:
    after = steps.left(day, event, Parked(event.counter, at.at), at)
    counter = replace(after.counters[event.counter], last_parked=event.visit)
    return replace(after, counters=after.counters.set(counter.id, counter))


def _transferred(day: Day, event: visits.VisitTransferred, at: Recorded) -> Day:
    visit = day.visits[event.visit]
    place = Waiting(since=at.at, counter=event.to_counter)
    sent = replace(visit, place=place, service=event.service, touched=at.position)
    return day.after(at, sent, steps.freed(day, event.counter, visit, at))


def _handed_over(day: Day, event: visits.VisitHandedOver, at: Recorded) -> Day:
    """Go on at another counter, served since when it was; only that one can undo it."""
    visit, to = day.visits[event.visit], day.counters[event.to_counter]
    place = Serving(event.to_counter, visit.place.since)
    moved = replace(visit, place=place, counter=to.id, touched=at.position)
    left = replace(steps.freed(day, event.counter, visit, at), last_act=None)
    act = steps.act(day, to, at, visit)
    busy = replace(to, visit=visit.id, since=at.at, revision=at.position, last_act=act)
    return day.after(at, moved, left).after(at, counter=busy)


def _returned(day: Day, event: visits.VisitReturned, at: Recorded) -> Day:
    visit = day.visits[event.visit]
    place = Waiting(since=at.at, returned=isinstance(visit.place, Parked))
    back = replace(visit, place=place, touched=at.position)
    if event.counter is None:
        return day.after(at, back)
    before = day.counters[event.counter]
    counter = replace(
        before,
        last_parked=steps.unless(before.last_parked, visit.id),
        revision=at.position,
        last_act=steps.act(day, before, at, visit),
    )
    return day.after(at, back, counter)


def _abandoned(day: Day, event: visits.VisitAbandoned, at: Recorded) -> Day:
    visit = day.visits[event.visit]
    gone = replace(visit, place=Departed("abandoned", at.at), touched=at.position)
    if not isinstance(visit.place, Called):
        return day.after(at, gone)
    # The visitor's own act: no counter can take it back.
    counter = replace(steps.freed(day, visit.place.counter, visit, at), last_act=None)
    return day.after(at, gone, counter)


def _expired(day: Day, event: visits.VisitExpired, at: Recorded) -> Day:
    visit, gone = day.visits[event.visit], Departed("expired", at.at)
    return day.after(at, replace(visit, place=gone, touched=at.position))


def _class_changed(day: Day, event: visits.ClassChanged, at: Recorded) -> Day:
    visit, now = day.visits[event.visit], event.visit_class
    return day.after(at, replace(visit, visit_class=now, touched=at.position))


def _relabelled(day: Day, event: visits.TicketRelabelled, at: Recorded) -> Day:
    visit = replace(day.visits[event.visit], ticket=event.ticket, touched=at.position)
    tickets = day.tickets.set(event.ticket, event.visit)
    return replace(day.after(at, visit), tickets=tickets)


FOLDS: Mapping[type, Fold] = {
    visits.TicketIssued: _issued,
    visits.WaitEstimated: _estimated,
    visits.VisitCalled: _called,
    visits.VisitRecalled: _recalled,
    visits.ServingStarted: _started,
    visits.VisitServed: _served,
    visits.NoShowMarked: _no_show,
    visits.VisitReturned: _returned,
    visits.VisitParked: _parked,
    visits.VisitTransferred: _transferred,
    visits.VisitHandedOver: _handed_over,
    visits.VisitAbandoned: _abandoned,
    visits.VisitExpired: _expired,
    visits.ClassChanged: _class_changed,
    visits.TicketRelabelled: _relabelled,
}
