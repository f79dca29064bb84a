"""One writer: groups, failures, restarts, and a time that never goes back."""

from __future__ import annotations

import threading

import pytest

from events.counter import OpenCounter
from events.day import CloseDay, OpenDay
from events.device import PaperLow, TicketPrinted
from events.ids import new_id
from events.visit import CallNext, FinishServing, IssueTicket, StartServing
from hub.application.device_book import device_stream
from hub.application.jobs import Job
from hub.store.memory import MemoryEventStore
from tests.examples import example
from tests.hub.rig import HTTP, NINE, OFFICE, Letterbox, Rig

FACTS = {"source": "/office/hk01/device/dispenser-1", "device": "dispenser-1"}
STREAM = device_stream(OFFICE, "dispenser-1")


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


def test_a_failed_commit_is_told_and_leaves_nothing(rig: Rig) -> None:
    """Who waits hears `hub-cannot-write`; when the store is back the same id works."""
    rig.open_with()
    rig.trying.is_broken = True

    assert rig.refused(IssueTicket(service="A"), "press-1") == "hub-cannot-write"
    assert rig.core.office.trouble is not None
    assert rig.store.answer_to(HTTP, "press-1") is None

    rig.trying.is_broken = False
    assert rig.accepted(IssueTicket(service="A"), "press-1").ticket == "A001"
    assert rig.core.office.trouble is None


def test_a_failed_commit_takes_back_every_job_of_its_group(rig: Rig) -> None:
    """The state is dropped with the commit: no number is lost or given twice."""
    rig.open_with()
    rig.trying.gate.clear()
    box = Letterbox(rig)
    ids = [box.put(IssueTicket(service="A")) for _ in range(20)]
    rig.trying.is_broken = True
    rig.trying.gate.set()
    assert {r.refusal for r in box.wait(20)} == {"hub-cannot-write"}
    rig.trying.is_broken = False

    tickets = [rig.accepted(IssueTicket(service="A"), id).ticket for id in ids]

    assert tickets == [f"A{n:03d}" for n in range(1, 21)]


def test_a_commit_that_held_after_all_is_answered(rig: Rig) -> None:
    """Where `save` failed but the disk has it, its own reply is given, once."""
    rig.open_with("1")
    seen: list[str] = []
    rig.core.board.subscribe(
        lambda events, screen: seen.extend(type(e.event).__name__ for e in events)
    )
    rig.trying.fails_after_writing = True

    first = rig.accepted(IssueTicket(service="A"), "press-1")
    assert first.ticket == "A001"
    assert first.follow is not None
    rig.trying.fails_after_writing = False

    assert rig.accepted(IssueTicket(service="A"), "press-1") == first
    assert rig.accepted(IssueTicket(service="A")).ticket == "A002"
    assert seen == ["TicketIssued", "TicketIssued"]
    token = first.follow.rpartition("/")[2]
    assert rig.core.tokens.visit_of(token) == first.visit


def test_screens_hear_of_a_commit_that_held_after_all(rig: Rig) -> None:
    """Board, calls and devices follow what is on the disk, not what was told."""
    rig.open_with("1", waiting=1)
    rig.trying.fails_after_writing = True
    rig.accepted(CallNext(counter="1"))
    rig.trying.fails_after_writing = False

    assert [call.ticket for call in rig.core.board.now.screen.calls] == ["A001"]
    assert rig.core.board.counters()[0].ticket == "A001"


def test_a_failed_commit_does_not_read_the_day_anew(rig: Rig) -> None:
    """On a full disk each command would: what is asked for is what came since."""
    rig.open_with("1", waiting=20)
    rig.trying.is_broken = True
    read = rig.trying.events_read
    for _ in range(5):
        assert rig.refused(IssueTicket(service="A")) == "hub-cannot-write"
    rig.trying.is_broken = False

    assert rig.trying.events_read == read
    assert rig.accepted(IssueTicket(service="A")).ticket == "A021"


