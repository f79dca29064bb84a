"""What is told of the wait with a number, and what screen and phones show of it."""

from __future__ import annotations

import pytest

from events.counter import CloseCounter, OpenCounter
from events.day import CloseDay
from events.device import ScreenState
from events.recorded import Recorded
from events.replies import WaitRange
from events.visit import (
    CallNext,
    Channel,
    FinishServing,
    IssueTicket,
    StartServing,
    WaitEstimated,
)
from hub.application.estimator import SETTLED
from hub.application.experience import FEWEST_TIMES
from hub.domain.state import State
from tests.hub.rig import Rig, wait_until

A_NUMBER = IssueTicket(service="A", channel=Channel.BUTTON)


def serve(rig: Rig, counter: str = "1", minutes: float = 6) -> None:
    """Call whoever is next, and serve for so long."""
    rig.accepted(CallNext(counter=counter))
    rig.accepted(StartServing(counter=counter))
    rig.clock.goes(minutes=minutes)
    rig.accepted(FinishServing(counter=counter))


def experienced(rig: Rig) -> Rig:
    """Serve as many as it takes to know how long that takes: six minutes each."""
    rig.open_with("1")
    for _ in range(FEWEST_TIMES):
        rig.accepted(A_NUMBER)
        serve(rig)
    return rig


def estimates(rig: Rig) -> list[Recorded]:
    """Return what was told."""
    return [e for e in rig.history() if isinstance(e.event, WaitEstimated)]


def look(rig: Rig) -> ScreenState:
    """Let a second pass, and return what the screen shows."""
    before = rig.core.board.waits
    rig.clock.goes(seconds=1)
    rig.core.ticker.tick()
    wait_until(lambda: rig.core.board.waits is not before)
    return rig.core.board.now.screen


def shown(rig: Rig, service: str = "A") -> WaitRange | None:
    """Return what the screen shows of a service."""
    return next(s.wait for s in look(rig).services if s.service == service)


def test_nothing_is_told_before_enough_was_seen(rig: Rig) -> None:
    """A new office records no estimate and tells none; people ahead are always told."""
    rig.open_with("1", waiting=2)
    rig.clock.goes(minutes=5)
    reply = rig.accepted(A_NUMBER)

    assert (reply.ahead, reply.wait) == (2, None)
    assert estimates(rig) == []
    assert shown(rig) is None


def test_an_estimate_is_recorded_with_the_number(rig: Rig) -> None:
    """Unrounded, in the same commit; the answer carries what people are told."""
    experienced(rig)
    for _ in range(3):
        rig.accepted(A_NUMBER)
    reply = rig.accepted(A_NUMBER)
    told = estimates(rig)[-1]

    assert told.event.ahead == reply.ahead == 3
    assert told.event.visit == reply.visit
    assert told.event.schedule_s == 3 * 6 * 60
    assert reply.wait is not None
    assert reply.wait.from_s <= told.event.from_s < told.event.to_s <= reply.wait.to_s
    assert reply.wait.from_s % 300 == reply.wait.to_s % 300 == 0
    issue = rig.history()[told.position - 2]
    assert (issue.cause, issue.at, issue.version) == (
        told.cause,
        told.at,
        told.version - 1,
    )


def test_the_same_number_asked_for_again_is_told_the_same(rig: Rig) -> None:
    """The answer that is kept holds the wait."""
    experienced(rig)
    rig.accepted(A_NUMBER)
    first = rig.accepted(A_NUMBER, "once")
    rig.clock.goes(minutes=20)
    assert rig.accepted(A_NUMBER, "once").wait == first.wait is not None


def test_who_finds_a_counter_free_is_to_come_now(rig: Rig) -> None:
    """Nobody is ahead and a counter is free: no wait."""
    experienced(rig)
    assert rig.accepted(A_NUMBER).wait == WaitRange(from_s=0, to_s=0)


def test_a_service_that_no_open_counter_takes_has_no_estimate(rig: Rig) -> None:
    """Nobody can tell when one will open."""
    experienced(rig)
    rig.accepted(CloseCounter(counter="1"))
    rig.clock.goes(minutes=10)
    assert rig.accepted(A_NUMBER).wait is None


