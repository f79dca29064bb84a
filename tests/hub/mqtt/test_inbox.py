"""Commands that arrive by MQTT: carried out, or answered with what is wrong."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from events import topics
from events.counter import OpenCounter
from events.day import CloseDay
from events.device import PaperLow
from events.envelope import MAX_BYTES
from events.examples.envelopes import envelope
from events.ids import new_id
from events.link import Message
from events.replies import Accepted, RefusalReply
from events.visit import CallNext
from tests.hub.mqtt.wired import BOX, DISPENSER, ISSUE, READY, Asker, Wired, beat
from tests.hub.rig import NINE, OFFICE


def raw(**changes: object) -> bytes:
    """Return an issue-ticket envelope as JSON, with these members changed."""
    good = envelope("issue-ticket") | {"id": new_id()}
    return json.dumps({**good, **changes}).encode()


def test_a_command_is_answered(wired: Wired, asker: Asker) -> None:
    """The reply names the press it answers, and brings the ticket."""
    reply = asker.ask(ISSUE, id="press-1", correlationid="c-1")

    assert isinstance(reply, Accepted)
    assert reply.ticket == "A001"
    assert reply.follow is not None
    answer = asker.ear.envelopes()[-1]
    assert answer.causationid == "press-1"
    assert answer.correlationid == "c-1"
    assert answer.source == topics.hub_source(OFFICE)
    event = wired.rig.history()[-1]
    assert event.cause == "press-1"
    assert event.correlation == "c-1"
    assert event.event.device == DISPENSER
    assert not wired.inbox.strange


def test_the_devices_clock_is_kept_beside_ours(wired: Wired, asker: Asker) -> None:
    """What the device's clock said stands with the event; hub time decides."""
    device_at = NINE - timedelta(hours=3)
    asker.ask(ISSUE, time=device_at)

    event = wired.rig.history()[-1]
    assert event.device_at == device_at
    assert event.at == NINE


def test_a_repeated_press_is_one_ticket(wired: Wired, asker: Asker) -> None:
    """A press sent again gets its own reply, follow address and all."""
    first = asker.ask(ISSUE, id="press-1")

    assert asker.ask(ISSUE, id="press-1") == first
    assert wired.rig.names() == ["DayOpened", "TicketIssued"]


def test_an_expired_press_is_told_so(asker: Asker) -> None:
    """A late packet calls nobody."""
    reply = asker.ask(ISSUE, expires=NINE - timedelta(seconds=1))

    assert isinstance(reply, RefusalReply)
    assert reply.refusal == "expired"


def test_a_box_moves_its_counter(wired: Wired) -> None:
    """Each accepted reply brings the revision for the next press; an old one fails."""
    box = Asker(wired, BOX)
    revision = wired.rig.core.board.counters()[0].revision

    opened = box.ask(OpenCounter(counter="1", revision=revision))
    assert opened.state == "idle"
    wired.rig.accepted(ISSUE)
    called = box.ask(CallNext(counter="1", revision=opened.revision))
    assert called.ticket == "A001"
    again = box.ask(CallNext(counter="1", revision=opened.revision))
    assert again.refusal == "stale-revision"
    assert again.revision == called.revision
    assert box.ask(CallNext(counter="1")).refusal == "malformed"


BAD_COMMANDS = {
    "no JSON": (b"{", "malformed"),
    "not an object": (b"[1, 2]", "malformed"),
    "only spaces": (b"   ", "malformed"),
    "no text": (b"\xff\xfe\x00", "malformed"),
    "empty": (b"", "malformed"),
    "too large": (raw(data={"service": "A", "x": "y" * MAX_BYTES}), "malformed"),
    "one byte too many": (raw().ljust(MAX_BYTES + 1), "malformed"),
    "nested deep": (b'{"data":' + b"[" * 30_000 + b"]" * 30_000 + b"}", "malformed"),
    "nested in data": (
        raw(data={"x": "@"}).replace(b'"@"', b"[" * 30_000),
        "malformed",
    ),
    "a NUL": (raw(source="/office/hk01/device/dispenser-1\0"), "malformed"),
    "a lone surrogate": (raw(source="\ud800"), "malformed"),
    "a number too large": (raw(sequence=2**64), "malformed"),
    "a naive time": (raw(time="2026-11-22T08:00:00"), "malformed"),
    "no data": (raw(data={}), "malformed"),
    "null data": (raw(data=None), "malformed"),
    "another alphabet": (raw(data={"service": "Đ"}), "malformed"),
    "a NUL in data": (raw(data={"service": "A\0"}), "malformed"),
    "an unknown type": (raw(type="layso.fly-away"), "unknown-type"),
    "a fact's type": (raw(type="layso.paper-low", data={}), "unknown-type"),
    "an event's type": (raw(type="layso.ticket-issued"), "unknown-type"),
    "a newer version": (raw(dataversion=2), "unknown-version"),
    "another office": (raw(source="/office/hk02/device/dispenser-1"), "wrong-office"),
    "another device": (raw(source="/office/hk01/device/spare-1"), "wrong-source"),
    "the hub's source": (raw(source="/office/hk01/hub"), "wrong-source"),
    "not its business": (raw(type="layso.close-day", data={}), "not-allowed"),
}


