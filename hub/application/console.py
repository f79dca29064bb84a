"""What a clerk's console shows, made of the committed state (pure).

Times are instants, so that a console's state changes only when something happens.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from msgspec.structs import replace

from events.counter import CounterStatus
from events.visit import Called, Serving, VisitClass, Waiting
from hub.application.console_overview import Overview, overview
from hub.application.console_session import ended_here, session_here
from hub.application.console_shown import (
    ActShown,
    ConsoleState,
    QueueEntry,
    ServiceLine,
    SessionHere,
    UndoShown,
    VisitHere,
)
from hub.application.live import numbers, undo_until
from hub.domain.calling_rule import choose
from hub.domain.day import Counter, Day
from hub.domain.issue_limits import usual_min
from hub.domain.session import Session, Sessions, Stage
from hub.domain.skills import services_at
from hub.domain.state import State
from hub.domain.visit import Visit

SHOWN = 8
EARLIER = 2


def console_state(
    state: State, counter: str, now: datetime, shared: Overview | None = None
) -> ConsoleState:
    """Return what the console of a counter shows; the counter must be known."""
    shared = shared or overview(state, now)
    day, at = state.day, state.day.counters[counter]
    visit, plan = day.visit_at(counter), day.counter_plan(counter)
    serves, last = _serves(day, counter), state.sessions.last_ended(counter)
    return ConsoleState(
        counter=counter,
        revision=at.revision,
        state=day.status(counter),
        is_day_open=day.is_open,
        date=day.date,
        since=visit.place.since if visit else at.since,
        pause_reason=at.pause_reason,
        clerk=at.clerk,
        rostered=day.plan.told.rostered.get(counter),
        serves=serves,
        may_pick=plan is not None and plan.may_pick,
        visit=_visit(day, visit) if visit else None,
        session=_session(state.sessions, visit),
        act=_act(state, at),
        undone=_undone(at),
        waiting=numbers(day, counter)[0],
        queue=tuple(map(_entry, islice(in_turn(day, counter, now), SHOWN))),
        kept_here=tuple(k for k in shared.kept if k.counter == counter),
        kept_elsewhere=tuple(k for k in shared.kept if k.counter != counter),
        office=tuple(_line(day, s.id, serves) for s in day.plan.services),
        last=ended_here(last) if last else None,
        earlier=tuple(map(ended_here, _before(state.sessions, last))),
        unrecorded=shared.unrecorded.get(counter, ()),
        elsewhere=tuple(s for s in shared.ongoing if s.counter != counter),
    )


def before_any_day(counter: str) -> ConsoleState:
    """Return the console of a counter that no day has had yet."""
    return ConsoleState(
        counter=counter,
        revision=0,
        state=CounterStatus.CLOSED,
        is_day_open=False,
        date=None,
        since=None,
        pause_reason=None,
        clerk=None,
        rostered=None,
        serves=(),
        may_pick=False,
        visit=None,
        session=None,
        act=None,
        undone=None,
        waiting=0,
        queue=(),
        kept_here=(),
        kept_elsewhere=(),
        office=(),
        last=None,
        earlier=(),
        unrecorded=(),
        elsewhere=(),
    )


def in_turn(day: Day, counter: str, now: datetime) -> Iterator[Visit]:
    """Yield who would be called to a counter one after the other, were it now."""
    while day.is_open and (choice := choose(day, counter, now)) is not None:
        visit, _ = choice
        yield visit
        gone = replace(visit, place=Called(counter, now))
        is_priority = visit.visit_class is VisitClass.PRIORITY
        run = day.priority_run + 1 if is_priority else 0
        day = replace(day.with_visit(gone), priority_run=run)


def _serves(day: Day, counter: str) -> tuple[str, ...]:
    """Return what a counter takes, less what its clerk is not trained for."""
    plan, taken = day.counter_plan(counter), services_at(day, counter)
    return tuple(service for service in plan.serves if service in taken) if plan else ()


def _visit(day: Day, visit: Visit) -> VisitHere:
    place = visit.place
    return VisitHere(
        visit=visit.id,
        ticket=visit.ticket,
        service=visit.service,
        visit_class=visit.visit_class,
        arrived=visit.arrived,
        since=place.since,
        first_called=visit.first_called_at,
        started=visit.started_at if isinstance(place, Serving) else None,
        times=place.times if isinstance(place, Called) else 0,
        why=visit.why,
        usual_min=usual_min(day, visit.service),
    )


def _session(sessions: Sessions, visit: Visit | None) -> SessionHere | None:
    here = visit and sessions.for_visit(visit.id)
    return session_here(here) if here and here.stage is not Stage.ENDED else None


def _entry(visit: Visit) -> QueueEntry:
    place = visit.place
    return QueueEntry(
        ticket=visit.ticket,
        service=visit.service,
        visit_class=visit.visit_class,
        arrived=visit.arrived,
        is_returned=isinstance(place, Waiting) and place.returned,
    )


def _before(sessions: Sessions, last: Session | None) -> Iterator[Session]:
    """Yield the few that ended at a counter before its last one, the newest first."""
    for _ in range(EARLIER):
        last = last and sessions.get(last.followed or "")
        if last is None or last.stage is not Stage.ENDED:
            return
        yield last


def _act(state: State, counter: Counter) -> ActShown | None:
    act = counter.last_act
    if act is None:
        return None
    until = undo_until(state, counter) or act.at
    return ActShown(act=act.act, source=act.by, at=act.at, until=until)


def _undone(counter: Counter) -> UndoShown | None:
    undo = counter.last_undo
    if undo is None:
        return None
    return UndoShown(act=undo.act, source=undo.by, at=undo.at)


def _line(day: Day, service: str, ours: tuple[str, ...]) -> ServiceLine:
    waiting = day.waiting.count(service) if day.is_open else 0
    return ServiceLine(service=service, waiting=waiting, is_ours=service in ours)
