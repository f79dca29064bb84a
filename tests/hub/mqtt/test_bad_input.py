"""Bad input that can be read all the same: late, doubled, kept, out of order."""

from __future__ import annotations

from datetime import timedelta

from events import topics
from events.counter import OpenCounter
from events.device import PaperLow, PaperOut, TicketPrinted
from events.envelope import MAX_BYTES, unseal
from events.replies import Acknowledged
from events.visit import IssueTicket
from tests.examples import example
from tests.hub.mqtt.wired import BOX, DISPENSER, ISSUE, Asker, Wired
from tests.hub.rig import NINE, OFFICE
from tests.junk import junk


def test_a_mebibyte_is_answered_by_its_id(wired: Wired, asker: Asker) -> None:
    """A message far too large is not read, but answered to the id that it names."""
    payload = b'{"id":"press-7","data":"' + b"x" * 1_048_576 + b'"}'
    id, said = asker.hears(payload)

    assert (id, said.refusal) == ("press-7", "malformed")
    assert str(MAX_BYTES) in said.text.en


def test_an_unknown_service_is_refused_and_kept(wired: Wired, asker: Asker) -> None:
    """The rules refuse it by name, and again with the same id."""
    for _ in range(2):
        said = asker.ask(IssueTicket(service="Z"), id="press-1")
        assert said.refusal == "unknown-service"


def test_an_id_means_one_command(wired: Wired, asker: Asker) -> None:
    """The same id with another body is refused; the first answer stays."""
    first = asker.ask(ISSUE, id="press-1")

    assert asker.ask(IssueTicket(service="B"), id="press-1").refusal == "id-reused"
    assert asker.ask(ISSUE, id="press-1") == first


def test_an_id_is_the_senders_own(wired: Wired, asker: Asker) -> None:
    """Two devices that use one id by chance do not get each other's answers."""
    first = asker.ask(ISSUE, id="press-1")
    other = Asker(wired, "spare-1").ask(ISSUE, id="press-1")

    assert (first.ticket, other.ticket) == ("A001", "A002")


def test_no_box_moves_another_counter(wired: Wired) -> None:
    """A box asks for its own counter only."""
    said = Asker(wired, BOX).ask(OpenCounter(counter="2", revision=0))

    assert said.refusal == "not-allowed"
    assert wired.inbox.strange == {"not-allowed": 1}


def test_yesterdays_presses_call_nobody(wired: Wired, asker: Asker) -> None:
    """Sent again a day later, each gets the answer it got; with a new id it is late."""
    expires = NINE + timedelta(seconds=10)
    first = asker.ask(ISSUE, id="press-1", expires=expires)
    wired.rig.clock.goes(days=1)

    assert asker.ask(ISSUE, id="press-1", expires=expires) == first
    assert asker.ask(ISSUE, id="press-2", expires=expires).refusal == "expired"
    assert wired.rig.names() == ["DayOpened", "TicketIssued"]


def test_after_the_answers_are_forgotten_the_expiry_holds(
    wired: Wired, asker: Asker
) -> None:
    """Eight days later the answer is gone, and the press is refused as too late."""
    expires = NINE + timedelta(seconds=10)
    asker.ask(ISSUE, id="press-1", expires=expires)
    wired.rig.clock.goes(days=8)
    wired.rig.core.office.forget_old_answers(wired.rig.clock.now())

    assert asker.ask(ISSUE, id="press-1", expires=expires).refusal == "expired"
    assert wired.rig.names() == ["DayOpened", "TicketIssued"]


def test_a_press_that_lasts_too_long_is_refused(asker: Asker) -> None:
    """No press is good for more than a day: its answer would be forgotten first."""
    said = asker.ask(ISSUE, expires=NINE + timedelta(days=2))

    assert said.refusal == "malformed"
    assert "more than a day from now" in said.text.en
    assert "xa hơn một ngày" in said.text.vi


def test_a_type_on_another_topic_is_told_so(wired: Wired, asker: Asker) -> None:
    """The type is known; where it was sent is wrong, and both languages say that."""
    said = asker.ask(PaperLow())

    assert said.refusal == "unknown-type"
    assert "does not belong on this topic" in said.text.en
    assert "không thuộc kênh này" in said.text.vi


def test_the_reason_is_told_in_both_languages(wired: Wired) -> None:
    """A box's command without `revision` hears in each what is missing."""
    said = Asker(wired, BOX).ask(OpenCounter(counter="1"))

    assert "(revision: is missing)" in said.text.en
    assert "(revision: còn thiếu)" in said.text.vi


def test_a_fact_about_no_visit_of_today_is_kept_and_counted(
    wired: Wired, asker: Asker
) -> None:
    """It may be of yesterday, or from before a restore: what happened is written."""
    known = asker.ask(ISSUE)
    of_today = example(TicketPrinted, visit=known.visit, ticket=known.ticket)
    asker.ask(of_today, kind="fact", sequence=1)
    assert not wired.inbox.strange

    of_nobody = example(TicketPrinted, visit="no-such-visit")
    assert asker.ask(of_nobody, kind="fact", sequence=2) == Acknowledged(sequence=2)
    assert wired.inbox.strange == {"unknown-visit": 1}
    assert wired.rig.names()[-2:] == ["TicketPrinted", "TicketPrinted"]


def test_facts_out_of_order_are_all_kept(wired: Wired, asker: Asker) -> None:
    """A gap, a late one, one from a new outbox: each is acknowledged by its number."""
    for sequence in (5, 9, 7, 1):
        said = asker.ask(PaperLow(), kind="fact", sequence=sequence)
        assert said == Acknowledged(sequence=sequence)

    assert wired.rig.names() == ["DayOpened"] + ["PaperLow"] * 4


def test_one_number_with_two_facts_keeps_both(wired: Wired, asker: Asker) -> None:
    """A fact is known by its id: a number given twice loses nothing."""
    for body in (PaperLow(), PaperOut()):
        asker.ask(body, kind="fact", sequence=1)

    assert wired.rig.names() == ["DayOpened", "PaperLow", "PaperOut"]


def test_redelivery_changes_nothing(wired: Wired, asker: Asker) -> None:
    """What a broker delivers three times, in any order, happens once."""
    ear = wired.ear(topics.command(OFFICE, DISPENSER), topics.fact(OFFICE, DISPENSER))
    asker.ask(ISSUE)
    asker.ask(PaperLow(), kind="fact", sequence=1)
    seen = list(ear.heard)
    before = wired.rig.history()
    for message in (*reversed(seen), *seen):
        wired.inbox.hear(message)
    wired.flushed()

    assert wired.rig.history() == before


def test_junk_that_a_broker_kept_harms_no_hub(wired: Wired, asker: Asker) -> None:
    """Retained rubbish on any topic is passed over; the hub's own states replace it."""
    own = [t for t in wired.broker.retained if "/counter/" in t or "/screen" in t]
    kinds = ("command", "fact", "status", "health", "settings", "order")
    for payload in junk(OFFICE):
        wired.broker.go_down()
        for kind in kinds:
            wired.broker.retained[f"layso/v1/{OFFICE}/{kind}/{DISPENSER}"] = payload
        for topic in (*own, topics.hub(OFFICE)):
            wired.broker.retained[topic] = payload
        wired.broker.come_up()
        wired.flushed()

    assert set(wired.rig.names()) <= {"DayOpened", "DeviceOnline", "DeviceOffline"}
    assert asker.ask(ISSUE).ticket == "A001"
    states = [unseal(wired.broker.retained[topic]).name for topic in own]
    assert set(states) == {"counter-state", "screen-state"}
