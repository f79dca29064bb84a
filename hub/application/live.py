"""What screen and counters show, straight from the writer's state: no database."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import timedelta

from events.device import CounterState, ScreenCall, ScreenService, ScreenState
from events.visit import Called, Parked, VisitClass, Why
from hub.domain.calling_rule import callable_at
from hub.domain.day import Counter, Day, Visit
from hub.projections.calls import Call, RecentCalls


def counter_state(day: Day, counter_id: str, recent: RecentCalls) -> CounterState:
    """Return what a counter's lamps, digits and console show."""
    counter = day.counters[counter_id]
    visit = day.visit_at(counter_id)
    queue = callable_at(day, counter_id) if day.is_open else []
    act = counter.last_act
    undo = timedelta(seconds=day.plan.rules.undo_s)
    return CounterState(
        counter=counter_id,
        revision=counter.revision,
        state=day.status(counter_id),
        ticket=visit.ticket if visit else None,
        since=visit.place.since if visit else counter.since,
        waiting=len(queue),
        priority_waiting=sum(v.visit_class is VisitClass.PRIORITY for v in queue),
        reason=counter.pause_reason,
        why=_why(visit, counter_id, recent),
        times=visit.place.times if visit and isinstance(visit.place, Called) else 0,
        undo_until=act.at + undo if act else None,
        parked=_parked(day, counter),
    )


def screen_state(day: Day, recent: RecentCalls) -> ScreenState:
    """Return what the waiting room sees."""
    waiting = Tally(v.service for v in day.waiting_visits())
    return ScreenState(
        office=day.office,
        position=day.position,
        is_open=day.is_open,
        calls=tuple(
            _call(day, call) for call in recent.calls if call.visit in day.visits
        ),
        services=tuple(
            ScreenService(service=s.id, names=s.names, waiting=waiting[s.id])
            for s in day.plan.services
        ),
        open_counters=sum(c.is_open for c in day.counters.values()),
    )


def _call(day: Day, call: Call) -> ScreenCall:
    visit = day.visits[call.visit]
    return ScreenCall(
        ticket=visit.ticket,
        counter=call.counter,
        service=visit.service,
        at=call.at,
        times=call.times,
        position=call.position,
        is_current=_is_called_to(visit, call.counter),
    )


def _is_called_to(visit: Visit, counter: str) -> bool:
    return isinstance(visit.place, Called) and visit.place.counter == counter


def _why(visit: Visit | None, counter: str, recent: RecentCalls) -> Why | None:
    if visit is None:
        return None
    call = next((c for c in recent.calls if c.visit == visit.id), None)
    return call.why if call and call.counter == counter else None


def _parked(day: Day, counter: Counter) -> str | None:
    if counter.last_parked is None:
        return None
    visit = day.visits[counter.last_parked]
    return visit.ticket if isinstance(visit.place, Parked) else None
