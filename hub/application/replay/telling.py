"""A day of a log, told in events at the log's own instants.

Of one instant the ends come first, so that a counter freed at ten can be called to at
ten; then arrivals, then those who gave up, then calls. A visit that was called and done
in the same instant is told to its end before the next call.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from events.counter import CounterClosed, CounterOpened
from events.day import Books, DayClosed, DayOpened
from events.plan import CounterPlan, DayPlan
from events.visit import (
    Channel,
    ServingStarted,
    TicketIssued,
    VisitAbandoned,
    VisitCalled,
    VisitExpired,
    VisitServed,
    Why,
    WhyRule,
)
from hub.application.replay.days import LogDay
from hub.application.replay.faults import BadLog
from hub.application.replay.rows import LogRow
from hub.application.replay.seats import Seating
from hub.domain.numbering import label

ENDS, ARRIVALS, GIVEN_UP, CALLS = range(4)
BY_THE_LOG = Why(rule=WhyRule.LOG)
NO_LINE = 0


class Told(NamedTuple):
    """An event, when it was, and the log's line it comes from; 0 of none."""

    at: datetime
    rank: int
    order: int
    part: int
    line: int
    event: Any


def told(day: LogDay, seating: Seating, office: str, plan: DayPlan) -> Iterator[Told]:
    """Yield the day's events in the order in which they happened."""
    tickets = _tickets(day.rows)
    parts = [*_arrivals(day.rows, tickets), *_calls(seating, tickets)]
    parts.sort()
    ours = _seated_all_day(seating)
    begun = day.rows[0].arrived
    over = max(row.left for row in day.rows)
    today = _plan(plan, seating)
    yield _plain(begun, DayOpened(office=office, day=day.day, plan=today))
    yield from (_plain(begun, CounterOpened(counter=one)) for one in ours)
    yield from parts
    never = [row for row in seating.waited if row.abandoned is None]
    for row in never:
        yield _plain(over, VisitExpired(**tickets[row.line]), row.line)
    yield from (_plain(over, CounterClosed(counter=one)) for one in ours)
    yield _plain(over, DayClosed(day=day.day, books=_books(day.rows)))


def _plain(at: datetime, event: Any, line: int = NO_LINE) -> Told:
    return Told(at, 0, 0, 0, line, event)


def _tickets(rows: Iterable[LogRow]) -> dict[int, dict[str, str]]:
    """Return who is who by line: numbers in the order of arrival."""
    given: Tally[str] = Tally()
    tickets = {}
    for row in rows:
        given[row.service] += 1
        ticket = label(row.service, given[row.service])
        if ticket is None:
            msg = f"line {row.line}: service {row.service} has no number left that day"
            raise BadLog(f"{msg}. Share its visits among services: --service WORD=B.")
        tickets[row.line] = {"visit": f"line:{row.line}", "ticket": ticket}
    return tickets


def _arrivals(
    rows: Iterable[LogRow], tickets: dict[int, dict[str, str]]
) -> Iterator[Told]:
    for n, row in enumerate(rows):
        who = tickets[row.line]
        issued = TicketIssued(
            **who,
            service=row.service,
            visit_class=row.visit_class,
            channel=Channel.BUTTON,
        )
        yield Told(row.arrived, ARRIVALS, n, 0, row.line, issued)
        if row.abandoned is not None and row.called is None:
            gone = VisitAbandoned(**who)
            yield Told(row.abandoned, GIVEN_UP, n, 0, row.line, gone)


def _calls(seating: Seating, tickets: dict[int, dict[str, str]]) -> Iterator[Told]:
    first, last = _first_and_last(seating)
    for n, (row, counter) in enumerate(seating.calls):
        opens = seating.is_told and first[counter] is row
        closes = seating.is_told and last[counter] is row
        events = _call(row, tickets[row.line], counter)
        if opens:
            events.insert(0, (events[0][0], CounterOpened(counter=counter)))
        if closes:
            events.append((row.left, CounterClosed(counter=counter)))
        for part, (at, event) in enumerate(events):
            rank = CALLS if at == row.called else ENDS
            yield Told(at, rank, n, part, row.line, event)


def _call(row: LogRow, who: dict[str, str], counter: str) -> list[tuple[datetime, Any]]:
    there: dict[str, Any] = {**who, "counter": counter}
    called = row.called or row.arrived
    events: list[tuple[datetime, Any]] = []
    events.append((called, VisitCalled(**there, why=BY_THE_LOG)))
    if row.started is not None and row.ended is not None:
        events.append((row.started, ServingStarted(**there)))
        events.append((row.ended, VisitServed(**there)))
    else:
        events.append((row.left, VisitAbandoned(**who)))
    return events


def _first_and_last(seating: Seating) -> tuple[dict[str, LogRow], dict[str, LogRow]]:
    last = {counter: row for row, counter in seating.calls}
    first = {counter: row for row, counter in reversed(seating.calls)}
    return first, last


def _seated_all_day(seating: Seating) -> list[str]:
    """Return the counters that are ours: open from first to last of the day."""
    return [] if seating.is_told else sorted(seating.serves(), key=int)


def _plan(plan: DayPlan, seating: Seating) -> DayPlan:
    """Return the day's plan: the office's services, and the counters there were."""
    every = tuple(service.id for service in plan.services)
    counters = tuple(
        CounterPlan(
            id=counter, serves=tuple(sorted(served)) if seating.is_told else every
        )
        for counter, served in sorted(seating.serves().items())
    )
    return DayPlan(services=plan.services, counters=counters, rules=plan.rules)


def _books(rows: Iterable[LogRow]) -> Books:
    rows = list(rows)
    issued = Tally(row.service for row in rows)
    served = sum(row.ended is not None for row in rows)
    abandoned = sum(row.abandoned is not None for row in rows)
    return Books(
        issued=dict(sorted(issued.items())),
        served=served,
        no_show=0,
        abandoned=abandoned,
        expired=len(rows) - served - abandoned,
    )
