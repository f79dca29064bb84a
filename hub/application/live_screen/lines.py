"""Services and counters as the live manager screen shows them (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from events.counter import CounterStatus
from events.replies import WaitRange
from events.session import Step
from events.settings import Targets
from events.visit import Called, Serving
from events.wait_words import shown
from hub.application.live import numbers
from hub.application.live_screen.seen import Seen
from hub.application.live_screen.shown import (
    CounterNow,
    CountersNow,
    Longest,
    RangeTold,
    ServiceNow,
    Waits,
)
from hub.application.look import in_order
from hub.domain.alerts_of_counters import longest as longest_usual
from hub.domain.day import Day
from hub.domain.skills import services_at
from hub.domain.state import State
from hub.domain.visit import Visit
from hub.domain.waiting_room import Turn
from hub.projections.measures.figures import Spread
from hub.projections.today.bags import EMPTY
from hub.projections.today.day import Today, ToldToday, spread

SECOND = 1_000_000
CALL_S = 120
STEPS = tuple(Step)


def service_lines(
    seen: Seen, targets: Targets, now: datetime
) -> tuple[ServiceNow, ...]:
    """Return every service of the plan, in its order."""
    day, today = seen.state.day, seen.today
    return tuple(
        ServiceNow(
            service=plan.id,
            names=plan.names,
            waiting=day.waiting.count(plan.id),
            bands=_bands(day, plan.id, targets, now),
            longest=longest(day, plan.id),
            told=_told(today.ranges.get(plan.id)),
            waits=waits(today.wait(plan.id)),
            taken=tuple(_taking(day, plan.id)),
        )
        for plan in day.plan.services
    )


def waits(found: Spread) -> Waits:
    """Return the ranks in seconds, hidden where too few were called."""
    if found.is_few or found.p50 is None or found.p90 is None:
        return Waits(n=found.n)
    return Waits(n=found.n, p50=found.p50 // SECOND, p90=found.p90 // SECOND)


def longest(day: Day, service: str) -> Longest | None:
    """Return who has waited longest for a service."""
    turns = [turn for line in _lines(day, service) for turn in line[:1]]
    if not turns:
        return None
    first = min(turns)
    return Longest(ticket=first.ticket, service=service, since=first.arrived)


def counter_lines(state: State, today: Today) -> tuple[CounterNow, ...]:
    """Return every counter, in the site's order."""
    return tuple(_counter(state, today, counter) for counter in in_order(state.day))


def counted(lines: tuple[CounterNow, ...]) -> CountersNow:
    """Return how many counters do what."""
    states = [line.state for line in lines]
    closed = states.count(CounterStatus.CLOSED)
    idle, paused = states.count(CounterStatus.IDLE), states.count(CounterStatus.PAUSED)
    return CountersNow(
        all=len(states),
        open=len(states) - closed,
        working=len(states) - closed - idle - paused,
        idle=idle,
        paused=paused,
    )


def _told(said: ToldToday | None) -> RangeTold | None:
    if said is None:
        return None
    rounded = shown(WaitRange(from_s=said.from_s, to_s=said.to_s))
    return RangeTold(at=said.at, from_s=rounded.from_s, to_s=rounded.to_s)


def _lines(day: Day, service: str) -> Iterator[list[Turn]]:
    for lines in day.waiting.of(service).values():
        yield list(lines.normal)
        yield list(lines.priority)


def _bands(
    day: Day, service: str, targets: Targets, now: datetime
) -> tuple[int, int, int]:
    soon = now - timedelta(minutes=targets.called_within_min)
    limit = max(targets.longest_wait_min, targets.called_within_min)
    late = now - timedelta(minutes=limit)
    arrived = [turn.arrived for turn in chain.from_iterable(_lines(day, service))]
    over = sum(at < late for at in arrived)
    within = sum(at >= soon for at in arrived)
    return within, len(arrived) - within - over, over


def _taking(day: Day, service: str) -> Iterator[str]:
    for plan in day.plan.counters:
        counter = day.counters.get(plan.id)
        if counter and counter.is_open and service in services_at(day, plan.id):
            yield plan.id


def _counter(state: State, today: Today, counter: str) -> CounterNow:
    day, at = state.day, state.day.counters[counter]
    visit, status = day.visit_at(counter), day.status(counter)
    plan, taken = day.counter_plan(counter), services_at(day, counter)
    return CounterNow(
        counter=counter,
        state=status,
        since=visit.place.since if visit else at.since,
        clerk=at.clerk,
        ticket=visit.ticket if visit else None,
        service=visit.service if visit else None,
        times=visit.place.times if visit and isinstance(visit.place, Called) else 0,
        step=_step(state, visit),
        usual_s=_usual_s(day, today, visit),
        reason=at.pause_reason,
        callable=numbers(day, counter)[0] if at.is_open else 0,
        serves=tuple(s for s in plan.serves if s in taken) if plan else (),
    )


def _step(state: State, visit: Visit | None) -> Step | None:
    """Return the step in hand: the one after the last that ended."""
    if visit is None or not isinstance(visit.place, Serving):
        return None
    session = state.sessions.for_visit(visit.id)
    if session is None:
        return None
    done = max([STEPS.index(one.step) for one in session.steps], default=-1)
    return STEPS[done + 1] if done + 1 < len(STEPS) else None


def _usual_s(day: Day, today: Today, visit: Visit | None) -> int | None:
    """Return after how long a call or a service is unusually long."""
    if visit is None:
        return None
    if isinstance(visit.place, Called):
        return CALL_S
    usual = longest_usual(day, visit.service, _handling(today, visit.service))
    return int(usual.total_seconds())


def _handling(today: Today, service: str) -> dict[str, timedelta]:
    """Return the time that 95 of 100 visits of a service took, once that is known."""
    served = spread(today.handled_of.get(service, EMPTY))
    if served.is_few or served.p95 is None:
        return {}
    return {service: timedelta(microseconds=served.p95)}
