"""One press is one act, however often it arrives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from events import codec
from events.replies import RefusalReply
from events.visit import CallNext, IssueTicket
from hub.application.handle import again
from hub.application.jobs import digest
from tests.hub.rig import HTTP, NINE, Letterbox, Rig

PRESS = "press-1"


def test_a_later_repeat_gets_the_same_reply(rig: Rig) -> None:
    """The same id gives the same ticket again, and nothing new is written."""
    rig.open_with()
    first = rig.accepted(IssueTicket(service="A"), PRESS)
    before = rig.history()

    assert rig.accepted(IssueTicket(service="A"), PRESS) == first
    assert rig.history() == before


def test_a_repeat_in_the_same_batch_gets_the_same_reply(rig: Rig) -> None:
    """Two copies that are decided together issue one ticket."""
    rig.open_with()
    rig.trying.gate.clear()
    box = Letterbox(rig)
    box.put(IssueTicket(service="B"))  # holds the writer at the gate
    for _ in range(5):
        box.put(IssueTicket(service="A"), PRESS)
    rig.trying.gate.set()

    box.wait(6)

    assert len(box.replies[PRESS]) == 5
    assert len({r.visit for r in box.replies[PRESS]}) == 1
    assert rig.names() == ["DayOpened", "TicketIssued", "TicketIssued"]


def test_a_repeat_after_a_restart_gets_the_same_reply(rig: Rig) -> None:
    """The answer outlives the hub."""
    rig.open_with()
    first = rig.accepted(IssueTicket(service="A"), PRESS)
    rig.restart()

    assert rig.accepted(IssueTicket(service="A"), PRESS) == first
    assert rig.accepted(IssueTicket(service="A")).ticket == "A002"


def test_an_answer_is_kept_with_its_version(rig: Rig) -> None:
    """A later program knows which version it reads; older rows, without, are of 1."""
    rig.open_with()
    first = rig.accepted(IssueTicket(service="A"), PRESS)
    kept = rig.store.answer_to(HTTP, PRESS)
    assert kept is not None
    assert kept.name == "accepted/1"
    mark = digest(IssueTicket(service="A"))

    assert again(kept, mark) == again(replace(kept, name="accepted"), mark)
    assert again(kept, mark) == replace(first, follow=None)
    with pytest.raises(codec.UnknownVersion):
        again(replace(kept, name="accepted/2"), mark)


def test_an_id_is_for_one_command(rig: Rig) -> None:
    """The same id with another body is told so, in one batch too; nothing happens."""
    rig.open_with()
    rig.accepted(IssueTicket(service="A"), PRESS)
    before = rig.history()

    assert rig.refused(IssueTicket(service="B"), PRESS) == "id-reused"
    assert rig.history() == before
    assert rig.accepted(IssueTicket(service="A"), PRESS).ticket == "A001"


def test_two_senders_may_use_the_same_id(rig: Rig) -> None:
    """An id belongs to its source."""
    rig.open_with()

    rig.accepted(IssueTicket(service="A"), PRESS)
    other = rig.accepted(IssueTicket(service="A"), PRESS, source=f"{HTTP}/2")

    assert other.ticket == "A002"


def test_a_refusal_is_repeated(rig: Rig) -> None:
    """A "next" refused at 10:00 is refused again at 10:05 though somebody waits now."""
    rig.open_with("1")
    first = rig.ask(CallNext(counter="1"), PRESS)
    rig.accepted(IssueTicket(service="A"))
    rig.clock.goes(minutes=5)

    assert isinstance(first, RefusalReply)
    assert first.refusal == "nobody-waiting"
    assert rig.ask(CallNext(counter="1"), PRESS) == first
    rig.restart()
    assert rig.ask(CallNext(counter="1"), PRESS) == first
    assert rig.accepted(CallNext(counter="1")).ticket == "A001"


def test_a_press_from_too_far_ahead_is_not_kept(rig: Rig) -> None:
    """What can be no press of this house leaves no trace; its id may be used again."""
    rig.open_with()
    far = NINE + timedelta(days=1, microseconds=1)

    assert rig.refused(IssueTicket(service="A"), PRESS, expires=far) == "malformed"

    assert rig.store.answer_to(HTTP, PRESS) is None
    assert rig.accepted(IssueTicket(service="A"), PRESS).ticket == "A001"


def test_an_expired_press_stays_expired(rig: Rig) -> None:
    """Not even a clock that was set back over a restart makes it count."""
    rig.open_with()
    before = NINE - timedelta(microseconds=1)

    assert rig.refused(IssueTicket(service="A"), PRESS, expires=before) == "expired"
    rig.clock.goes(minutes=-1)
    rig.restart()

    assert rig.refused(IssueTicket(service="A"), PRESS, expires=before) == "expired"
    assert rig.refused(IssueTicket(service="B"), PRESS) == "id-reused"
    assert rig.names() == ["DayOpened"]


def test_a_repeat_holds_nobody_else_up(rig: Rig) -> None:
    """Repeats and new presses of one group each get their own answer."""
    rig.open_with("1")
    first = rig.accepted(IssueTicket(service="A"), PRESS)
    late = NINE + timedelta(days=1, microseconds=1)
    rig.trying.gate.clear()
    box = Letterbox(rig)
    box.put(IssueTicket(service="B"))  # holds the writer at the gate
    new = box.put(IssueTicket(service="A"))
    box.put(IssueTicket(service="A"), PRESS)
    other = box.put(IssueTicket(service="B"), PRESS, source=f"{HTTP}/2")
    far = box.put(IssueTicket(service="A"), expires=late)
    called = box.put(CallNext(counter="1"))
    rig.trying.gate.set()

    box.wait(6)

    assert box.replies[new][0].ticket == "A002"
    assert other == PRESS
    assert {r.ticket for r in box.replies[PRESS]} == {first.ticket, "B002"}
    assert box.replies[far][0].refusal == "malformed"
    assert box.replies[called][0].ticket == "A001"
    positions = [event.position for event in rig.history()]
    assert positions == list(range(1, len(positions) + 1))


@pytest.mark.parametrize("expires", [NINE, NINE + timedelta(days=1)])
def test_a_press_counts_until_it_expires(rig: Rig, expires) -> None:
    """Up to and with the instant it names, at most a day ahead, a press is in time."""
    rig.open_with()

    assert rig.accepted(IssueTicket(service="A"), expires=expires).ticket == "A001"


def test_an_answered_press_is_answered_after_it_expired(rig: Rig) -> None:
    """A repeat that comes late hears what became of the press."""
    rig.open_with()
    soon = NINE + timedelta(seconds=5)
    first = rig.accepted(IssueTicket(service="A"), PRESS, expires=soon)
    rig.clock.goes(minutes=1)

    assert rig.accepted(IssueTicket(service="A"), PRESS, expires=soon) == first


def test_old_answers_are_forgotten_after_seven_days(rig: Rig) -> None:
    """The ticker has answers older than a week dropped, newer ones stay."""
    rig.open_with()
    rig.accepted(IssueTicket(service="A"), "old")
    rig.clock.goes(days=7)
    rig.accepted(IssueTicket(service="A"), "new")
    rig.clock.goes(seconds=1)

    rig.core.ticker.tick()
    rig.ask(IssueTicket(service="A"))  # after the chore, for there is one writer

    assert rig.store.answer_to(HTTP, "old") is None
    assert rig.store.answer_to(HTTP, "new") is not None


def test_the_kept_reply_is_without_the_follow_address(rig: Rig) -> None:
    """A repeat derives the follow address again; what is kept has none."""
    rig.open_with()
    first = rig.accepted(IssueTicket(service="A"), PRESS)

    kept = rig.store.answer_to(HTTP, PRESS)

    assert kept is not None
    assert first.follow is not None
    assert b"follow" not in kept.body
    assert rig.accepted(IssueTicket(service="A"), PRESS) == first
    assert replace(first, follow=None).ticket == "A001"
