"""A session goes where its visit goes: in one commit, or neither does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from events.counter import OpenCounter
from events.day import CloseDay, OpenDay
from events.replies import Accepted, RefusalReply
from events.session import (
    CompleteSession,
    CompleteStep,
    Outcome,
    Rate,
    RatingReason,
    RecordSubmission,
    Step,
    StepCompleted,
    TakeOverSession,
)
from events.topics import clerk_source
from events.visit import (
    AbandonVisit,
    CallNext,
    FinishServing,
    ParkVisit,
    StartServing,
    Undo,
)
from hub.application.ports import CannotWrite
from tests.hub.rig import Letterbox, Rig, TryingStore


class WatchedStore(TryingStore):
    """A store that remembers which events were written together, and may refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.together: list[list[str]] = []
        self.cannot_write = False

    def save(self, events: Any, answers: Any) -> None:
        """Write, and remember; or not at all."""
        if self.cannot_write:
            msg = "the disk is full"
            raise CannotWrite(msg)
        super().save(events, answers)
        self.together.append([type(e.event).__name__ for e in events])


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A core over a store that remembers, with two counters and three visitors."""
    rig = Rig(WatchedStore())
    rig.open_with("1", "2", "3", waiting=3)
    yield rig
    rig.stop()


def store(rig: Rig) -> WatchedStore:
    """Return the store that remembers."""
    assert isinstance(rig.store, WatchedStore)
    return rig.store


def started(rig: Rig, counter: str = "1") -> str:
    """Have the next one served; return the session."""
    rig.accepted(CallNext(counter=counter))
    session = rig.accepted(StartServing(counter=counter)).session
    assert session is not None
    return session


def test_serving_and_session_start_in_one_commit(rig) -> None:
    """The two are one transaction, each in its own stream; the answer names both."""
    session = started(rig)
    *_, serving, begun = rig.history()

    assert store(rig).together[-1] == ["ServingStarted", "SessionStarted"]
    assert (serving.cause, serving.at) == (begun.cause, begun.at)
    assert serving.stream == f"hk01/{rig.core.board.now.day.date}"
    assert (begun.stream, begun.version) == (f"hk01/session/{session}", 1)


def test_a_new_day_forgets_where_old_sessions_ended(rig) -> None:
    """What is remembered of streams does not grow from day to day."""
    started(rig)
    rig.accepted(FinishServing(counter="1"))
    rig.accepted(CloseDay())
    rig.clock.goes(days=1)
    rig.accepted(OpenDay())
    known = rig.core.writer._books._versions

    assert not [stream for stream in known if "/session/" in stream]
    rig.accepted(OpenCounter(counter="1"))
    day = [each.version for each in rig.history() if each.stream.endswith("-24")]
    assert day == [1, 2]


def test_a_start_that_is_not_written_starts_nothing(rig) -> None:
    """When the store cannot write, neither serving nor session has begun."""
    rig.accepted(CallNext(counter="1"))
    before, written = rig.core.board.state, rig.names()
    store(rig).cannot_write = True

    assert rig.refused(StartServing(counter="1"), id="press") == "hub-cannot-write"
    assert rig.core.board.state == before
    assert rig.names() == written

    store(rig).cannot_write = False
    rig.accepted(StartServing(counter="1"), id="press")
    assert rig.names() == [*written, "ServingStarted", "SessionStarted"]


def test_one_key_ends_visit_and_session(rig) -> None:
    """What a session came to and the visit's end are one commit."""
    session = started(rig)
    rig.accepted(CompleteSession(session=session, outcome=Outcome.SUBMITTED))

    assert store(rig).together[-1] == ["VisitServed", "SessionCompleted"]


