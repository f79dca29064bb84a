"""What an undo takes back is as if it had never been."""

from __future__ import annotations

from typing import Any

import pytest

from events.counter import (
    CloseCounter,
    OpenCounter,
    PauseCounter,
    ResumeCounter,
)
from events.session import TakeOverSession
from events.visit import (
    CallNext,
    CallTicket,
    FinishServing,
    MarkNoShow,
    ParkVisit,
    PickReason,
    Recall,
    ReturnVisit,
    StartServing,
    TicketIssued,
    TransferVisit,
    Undo,
)
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.rows import CounterRow, Facts
from tests.given import History, given_office
from tests.given import after as later
from tests.history import issued

ONE: dict[str, Any] = {"counter": "1"}
TWO: dict[str, Any] = {"counter": "2"}
WAITING: tuple[Any, ...] = (issued("A001"), issued("B001"))
CALLED = (*WAITING, CallNext(**ONE))
SERVING = (*CALLED, StartServing(**ONE))
PARKED = (*SERVING, ParkVisit(**ONE))


def after(*commands: Any) -> History:
    """Return a morning on which these were asked, one after the other."""
    history = given_office()
    for n, command in enumerate(commands):
        if isinstance(command, TicketIssued):
            history = history.and_then(later(seconds=3)).and_then(command)
            continue
        done = history.when(_named(command, history), seconds=3)
        assert done.refusal is None, f"{n}: {done.refusal!r}"
        history = done.after
    return history


def _named(command: Any, history: History) -> Any:
    return command(history) if callable(command) else command


def take_over(history: History) -> TakeOverSession:
    """Counter 2 goes on with whom counter 1 serves."""
    (session,) = history.state.sessions.by_id
    return TakeOverSession(session=session, counter="2", from_counter="1")


@pytest.mark.parametrize(
    ("before", "act", "counter"),
    [
        ((), PauseCounter(**ONE), "1"),
        ((), CloseCounter(**ONE), "1"),
        ((), OpenCounter(counter="3"), "3"),
        ((), OpenCounter(counter="1", clerk="NV-01"), "1"),
        ((PauseCounter(**ONE),), ResumeCounter(**ONE), "1"),
        (WAITING, CallNext(**ONE), "1"),
        (CALLED, Recall(**ONE), "1"),
        (CALLED, StartServing(**ONE), "1"),
        (CALLED, MarkNoShow(**ONE), "1"),
        (CALLED, ParkVisit(**ONE), "1"),
        (SERVING, FinishServing(**ONE), "1"),
        (SERVING, CallNext(**ONE), "1"),
        (SERVING, ParkVisit(**ONE), "1"),
        (SERVING, TransferVisit(**ONE, to_service="B"), "1"),
        (SERVING, TransferVisit(**ONE, to_service="A", to_counter="2"), "1"),
        (SERVING, take_over, "2"),
        (PARKED, ReturnVisit(**ONE), "1"),
        (PARKED, CallTicket(**TWO, ticket="A001", reason=PickReason.QUICK), "2"),
        (
            (*PARKED, ReturnVisit(**ONE), CallNext(**ONE)),
            StartServing(**ONE),
            "1",
        ),
    ],
)
@pytest.mark.parametrize("others", [(), (issued("A002"),)])
def test_an_act_that_was_undone_left_no_row(before, act, counter, others) -> None:
    """However the batches are cut, only the later events' rows are there."""
    undone = after(*before, act, *others, Undo(counter=counter))

    for batch in (None, 1, 2, 3):
        assert bare(facts_of(undone.events, batch)) == bare(never(undone, others))


def never(undone: History, others: Any) -> Facts:
    """Return the rows of a history without what the act and its undo wrote."""
    causes = list(dict.fromkeys(event.cause for event in undone.events))
    gone = {causes[-1], causes[-2 - len(others)]}
    return facts_of([e for e in undone.events if e.cause not in gone])


def bare(facts: Facts) -> dict[str, Any]:
    """Return the rows, save for who could have been called meanwhile."""
    names = ("visits", "stints", "steps")
    told: dict[str, Any] = {name: getattr(facts, name) for name in names}
    # How long a session has worked is told when it is paused, and whole once it ended.
    told["sessions"] = [
        row if row.ended else row._replace(worked=0) for row in facts.sessions
    ]
    told["counters"] = [
        row._replace(waited_for=0, hungry=None) for row in facts.counters
    ]
    return told


def test_the_time_of_an_undone_call_goes_on_as_idle() -> None:
    """The visit waited all along, and the counter could have called it."""
    undone = after(*WAITING, CallNext(**ONE), Undo(**ONE), CallNext(**ONE))
    plain = after(*WAITING, CallNext(**ONE))

    (idle,) = (c for c in facts_of(undone.events).counters if _is_idle_at_one(c))
    (short,) = (c for c in facts_of(plain.events).counters if _is_idle_at_one(c))
    assert idle.waited_for - short.waited_for == 6_000_000
    assert idle.ended is not None


def _is_idle_at_one(row: CounterRow) -> bool:
    return (row.counter, row.state) == ("1", "idle")
