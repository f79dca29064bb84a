"""The drill's own reading of a history finds what is wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from events.alert import AlertAcknowledged, AlertClosed, AlertOpened
from events.counter import CounterOpened
from events.device import PrintFailed, PrintFault
from events.visit import (
    ServingStarted,
    TicketIssued,
    VisitCalled,
    VisitServed,
    WaitEstimated,
)
from hub.store.sqlite import SQLiteEventStore
from tests.drill.history import History, Paper
from tests.examples import example
from tests.hub.written import written

WHY = example(VisitCalled).why


def issued(number: int, ticket: str | None = None) -> TicketIssued:
    """Return a ticket's issue; visit 7 has ticket A007 unless told otherwise."""
    return TicketIssued(
        visit=visit(number),
        ticket=ticket or f"A{number:03d}",
        service="A",
        visit_class=example(TicketIssued).visit_class,
        channel=example(TicketIssued).channel,
        device="dispenser-1",
    )


def visit(number: int) -> str:
    """Return the id of a visit."""
    return f"019aa9a1-7bf2-7000-8000-{number:012d}"


def called(number: int, counter: str) -> VisitCalled:
    """Return a call."""
    return VisitCalled(
        visit=visit(number), ticket=f"A{number:03d}", counter=counter, why=WHY
    )


def moved(kind: Any, number: int, counter: str) -> Any:
    """Return what else happens to a visit at a counter."""
    return kind(visit=visit(number), ticket=f"A{number:03d}", counter=counter)


def history_of(folder: Path, events: Sequence[Any]) -> History:
    """Write the events down as the hub does, and read them as the drill does."""
    store = SQLiteEventStore(folder / "events.db")
    store.save([written(n, event=e) for n, e in enumerate(events, start=1)], [])
    store.close()
    history = History()
    history.read(folder / "events.db")
    return history


GOOD = (
    CounterOpened(counter="1"),
    issued(1),
    issued(2),
    called(1, "1"),
    moved(ServingStarted, 1, "1"),
    moved(VisitServed, 1, "1"),
    called(2, "1"),
    example(WaitEstimated),
)
ALERT = (example(AlertOpened), example(AlertAcknowledged), example(AlertClosed))


def test_an_alert_opens_and_closes_once(tmp_path: Path) -> None:
    """Only one that is open is taken on or closed."""
    opened, taken, closed = ALERT

    history = history_of(tmp_path, (*ALERT, taken, opened, opened, closed, closed))

    names = ("alert-acknowledged", "alert-opened", "alert-closed")
    assert history.faults == [f"{name} of {opened.alert}" for name in names]


def test_a_good_history_has_no_faults(tmp_path: Path) -> None:
    """Numbers in order, each visit at one counter."""
    history = history_of(tmp_path, (*GOOD, *ALERT))

    assert history.faults == []
    assert history.position == len(GOOD) + len(ALERT)


@pytest.mark.parametrize(
    ("events", "fault"),
    [
        ((issued(1), issued(2, "A001")), "A001 was given twice"),
        ((issued(1), issued(3)), "A003 was given, A002 was next"),
        ((*GOOD, called(2, "2")), "visit-called of A002, which was called"),
        ((*GOOD, moved(ServingStarted, 2, "2")), "A002 at 1 and at 2"),
        ((*GOOD[:4], called(2, "1")), "A002 beside another at 1"),
        ((called(9, "1"),), "visit-called of A009, which was nowhere"),
    ],
    ids=["twice", "left out", "called twice", "two counters", "two visits", "unknown"],
)
def test_what_is_wrong_is_found(
    tmp_path: Path, events: Sequence[Any], fault: str
) -> None:
    """And said."""
    assert fault in " ".join(history_of(tmp_path, events).faults)


def test_an_event_that_is_gone_is_missed(tmp_path: Path) -> None:
    """Whether it was read before or not."""
    history = history_of(tmp_path, GOOD)
    with closing(sqlite3.connect(tmp_path / "events.db")) as line, line:
        line.execute("DELETE FROM events WHERE position=3")
    anew = History()

    for one in (history, anew):
        one.read(tmp_path / "events.db")

    assert history.faults == ["1 events are gone"]
    assert "4 follows 2" in anew.faults


def test_time_that_goes_back_is_found(tmp_path: Path) -> None:
    """A record is never older than the one before."""
    store = SQLiteEventStore(tmp_path / "events.db")
    late = written(1, event=issued(1))
    store.save([late, written(2, event=issued(2), at=late.at.replace(year=2025))], [])
    store.close()
    history = History()

    history.read(tmp_path / "events.db")

    assert history.faults == ["time goes back at 2"]


def test_a_slip_that_is_neither_out_nor_told_of_is_found(tmp_path: Path) -> None:
    """Nor may one come out twice, or for no ticket."""
    store = SQLiteEventStore(tmp_path / "events.db")
    failed = PrintFailed(visit=visit(2), ticket="A002", fault=PrintFault.UNKNOWN)
    stream = "hk01/device/dispenser-1"
    store.save(
        [
            *(written(n, event=issued(n)) for n in (1, 2, 3)),
            written(4, 1, stream, event=failed),
        ],
        [],
    )
    store.close()
    history = History()
    history.read(tmp_path / "events.db")
    paper = history.papers["dispenser-1"]

    assert paper.faults(["A001", "A003"]) == []
    assert paper.faults(["A001"]) == ["unprinted and untold: A003"]
    assert paper.faults(["A001", "A003", "A003", "A009"]) == [
        "printed twice: A003",
        "printed unasked: A009",
    ]
    assert Paper().faults([]) == []
