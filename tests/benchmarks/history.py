"""Invented but valid history, written straight into an events file.

It goes through the store's own `save`, so it is what a hub would have written.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from events import codec
from events.counter import CounterClosed, CounterOpened
from events.day import Books, DayClosed, DayOpened
from events.ids import new_id
from events.local_time import business_date, local
from events.plan import DayPlan
from events.recorded import Recorded
from events.replies import Accepted
from events.visit import (
    Channel,
    ServingStarted,
    TicketIssued,
    VisitCalled,
    VisitServed,
    Why,
    WhyRule,
)
from hub.application.ports import Answer
from hub.application.streams import stream_of
from hub.domain.day import Day
from hub.domain.numbering import label
from hub.store.sqlite import SQLiteEventStore
from tests.benchmarks.trial_office import (
    COUNTERS,
    OFFICE,
    PER_VISIT,
    SERVICES,
    a_ticket,
)

FIRST_OLD_DAY = date(2024, 1, 1)
OLD_DAY_EVENTS = 10_000
WORKED = timedelta(hours=8)
MOMENT = timedelta(milliseconds=50)
PAGE = 5_000
MADE_AS = "1"  # raise it when other history is made


def day_of(plan: DayPlan, day: date, count: int, *, closed: bool) -> Iterator[Any]:
    """Yield about so many events of one day: visits one after the other, all served."""
    counters = [str(n) for n in range(1, COUNTERS + 1)]
    visits = max((count - 2 * COUNTERS - 2) // PER_VISIT, 0)
    yield DayOpened(office=OFFICE, day=day, plan=plan)
    yield from (CounterOpened(counter=counter) for counter in counters)
    for n in range(visits):
        yield from _visit(n, counters[n % COUNTERS])
    if closed:
        yield from (CounterClosed(counter=counter) for counter in counters)
        yield DayClosed(day=day, books=_books(visits))


def _visit(n: int, counter: str) -> Iterator[Any]:
    press = a_ticket(n)
    ticket = label(press.service, n // len(SERVICES) + 1)
    assert ticket is not None
    who = {"visit": new_id(), "ticket": ticket}
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
    yield VisitServed(**who, counter=counter)


def _books(visits: int) -> Books:
    issued = {
        service: len(range(n, visits, len(SERVICES)))
        for n, service in enumerate(SERVICES)
    }
    return Books(issued=issued, served=visits, no_show=0, abandoned=0, expired=0)


def write_today(file: Path, plan: DayPlan, count: int) -> None:
    """Add today with about so many events, and the answers to their commands."""
    day = business_date(datetime.now(UTC))
    write_till_now(file, list(day_of(plan, day, count, closed=False)))


def write_till_now(file: Path, events: list[Any]) -> None:
    """Add today's events, as many in each hour of it, and the answers to commands."""
    now = local(datetime.now(UTC))
    midnight = datetime.combine(now, time(), now.tzinfo)
    apart = min(WORKED, now - midnight) / len(events)
    write(file, recorded(events, now.astimezone(UTC) - MOMENT, apart), answered=True)


def write_old(file: Path, plan: DayPlan, count: int) -> None:
    """Write so many events of closed days, long ago."""

    def days() -> Iterator[Recorded]:
        for n in range(max(count // OLD_DAY_EVENTS, 1)):
            day = FIRST_OLD_DAY + timedelta(days=n)
            events = list(day_of(plan, day, min(count, OLD_DAY_EVENTS), closed=True))
            evening = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
            yield from recorded(events, evening)

    write(file, days(), answered=False)


def old_file(build: Path, plan: DayPlan, count: int, to: Path) -> None:
    """Copy a file of old events, made once for each form of the store."""
    kept_file(build, f"old-events-{count}", to, lambda f: write_old(f, plan, count))


def kept_file(build: Path, name: str, to: Path, write: Callable[[Path], None]) -> None:
    """Copy a file that takes long to write, kept for as long as its form holds."""
    kept = build / f"{name}-{_form(to.parent)}.db"
    if not kept.exists():
        for outdated in build.glob(f"{name}-*.db"):
            outdated.unlink()
        made = to.with_name(f"{name}.db")
        write(made)
        made.rename(kept)
    shutil.copyfile(kept, to)


def recorded(
    events: list[Any], until: datetime, apart: timedelta = MOMENT
) -> Iterator[Recorded]:
    """Yield a day's events as recorded, each in its own stream, the last at `until`."""
    day = Day(office=OFFICE, date=events[0].day)
    versions: Counter[str] = Counter()
    for n, event in enumerate(events, start=1):
        stream = stream_of(OFFICE, day, event)
        versions[stream] += 1
        yield Recorded(
            stream=stream,
            version=versions[stream],
            position=n,
            at=until - apart * (len(events) - n),
            cause=new_id(),
            by=f"/office/{OFFICE}/http",
            event=event,
        )


def write(file: Path, history: Iterator[Recorded], *, answered: bool) -> None:
    """Add a history to a file, at the positions that follow what is there."""
    store = SQLiteEventStore(file)
    try:
        while page := list(islice(history, PAGE)):
            first = store.last_position() + 1
            placed = [replace(one, position=first + n) for n, one in enumerate(page)]
            store.save(placed, [_answer(one) for one in placed] if answered else [])
    finally:
        store.close()


def _answer(recorded: Recorded) -> Answer:
    ticket = getattr(recorded.event, "ticket", None)
    reply = Accepted(ticket=ticket, at=recorded.at, revision=recorded.position)
    body = codec.encode(reply)
    return Answer(
        source=recorded.by,
        id=recorded.cause,
        digest=hashlib.blake2b(body, digest_size=16).digest(),
        name=codec.wire_name(reply),
        body=body,
        at=recorded.at,
    )


def _form(folder: Path) -> str:
    """Return what tells one form of the events file from another."""
    empty = folder / "empty.db"
    SQLiteEventStore(empty).close()
    line = sqlite3.connect(empty)
    tables = line.execute("SELECT sql FROM sqlite_schema ORDER BY name").fetchall()
    line.close()
    said = MADE_AS + "".join(str(row) for row in tables)
    return hashlib.blake2b(said.encode(), digest_size=6).hexdigest()
