"""How long did visits take lately, who did not come, how did estimates come true?

A visit takes its counter from the call until it leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from immutables import Map
from msgspec.structs import replace

from events import counter, day, visit
from events.plan import DayPlan
from events.recorded import Recorded
from hub.projections.cleared import is_forgotten
from hub.projections.recent_seen import (
    CALLS,
    PROMPT,
    RATIOS,
    SHORTEST_S,
    TIMES,
    Held,
    Recent,
    Told,
    without_key,
)
from hub.projections.recent_undo import undone
from hub.projections.recent_window import Sample, with_one


def after(recent: Recent, recorded: Recorded) -> Recent:
    """Return what was seen lately, one event later."""
    kind = type(recorded.event)
    if is_forgotten(recorded):
        # Nobody was there at three in the morning to say how long it took.
        return recent
    fold = FOLDS.get(kind)
    return recent if fold is None else fold(recent, recorded.event, recorded.at)


def _begun(recent: Recent, event: day.DayOpened, at: datetime) -> Recent:
    del at
    return replace(recent, held=Map(), told=Map(), sent=Map(), plan=event.plan)


def _configured(recent: Recent, event: day.OfficeConfigured, at: datetime) -> Recent:
    """Another plan makes doubtful what was reckoned if somebody serves otherwise."""
    was, recent = recent.plan, replace(recent, plan=event.plan)
    is_same = was is not None and _who_serves(was) == _who_serves(event.plan)
    return recent if is_same else replace(recent, changed_at=at)


def _who_serves(plan: DayPlan) -> tuple[object, ...]:
    """Return which counter takes what, and who sits there."""
    serves = {counter.id: counter.serves for counter in plan.counters}
    return serves, plan.told.rostered, plan.told.skills


def _changed(recent: Recent, event: Any, at: datetime) -> Recent:
    del event
    return replace(recent, changed_at=at)


def _told(recent: Recent, event: visit.WaitEstimated, at: datetime) -> Recent:
    if event.schedule_s is None:
        return recent
    told = Told(event.ticket[0], at, event.schedule_s)
    return replace(recent, told=recent.told.set(event.visit, told))


def _called(recent: Recent, event: visit.VisitCalled, at: datetime) -> Recent:
    held = recent.held.set(event.visit, Held(recent.service_of(event), at))
    told = recent.told.get(event.visit)
    if told is None or told.is_called:
        return replace(recent, held=held)
    window = told.service if told.schedule_s else PROMPT
    ratio = (at - told.at).total_seconds() / max(told.schedule_s, SHORTEST_S)
    seen = Sample(event.visit, ratio, at)
    ratios = with_one(recent.ratios.get(window, ()), seen, RATIOS)
    return replace(
        recent,
        held=held,
        told=recent.told.set(event.visit, replace(told, is_called=True)),
        ratios=recent.ratios.set(window, ratios),
    )


def _started(recent: Recent, event: visit.ServingStarted, at: datetime) -> Recent:
    held = recent.held.get(event.visit)
    if held is None or held.has_come:
        return recent
    come = with_one(recent.comings, Sample(event.visit, 0.0, at), CALLS)
    here = recent.held.set(event.visit, replace(held, has_come=True))
    return replace(recent, held=here, comings=come)


def _left(recent: Recent, event: Any, at: datetime) -> Recent:
    """A visit was served, parked or sent on, maybe without having come."""
    held = recent.held.get(event.visit)
    if held is None:
        return recent
    recent = replace(recent, held=recent.held.delete(event.visit))
    if not held.has_come:
        return recent
    took = Sample(event.visit, (at - held.since).total_seconds(), held.since)
    times = with_one(recent.times.get(held.service, ()), took, TIMES)
    return replace(recent, times=recent.times.set(held.service, times))


def _served(recent: Recent, event: visit.VisitServed, at: datetime) -> Recent:
    return _forgotten(_left(recent, event, at), event, at)


def _sent(recent: Recent, event: visit.VisitTransferred, at: datetime) -> Recent:
    recent = _left(recent, event, at)
    return replace(recent, sent=recent.sent.set(event.visit, event.service))


def _missed(recent: Recent, event: visit.NoShowMarked, at: datetime) -> Recent:
    held = recent.held.get(event.visit)
    if held is None:
        return recent
    took = Sample(event.visit, (at - held.since).total_seconds(), held.since)
    return replace(
        recent,
        held=recent.held.delete(event.visit),
        no_shows=with_one(recent.no_shows, took, TIMES),
        comings=with_one(recent.comings, Sample(event.visit, 1.0, at), CALLS),
    )


def _forgotten(recent: Recent, event: Any, at: datetime) -> Recent:
    """A visit is over: nothing of it but its figures is of use."""
    del at
    maps = (recent.held, recent.told, recent.sent)
    held, told, sent = (without_key(each, event.visit) for each in maps)
    return replace(recent, held=held, told=told, sent=sent)


Fold: TypeAlias = Callable[[Recent, Any, datetime], Recent]

FOLDS: Mapping[type, Fold] = {
    day.DayOpened: _begun,
    day.OfficeConfigured: _configured,
    counter.CounterOpened: _changed,
    counter.CounterClosed: _changed,
    counter.CounterPaused: _changed,
    counter.CounterResumed: _changed,
    counter.ActionUndone: undone,
    visit.WaitEstimated: _told,
    visit.VisitCalled: _called,
    visit.ServingStarted: _started,
    visit.VisitServed: _served,
    visit.VisitParked: _left,
    visit.VisitTransferred: _sent,
    visit.NoShowMarked: _missed,
    visit.VisitAbandoned: _forgotten,
    visit.VisitExpired: _forgotten,
}