def test_a_restart_knows_every_session(rig) -> None:
    """A hub that starts anew over the same store has the same state."""
    session = started(rig)
    rig.clock.goes(minutes=3)
    rig.accepted(CompleteStep(session=session, step=Step.ADVICE))
    rig.accepted(ParkVisit(counter="1"))
    rig.accepted(AbandonVisit(ticket="A001"))
    second = started(rig, "2")
    rig.accepted(CompleteSession(session=second, outcome=Outcome.SUBMITTED))
    rig.accepted(
        Rate(counter="2", score=1, reasons=(RatingReason.EXTRA_COST,)), id="faces"
    )
    started(rig, "1")
    rig.accepted(Undo(counter="1"))
    before, shown = rig.core.board.state, rig.core.board.counters()
    rig.restart()

    assert rig.core.board.state == before
    assert rig.core.board.counters() == shown
    assert len(before.sessions.by_id) == 2
    assert len(before.alerts) == 1


def test_what_is_written_down_afterwards_is_known_after_a_restart(rig) -> None:
    """A late filing is in its session's stream, and stays when the end is undone."""
    session = started(rig)
    rig.accepted(FinishServing(counter="1"))
    filed = RecordSubmission(session=session, procedure="birth", level="full")
    rig.accepted(filed, "late-1")
    assert rig.history()[-1].stream == f"hk01/session/{session}"
    step = CompleteStep(session=session, step=Step.SUBMIT)
    assert rig.refused(step) == "session-ended"
    rig.restart()
    rig.accepted(filed, "late-1")
    rig.accepted(Undo(counter="1"))

    held = rig.core.board.state.sessions.get(session)
    assert held is not None
    assert [each.procedure for each in held.submissions] == ["birth"]
    assert held.stage == "ongoing"


def test_after_the_day_nothing_is_open(rig) -> None:
    """Closing the day ends sessions and alerts, for the next start too."""
    started(rig)
    rig.accepted(ParkVisit(counter="1"))
    rig.accepted(CloseDay())
    rig.restart()
    sessions = rig.core.board.state.sessions.by_id.values()

    assert [session.outcome for session in sessions] == [Outcome.MISSING_PAPERS]


def test_of_two_clerks_at_once_one_takes_over(rig) -> None:
    """Put at the same moment, one is accepted; the other is told where it is now."""
    session = started(rig)
    letters = Letterbox(rig)
    store(rig).gate.clear()
    for counter in ("2", "3"):
        take = TakeOverSession(counter=counter, session=session, from_counter="1")
        letters.put(take)
    store(rig).gate.set()
    won, told = letters.wait(2)

    assert isinstance(won, Accepted)
    assert (won.counter, won.session) == ("2", session)
    assert isinstance(told, RefusalReply)
    assert told.refusal == "session-elsewhere"
    assert "2" in told.text.vi
    assert rig.names().count("VisitHandedOver") == 1


def test_a_rating_is_seen_at_its_counter_at_once(rig) -> None:
    """Faces are lit with the end of a visit, and go out with the rating."""
    session = started(rig)
    assert shown(rig).session == session
    rig.accepted(CompleteSession(session=session, outcome=Outcome.SUBMITTED))
    assert shown(rig).rate_until is not None
    rig.accepted(Rate(counter="1", score=5, revision=shown(rig).revision))

    assert shown(rig).rate_until is None
    assert shown(rig).session is None


def shown(rig: Rig) -> Any:
    """Return what counter 1 shows."""
    return rig.core.board.now.counters["1"]


def test_what_another_clerk_sends_again_is_written_once(rig) -> None:
    """A console sends what its last clerk could not, by its id, as the next clerk."""
    step = CompleteStep(session=started(rig), step=Step.SCAN)
    first, other = (clerk_source("hk01", clerk) for clerk in ("NV-01", "NV-02"))

    told = rig.accepted(step, "step-1", source=first)
    assert rig.accepted(step, "step-1", source=other) == told
    rig.restart()
    assert rig.accepted(step, "step-1", source=other) == told
    changed = CompleteStep(session=step.session, step=Step.SUBMIT)
    assert rig.refused(changed, "step-1", source=other) == "id-reused"
    (written,) = (r for r in rig.history() if isinstance(r.event, StepCompleted))
    assert written.by == first