def test_all_kinds_of_events_that_held_after_all_are_taken_over(rig: Rig) -> None:
    """Day and devices go on at the next version of each stream, as after a reload."""
    rig.open_with("1")
    rig.trying.fails_after_writing = True
    box = Letterbox(rig)
    box.put(PaperLow(), sequence=1, stream=STREAM, **FACTS)
    box.wait(1)
    rig.accepted(CloseDay())
    rig.clock.goes(days=1)
    rig.accepted(OpenDay())
    rig.accepted(OpenCounter(counter="1"))
    rig.trying.fails_after_writing = False
    day = rig.core.board.now.day
    box.put(PaperLow(), sequence=2, stream=STREAM, **FACTS)
    box.wait(2)
    rig.accepted(IssueTicket(service="A"))

    assert [event.version for event in rig.store.read_stream(STREAM)] == [1, 2]
    positions = [event.position for event in rig.history()]
    assert positions == list(range(1, len(positions) + 1))
    assert day.counters["1"].is_open
    look = rig.core.board.now
    rig.restart()
    assert rig.core.board.now == look


def test_a_store_that_cannot_be_read_either_costs_no_thread(rig: Rig) -> None:
    """With the medium gone everybody is told; when it is back all goes on."""
    rig.open_with("1")
    rig.trying.is_broken = rig.trying.cannot_read = True
    assert rig.refused(IssueTicket(service="A"), "press-1") == "hub-cannot-write"
    assert rig.refused(CallNext(counter="1"), "press-2") == "hub-cannot-write"
    rig.trying.is_broken = rig.trying.cannot_read = False

    assert rig.accepted(IssueTicket(service="A"), "press-1").ticket == "A001"
    assert rig.accepted(CallNext(counter="1"), "press-2").ticket == "A001"


def test_no_stale_refusal_is_kept(rig: Rig) -> None:
    """A state that may be behind the disk decides nothing, not even a refusal."""
    rig.open_with("1")
    box = Letterbox(rig)
    rig.trying.gate.clear()
    rig.trying.is_at_gate.clear()
    rig.trying.fails_after_writing = True
    box.put(IssueTicket(service="A"), "issue")
    assert rig.trying.is_at_gate.wait(10)
    rig.trying.cannot_read = True
    rig.trying.gate.set()
    assert box.wait(1)[0].refusal == "hub-cannot-write"
    rig.trying.fails_after_writing = rig.trying.cannot_read = False

    assert rig.accepted(CallNext(counter="1")).ticket == "A001"


def test_a_job_that_breaks_costs_only_itself(rig: Rig) -> None:
    """A fault of ours in one job of a group leaves the others as they were."""
    rig.open_with()
    rig.trying.gate.clear()
    box = Letterbox(rig)
    box.put(IssueTicket(service="B"))
    good = [box.put(IssueTicket(service="A")) for _ in range(3)]
    bad = box.put(object())
    good += [box.put(IssueTicket(service="A")) for _ in range(3)]
    rig.trying.gate.set()

    box.wait(8)

    assert [box.replies[g][0].ticket for g in good] == [
        f"A{n:03d}" for n in range(1, 7)
    ]
    assert box.replies[bad][0].refusal == "hub-cannot-write"
    assert rig.accepted(IssueTicket(service="A")).ticket == "A007"


def test_each_job_is_answered_once(rig: Rig) -> None:
    """Whatever fails, nobody hears twice."""
    rig.open_with()
    rig.trying.gate.clear()
    box = Letterbox(rig)
    for command in (IssueTicket(service="B"), object(), IssueTicket(service="A")):
        box.put(command)
    rig.trying.gate.set()
    box.wait(3)
    rig.accepted(IssueTicket(service="A"))

    assert [len(replies) for replies in box.replies.values()] == [1, 1, 1]


def test_a_listener_that_raises_kills_nothing(rig: Rig) -> None:
    """A reader's fault is its own."""

    def clumsy(*_: object) -> None:
        raise RuntimeError("a reader's fault")

    rig.core.board.subscribe(clumsy)
    rig.core.office._writer.listen(clumsy)
    rig.open_with()
    seen: list[int] = []
    stop = rig.core.board.subscribe(lambda events, _: seen.append(len(events)))

    rig.accepted(IssueTicket(service="A"))
    stop()
    stop()
    rig.accepted(IssueTicket(service="A"))

    assert seen == [1]


def test_an_answer_that_cannot_be_handed_over_kills_nothing(rig: Rig) -> None:
    """A sender who has gone costs nobody else."""
    rig.open_with()

    def gone(_: object) -> None:
        raise RuntimeError("nobody there")

    ticket = IssueTicket(service="A")
    rig.core.office.put(Job(body=ticket, id=new_id(), source=HTTP, respond=gone))

    assert rig.accepted(ticket).ticket == "A002"


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
