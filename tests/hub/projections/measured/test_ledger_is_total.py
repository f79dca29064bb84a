"""The ledger refuses nothing: what it cannot place it says, and goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from events.counter import CounterRestored
from events.recorded import Recorded
from events.session import DifficultyKind, DifficultyNoted, SessionWithdrawn
from events.topics import hub_source
from events.visit import VisitServed
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import EPOCH, MINUTE, micros, span
from hub.projections.measured.ledger import Ledger
from tests.given import DAWN, Item, given
from tests.history import (
    COUNTERS,
    DAY,
    OFFICE,
    called,
    closed,
    configured,
    day_closed,
    day_opened,
    issued,
    opened,
    plan,
    served,
    undone,
)
from tests.hub.projections.measured.morning_rows import waited_for


def told(*items: Item, **how: Any) -> Ledger:
    """Return a ledger that has heard a morning and these things."""
    ledger = Ledger()
    for recorded in given(*items, **how).events:
        ledger.add(recorded)
    return ledger


def late(ledger: Ledger) -> list[str]:
    """Return what was of no day it knows."""
    return [type(recorded.event).__name__ for recorded in ledger.late]


def test_before_the_first_day_nothing_has_its_place() -> None:
    """Each event is told as late, and none is dropped in silence."""
    hard = DifficultyNoted(kind=DifficultyKind.PORTAL, session="of-none")
    ledger = told(
        issued("A001"), day_closed(), configured(plan()), hard, since=()
    )  # fmt: skip

    assert late(ledger) == [
        "TicketIssued",
        "DayClosed",
        "OfficeConfigured",
        "DifficultyNoted",
    ]
    assert ledger.day is None
    assert not any(ledger.knows(recorded) for recorded in ledger.late)


def test_what_speaks_of_the_unknown_is_late() -> None:
    """A visit or session that the day does not know is of another."""
    elsewhere = day_closed(on=DAY - timedelta(days=1))
    ledger = told(served("A009", at="1"), elsewhere, SessionWithdrawn(session="s"))

    assert late(ledger) == ["VisitServed", "DayClosed", "SessionWithdrawn"]
    assert ledger.day == str(DAY)


def test_an_event_in_another_days_stream_is_late() -> None:
    """Even where it names a counter of today."""
    ledger = told()
    (last,) = given(opened("3"), since=(day_opened(),)).events[1:]
    ledger.add(replace(last, stream="hk01/2020-01-01", position=99))

    assert late(ledger) == ["CounterOpened"]


def forgotten_where_nobody_sat() -> list[Recorded]:
    """Return a morning with an event that no fold was written for."""
    history = given(
        issued("A001"), served("A001", at="3"), issued("A002"), called("A002", to="1")
    ).events
    return [
        replace(recorded, by=hub_source(OFFICE))
        if isinstance(recorded.event, VisitServed)
        else recorded
        for recorded in history
    ]


def test_what_nobody_foresaw_is_left_out_and_said(caplog) -> None:
    """One event is in no figure, and all that come after it are."""
    history = forgotten_where_nobody_sat()
    facts = facts_of(history)
    (odd,) = (r.position for r in history if isinstance(r.event, VisitServed))

    assert facts.skipped == (odd,)
    assert facts.position == history[-1].position
    assert [visit.place for visit in facts.visits if visit.ticket == "A002"] == [
        "called"
    ]
    assert [record.getMessage() for record in caplog.records] == [
        f"event {odd} is in no figure"
    ]
    assert facts_of(history, batch=1).skipped == facts.skipped


def test_an_undo_of_nothing_changes_nothing() -> None:
    """Where the ledger remembers no act, all stays as it is."""
    nothing = undone("3", "visit-called", restored=CounterRestored(is_open=False))

    assert facts_of(given(issued("A001"), nothing).events).counters == (
        facts_of(given(issued("A001")).events).counters
    )


def test_a_difficulty_at_night_is_of_its_date() -> None:
    """The office's troubles count on a day that is not open, too."""
    at_night = DifficultyNoted(kind=DifficultyKind.NETWORK)
    facts = facts_of(given(at_night, since=()).events)

    assert [(row.day, row.session) for row in facts.difficulties] == [(str(DAY), "")]


def test_the_plan_may_change_while_people_wait() -> None:
    """From then on a counter keeps nobody waiting whom it does not serve."""
    facts = facts_of(
        given(
            issued("A001"),
            configured(plan(counters=COUNTERS[:1])),
            closed("2"),
            called("A001", to="1"),
        ).events
    )

    assert waited_for(facts) == [("1", 3), ("2", 1)]


def test_instants_are_exact() -> None:
    """Nothing is lost on the way to microseconds."""
    at = DAWN + timedelta(days=20_000, microseconds=1)

    assert timedelta(microseconds=micros(at)) == at - EPOCH
    assert micros(EPOCH) == 0
    assert span(timedelta(minutes=-1)) == -MINUTE
