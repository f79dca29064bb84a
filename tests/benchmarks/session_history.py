"""A day on which everybody was helped: each visit has a session, in its own stream."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from events.counter import CounterOpened
from events.day import DayOpened
from events.ids import new_id
from events.local_time import business_date
from events.plan import DayPlan
from events.session import (
    Intent,
    Mode,
    Outcome,
    SessionCompleted,
    SessionStarted,
    StepCompleted,
    StepResult,
    SubmissionRecorded,
    VisitorType,
)
from events.visit import (
    Channel,
    ServingStarted,
    TicketIssued,
    VisitCalled,
    VisitServed,
    Why,
    WhyRule,
)
from hub.domain.numbering import label
from tests.benchmarks.history import write_till_now
from tests.benchmarks.session_worker import STEPS
from tests.benchmarks.trial_office import COUNTERS, OFFICE, SERVICES, a_ticket

PER_VISIT = 4 + 1 + len(STEPS) + 1 + 1
KIND: dict[str, Any] = {
    "visitor": VisitorType.CITIZEN,
    "intent": Intent.FILE,
    "mode": Mode.GUIDED,
}


def write_helped_day(file: Path, plan: DayPlan, count: int) -> None:
    """Write today with about so many events, and the answers to their commands."""
    day = business_date(datetime.now(UTC))
    write_till_now(file, list(helped_day(plan, day, count)))


def helped_day(plan: DayPlan, day: Any, count: int) -> Iterator[Any]:
    """Yield about so many events of a day on which everybody was helped."""
    counters = [str(n) for n in range(1, COUNTERS + 1)]
    yield DayOpened(office=OFFICE, day=day, plan=plan)
    yield from (CounterOpened(counter=counter) for counter in counters)
    for n in range(max((count - COUNTERS - 1) // PER_VISIT, 1)):
        yield from _helped(n, counters[n % COUNTERS])


def _helped(n: int, counter: str) -> Iterator[Any]:
    press = a_ticket(n)
    ticket = label(press.service, n // len(SERVICES) + 1)
    assert ticket is not None
    who: dict[str, Any] = {"visit": new_id(), "ticket": ticket}
    yield TicketIssued(
        **who,
        service=press.service,
        visit_class=press.visit_class,
        channel=Channel.BUTTON,
        device=f"dispenser-{counter}",
    )
    why = Why(rule=WhyRule.LONGEST_WAIT, minutes=3)
    yield VisitCalled(**who, counter=counter, why=why)
    yield ServingStarted(**who, counter=counter)
    session = new_id()
    yield SessionStarted(
        **who, session=session, counter=counter, clerk=f"NV-0{counter}", **KIND
    )
    for step in STEPS:
        yield StepCompleted(session=session, step=step, result=StepResult.DONE)
    yield SubmissionRecorded(
        session=session,
        procedure="temporary-residence",
        level="full",
        dossier_ref=new_id(),
    )
    yield VisitServed(**who, counter=counter)
    yield SessionCompleted(
        session=session, visit=who["visit"], outcome=Outcome.SUBMITTED, **KIND
    )
