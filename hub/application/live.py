"""What screen and counters show, straight from the writer's state: no database."""

from __future__ import annotations

from datetime import datetime, timedelta

from events.counter import CounterStatus
from events.device import CounterState, ScreenCall, ScreenService, ScreenState
from events.visit import Called, Parked, Serving
from hub.domain.accompany_undo import is_written_into
from hub.domain.calling_rule import callable_at
from hub.domain.day import Counter, Day
from hub.domain.issue_limits import gives_numbers
from hub.domain.session import Sessions
from hub.domain.session_ending import RATED_WITHIN
from hub.domain.state import State
from hub.domain.visit import Visit
from hub.projections.calls import Call, RecentCalls


def counter_state(state: State, counter_id: str) -> CounterState:
    """Return what a counter's lamps, digits and console show."""
    day = state.day
    counter = day.counters[counter_id]
    visit = day.visit_at(counter_id)
    waiting, priority = numbers(day, counter_id)
    return CounterState(
        counter=counter_id,
        revision=counter.revision,
        state=day.status(counter_id),
        ticket=visit.ticket if visit else None,
        since=visit.place.since if visit else counter.since,
        waiting=waiting,
        priority_waiting=priority,
        reason=counter.pause_reason,
        why=visit.why if visit else None,
        times=visit.place.times if visit and isinstance(visit.place, Called) else 0,
        undo_until=undo_until(state, counter),
        parked=_parked(day, counter),
        clerk=counter.clerk,
        session=_session(state.sessions, visit),
        rate_until=rate_until(state, counter_id),
    )


def undo_until(state: State, counter: Counter) -> datetime | None:
    """Return until when a counter's last act may be undone, None if it may not.

    It may not once something was noted for the visitor whom it began to serve.
    """
    act = counter.last_act
    if act is None or is_written_into(state, counter):
        return None
    return act.at + timedelta(seconds=state.day.plan.rules.undo_s)


def rate_until(state: State, counter_id: str) -> datetime | None:
    """Return until when whoever was served last may rate, None if nobody may.

    Nobody may once the next visitor sits there.
    """
    session = state.sessions.last_ended(counter_id)
    if session is None or session.score is not None:
        return None
    is_taken = state.day.status(counter_id) is CounterStatus.SERVING
    if is_taken or not state.day.is_open:
        return None
    return session.since + RATED_WITHIN


def screen_state(
    day: Day, recent: RecentCalls, services: tuple[ScreenService, ...] = ()
) -> ScreenState:
    """Return what the waiting room sees; `services` if they are known already."""
    return ScreenState(
        office=day.office,
        position=day.position,
        is_open=day.is_open,
        calls=tuple([_call(day.visits[call.visit], call) for call in recent.calls]),
        services=services or service_states(day),
        open_counters=sum(c.is_open for c in day.counters.values()),
    )


def service_states(day: Day) -> tuple[ScreenService, ...]:
    """Return how many wait for each service, and whether it gives numbers."""
    return tuple(
        ScreenService(
            service=s.id,
            names=s.names,
            waiting=day.waiting.count(s.id),
            gives_numbers=gives_numbers(day, s.id),
        )
        for s in day.plan.services
    )


def _session(sessions: Sessions, visit: Visit | None) -> str | None:
    if visit is None or not isinstance(visit.place, Serving):
        return None
    session = sessions.for_visit(visit.id)
    return session.id if session else None


def _call(visit: Visit, call: Call) -> ScreenCall:
    place = visit.place
    return ScreenCall(
        ticket=visit.ticket,
        counter=call.counter,
        service=visit.service,
        at=call.at,
        times=call.times,
        position=call.position,
        is_current=isinstance(place, Called) and place.counter == call.counter,
    )


def numbers(day: Day, counter_id: str) -> tuple[int, int]:
    """Return how many a counter may call, and how many of them are priority."""
    if not day.is_open:
        return 0, 0
    waiting = priority = 0
    for lines in callable_at(day, counter_id):
        priority += len(lines.priority)
        waiting += len(lines.normal) + len(lines.priority)
    return waiting, priority


def _parked(day: Day, counter: Counter) -> str | None:
    if counter.last_parked is None:
        return None
    visit = day.visits[counter.last_parked]
    return visit.ticket if isinstance(visit.place, Parked) else None
