"""One writer: groups, one order, restarts, and a time that never goes back."""

from __future__ import annotations

import threading

import pytest

from events.counter import OpenCounter
from events.device import PaperLow, TicketPrinted
from events.visit import CallNext, FinishServing, IssueTicket, StartServing
from hub.store.memory import MemoryEventStore
from tests.examples import example
from tests.hub.application.dispenser import FACTS, STREAM
from tests.hub.rig import HTTP, NINE, OFFICE, Letterbox, Rig


def test_jobs_are_committed_in_groups(rig: Rig) -> None:
    """While the store is slow the jobs gather: 160 of 16 threads make few commits."""
    rig.open_with()
    saves = len(rig.trying.saves)
    rig.trying.gate.clear()
    box = Letterbox(rig)

    def clerk() -> None:
        for _ in range(10):
            box.put(IssueTicket(service="A"))

    threads = [threading.Thread(target=clerk) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rig.trying.gate.set()

    tickets = sorted(reply.ticket for reply in box.wait(160))
    assert tickets == [f"A{n:03d}" for n in range(1, 161)]
    assert len(rig.trying.saves) - saves <= 4
    assert max(rig.trying.saves) == 64


def test_the_answer_comes_after_the_commit(rig: Rig) -> None:
    """Nobody hears of a ticket that is not on the disk."""
    rig.open_with()
    stored_when_heard: list[int] = []
    rig.core.board.subscribe(
        lambda events, screen: stored_when_heard.append(rig.store.last_position())
    )
    rig.trying.gate.clear()
    box = Letterbox(rig)
    box.put(IssueTicket(service="A"))

    assert box.all == []
    assert rig.core.board.now.day.issued.get("A") is None
    rig.trying.gate.set()
    box.wait(1)

    assert stored_when_heard == [2]
    assert rig.core.board.now.day.issued["A"] == 1


def test_recorded_time_never_goes_back(rig: Rig) -> None:
    """With the clock set back an hour, time stands until the clock has come again."""
    rig.open_with()
    rig.accepted(IssueTicket(service="A"))
    rig.clock.goes(hours=-1)
    rig.accepted(IssueTicket(service="A"))
    rig.clock.goes(hours=2)
    rig.accepted(IssueTicket(service="A"))

    times = [event.at for event in rig.history()]
    assert times == sorted(times)
    assert times[1] == times[2]
    assert times[3] > times[2]


def test_recorded_time_never_goes_back_over_a_restart(rig: Rig) -> None:
    """Not even facts of devices, which are no part of the day, are overtaken."""
    rig.open_with()
    rig.clock.goes(minutes=10)
    box = Letterbox(rig)
    box.put(PaperLow(), sequence=1, stream=STREAM, **FACTS)
    box.wait(1)
    rig.clock.goes(minutes=-9)
    rig.restart()
    rig.accepted(IssueTicket(service="A"))

    times = [event.at for event in rig.history()]
    assert times == sorted(times)


def test_a_restart_goes_on_where_it_stopped(rig: Rig) -> None:
    """Numbers, counters, revisions and follow tokens are as they were."""
    rig.open_with("1", waiting=2)
    issued = rig.accepted(IssueTicket(service="B"))
    called = rig.accepted(CallNext(counter="1"))
    look = rig.core.board.now
    counters = rig.core.board.counters()

    rig.restart()

    assert rig.core.board.now == look
    assert rig.core.board.counters() == counters
    assert issued.follow is not None
    token = issued.follow.rpartition("/")[2]
    assert rig.core.tokens.visit_of(token) == issued.visit
    assert called.revision is not None
    start = StartServing(counter="1", revision=called.revision)
    assert rig.accepted(start).ticket == "A001"
    assert rig.refused(FinishServing(counter="1", revision=called.revision)) == (
        "stale-revision"
    )
    assert rig.accepted(IssueTicket(service="A")).ticket == "A003"


def test_facts_and_commands_share_one_order(rig: Rig) -> None:
    """Positions run on whoever writes, in one group or in several."""
    rig.open_with()
    rig.trying.gate.clear()
    box = Letterbox(rig)
    for n in range(1, 31):
        box.put(IssueTicket(service="A"))
        fact = example(TicketPrinted, ticket=f"A{n:03d}")
        box.put(fact, sequence=n, stream=STREAM, **FACTS)
    rig.trying.gate.set()
    box.wait(60)

    positions = [event.position for event in rig.history()]
    assert positions == list(range(1, 62))
    assert rig.store.last_version(STREAM) == 30
    assert rig.core.board.now.day.version == 31
    versions = [
        event.version for event in rig.store.read_stream(f"{OFFICE}/2026-11-23")
    ]
    assert versions == list(range(1, 32))


def test_revisions_are_positions(rig: Rig) -> None:
    """A counter's revision is the position of its own last event."""
    rig.open_with()
    reply = rig.accepted(OpenCounter(counter="1"))
    rig.accepted(IssueTicket(service="A"))

    assert reply.revision == 2
    assert rig.core.board.counters()[0].revision == 2


def test_two_offices_never_mix() -> None:
    """A hub reads the books of its own office only."""
    store = MemoryEventStore()
    first = Rig(store)
    first.open_with(waiting=1)
    first.stop()

    other = Rig(store, id="hk02")
    assert other.refused(IssueTicket(service="A")) == "day-not-open"
    other.open_with()
    assert other.accepted(IssueTicket(service="A")).ticket == "A001"
    other.stop()


def test_a_stopped_hub_finishes_what_is_in_hand(rig: Rig) -> None:
    """What was put before the end is committed and answered."""
    rig.open_with()
    rig.trying.gate.clear()
    box = Letterbox(rig)
    for _ in range(100):
        box.put(IssueTicket(service="A"))
    end = threading.Thread(target=rig.stop)
    end.start()
    rig.trying.gate.set()
    end.join(10)

    assert len(box.all) == 100
    assert rig.store.last_position() == 101


@pytest.mark.parametrize("minutes", [0, 30])
def test_events_say_who_and_why(rig: Rig, minutes: int) -> None:
    """An event carries its cause, its sender and the hub's time."""
    rig.open_with()
    rig.clock.goes(minutes=minutes)
    rig.accepted(IssueTicket(service="A"), "press-1")

    event = rig.history()[-1]
    assert (event.cause, event.by) == ("press-1", HTTP)
    assert event.at == rig.clock.at >= NINE