@pytest.mark.parametrize(
    ("payload", "refusal"), BAD_COMMANDS.values(), ids=BAD_COMMANDS
)
def test_what_is_wrong_is_answered(
    wired: Wired, asker: Asker, payload: bytes, refusal: str
) -> None:
    """Each bad message is answered by name and counted, and nothing comes of it."""
    _, said = asker.hears(payload)

    assert said.refusal == refusal
    assert said.text.vi
    assert said.text.en
    assert dict(wired.inbox.strange) == {refusal: 1}
    assert wired.rig.names() == ["DayOpened"]
    assert asker.ask(ISSUE).ticket == "A001"


@pytest.mark.parametrize(
    ("payload", "id"),
    [
        (b'{"id":"press-7"}', "press-7"),
        (b'{"id":"press-7","specversion":"2.0","data":{"a":[1,2]}}', "press-7"),
        (b'{"id":"press 7"}', "unknown"),
        (b'{"id":7}', "unknown"),
        (b'{"id":"\\u0000"}', "unknown"),
        (b'{"id":"\\ud800"}', "unknown"),
        (b'{"id":"press-7"', "unknown"),
        (b"", "unknown"),
        (b'{"id":"press-7","x":' + b"[" * 30_000 + b"}", "unknown"),
    ],
    ids=repr,
)
def test_what_names_itself_is_answered_by_name(
    asker: Asker, payload: bytes, id: str
) -> None:
    """A message that cannot be read is answered to its id, where that can be told."""
    assert asker.hears(payload)[0] == id


@pytest.mark.parametrize("kind", ["command", "fact"])
def test_a_stranger_is_told_so(wired: Wired, kind: str) -> None:
    """A device that the site file does not name asks and reports in vain."""
    stranger = Asker(wired, "dispenser-9")
    body = ISSUE if kind == "command" else PaperLow()

    assert stranger.ask(body, kind=kind).refusal == "unknown-device"
    assert dict(wired.inbox.strange) == {"unknown-device": 1}
    assert wired.rig.names() == ["DayOpened"]


@pytest.mark.parametrize("kind", ["command", "fact"])
def test_nothing_retained_is_carried_out(wired: Wired, kind: str) -> None:
    """A command or fact that a broker kept is ignored, whatever it is, and counted."""
    body = ISSUE if kind == "command" else PaperLow()
    wired.broker.go_down()
    wired.send(body, kind=kind, retain=True)
    wired.broker.come_up()
    wired.flushed()

    assert dict(wired.inbox.strange) == {"retained": 1}
    assert wired.rig.names() == ["DayOpened"]


def test_what_is_on_nobodys_topic_is_counted(wired: Wired) -> None:
    """A topic that is none of ours does no harm."""
    for topic in ("layso/v1/hk01/hub/x/y", "layso", ""):
        wired.inbox.hear(Message(topic, b"x", False))

    assert wired.inbox.strange["topic"] == 3


def test_whatever_is_strange_is_told_by_kind_and_sender(wired: Wired) -> None:
    """Counts and log hear what is wrong and on whose topic, not what was said."""
    told: list[tuple[str, str]] = []
    wired.inbox.on_strange = lambda kind, who: told.append((kind, who))
    wired.publish(topics.command(OFFICE, DISPENSER), b"rubbish")
    wired.publish(topics.health(OFFICE, "stranger"), b"rubbish")

    assert told == [("malformed", DISPENSER), ("malformed", "stranger")]


def test_no_fault_in_a_callback_kills_anything(wired: Wired, asker: Asker) -> None:
    """A fault planted in the hub's own callbacks costs one message."""

    def fault(*_: object) -> None:
        raise RuntimeError("planted")

    put, answer = wired.inbox._put, wired.inbox._answer
    wired.inbox._put = wired.inbox._answer = fault
    wired.inbox.on_status = wired.inbox.on_other_hub = fault
    wired.send(ISSUE)
    wired.send(CloseDay())
    wired.publish(topics.command(OFFICE, DISPENSER), b"rubbish")
    wired.send(READY, kind="status")
    wired.publish(topics.hub(OFFICE), beat("another"))
    wired.inbox._put, wired.inbox._answer = put, answer

    assert asker.ask(ISSUE).ticket == "A001"
