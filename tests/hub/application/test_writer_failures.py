"""What fails under the writer, be it commit, job or listener, costs only itself."""

from __future__ import annotations

from events.counter import OpenCounter
from events.day import CloseDay, OpenDay
from events.device import PaperLow
from events.ids import new_id
from events.visit import CallNext, IssueTicket
from hub.application.jobs import Job
from tests.hub.application.dispenser import FACTS, STREAM
from tests.hub.rig import HTTP, Letterbox, Rig


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