def test_a_counter_change_makes_all_doubtful_for_a_while(rig: Rig) -> None:
    """Whoever has just sat down must begin first."""
    experienced(rig)
    rig.accepted(OpenCounter(counter="2"))
    assert rig.accepted(A_NUMBER).wait is None
    assert shown(rig) is None

    rig.clock.at += SETTLED
    assert rig.accepted(A_NUMBER).wait is not None
    assert shown(rig) is not None


def test_what_was_seen_is_known_after_a_restart(rig: Rig) -> None:
    """The last visits are read again from the store, of this day and those before."""
    experienced(rig)
    rig.accepted(A_NUMBER)
    before = rig.accepted(A_NUMBER).wait
    rig.restart()
    rig.clock.goes(seconds=10)

    assert rig.accepted(A_NUMBER).wait is not None
    assert before is not None
    assert rig.core.estimator.recent.times_of("A") == (360.0,) * FEWEST_TIMES


def test_what_was_seen_yesterday_is_known_today(rig: Rig) -> None:
    """A new morning begins with what the days before taught, restarted or not."""
    experienced(rig)
    rig.accepted(CloseCounter(counter="1"))
    rig.accepted(CloseDay())
    rig.clock.goes(days=1)
    rig.restart()
    rig.open_with("1")
    rig.clock.at += SETTLED

    assert len(rig.core.estimator.recent.times_of("A")) == FEWEST_TIMES
    assert rig.accepted(A_NUMBER).wait == WaitRange(from_s=0, to_s=0)


def test_a_rush_of_numbers_is_told_longer_waits(rig: Rig) -> None:
    """Numbers of one second are put one behind the other."""
    experienced(rig)
    for _ in range(6):
        rig.accepted(A_NUMBER)
    said = [e.event.schedule_s for e in estimates(rig)][-6:]
    assert said == [n * 360 for n in range(6)]


def test_the_screen_shows_the_wait_of_a_newcomer(rig: Rig) -> None:
    """It follows the queue within a second, and everybody who listens is told."""
    experienced(rig)
    told: list[tuple[tuple[Recorded, ...], ScreenState]] = []
    assert shown(rig) == WaitRange(from_s=0, to_s=0)
    rig.core.board.subscribe(lambda events, screen: told.append((events, screen)))
    for _ in range(3):
        rig.accepted(A_NUMBER)
    told.clear()

    wait = shown(rig)
    assert wait is not None
    assert wait.from_s >= 600
    assert [events for events, _ in told] == [()]
    look(rig)
    assert len(told) == 1


def test_a_visit_follows_its_own_wait(rig: Rig) -> None:
    """It gets shorter as the counter goes on, and is gone once the visit is called."""
    experienced(rig)
    visits = [rig.accepted(A_NUMBER).visit or "" for _ in range(4)]
    look(rig)
    board = rig.core.board
    last = board.now.day.visits[visits[-1]]
    first = board.waits.of_visit(last)
    serve(rig)
    serve(rig)
    look(rig)
    later = board.waits.of_visit(last)

    assert first is not None
    assert later is not None
    assert later.to_s < first.to_s
    assert visits[0] not in board.waits.visits


def test_a_phone_shows_at_first_what_the_slip_says(rig: Rig) -> None:
    """Until the next second the visit's own wait is the one told at issue."""
    experienced(rig)
    look(rig)
    rig.accepted(A_NUMBER)
    rig.clock.goes(milliseconds=300)
    reply = rig.accepted(A_NUMBER)
    visit = rig.core.board.now.day.visits[reply.visit or ""]
    assert rig.core.board.waits.of_visit(visit) == reply.wait is not None


def test_a_fault_in_the_estimate_keeps_nobody_from_a_number(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told to the log, and the number is given without a wait."""
    no_office = State(day=None)  # type: ignore[arg-type]  # a fault of ours
    said = rig.core.estimator.at_issue(no_office, A_NUMBER, rig.clock.now())
    assert said is None
    assert "the number is given without" in caplog.text
