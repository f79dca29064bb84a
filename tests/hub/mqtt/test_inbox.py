"""What arrives by MQTT: carried out, or answered with what is wrong."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from events import topics
from events.counter import OpenCounter
from events.day import CloseDay
from events.device import (
    Connection,
    DeviceHealth,
    DeviceStatus,
    HubStatus,
    PaperLow,
    PaperOut,
    TicketPrinted,
)
from events.envelope import MAX_BYTES, seal
from events.examples.envelopes import envelope
from events.ids import new_id
from events.link import Message
from events.replies import Accepted, Acknowledged, RefusalReply
from events.visit import CallNext, IssueTicket
from tests.examples import example
from tests.hub.mqtt.wired import BOX, DISPENSER, Asker, Wired
from tests.hub.rig import NINE, OFFICE

ISSUE = IssueTicket(service="A")
READY = DeviceStatus(
    status=Connection.READY, session="s-1", boot="b-1", version="0.1.0"
)


@pytest.fixture
def asker(wired: Wired) -> Asker:
    """The dispenser."""
    return Asker(wired)


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


# ── Facts ────────────────────────────────────────────────────────────────────


def test_a_fact_is_acknowledged_with_its_sequence(wired: Wired, asker: Asker) -> None:
    """The acknowledgement comes after the commit, and says which fact."""
    reply = asker.ask(example(TicketPrinted), kind="fact", sequence=18)

    assert reply == Acknowledged(sequence=18)
    event = wired.rig.history()[-1]
    assert event.stream == "hk01/device/dispenser-1"
    assert event.event == example(TicketPrinted)


def test_a_repeated_fact_is_written_once(wired: Wired, asker: Asker) -> None:
    """A fact sent again is acknowledged again, and stands there once."""
    for _ in range(3):
        reply = asker.ask(PaperLow(), kind="fact", id="fact-1", sequence=7)
        assert reply == Acknowledged(sequence=7)

    assert wired.rig.names() == ["DayOpened", "PaperLow"]


def test_a_fact_never_expires(wired: Wired, asker: Asker) -> None:
    """What happened has happened, however late it is told."""
    late = NINE - timedelta(days=2)
    reply = asker.ask(PaperOut(), kind="fact", sequence=1, expires=late, time=late)

    assert reply == Acknowledged(sequence=1)
    assert wired.rig.history()[-1].device_at == late


def test_a_fact_that_cannot_be_kept_is_wanted_again(wired: Wired, asker: Asker) -> None:
    """While the store fails a fact is not acknowledged; afterwards it is."""
    wired.rig.trying.is_broken = True
    reply = asker.ask(PaperLow(), kind="fact", id="fact-1", sequence=7)
    assert reply.refusal == "hub-cannot-write"
    wired.rig.trying.is_broken = False

    assert asker.ask(PaperLow(), kind="fact", id="fact-1", sequence=7) == (
        Acknowledged(sequence=7)
    )


def test_a_bad_fact_is_refused_singly(asker: Asker) -> None:
    """A fact that cannot be read is refused by its id; the next one passes."""
    bad = json.dumps(envelope("ticket-printed") | {"id": "f-1", "data": {}}).encode()

    id, said = asker.hears(bad, kind="fact")
    assert (id, said.refusal) == ("f-1", "malformed")
    command = json.dumps(envelope("issue-ticket") | {"id": "f-2"}).encode()
    assert asker.hears(command, kind="fact")[1].refusal == "unknown-type"
    assert asker.ask(PaperLow(), kind="fact", sequence=3) == Acknowledged(sequence=3)


# ── Signs of life ────────────────────────────────────────────────────────────


def test_a_device_that_announces_itself_is_there(wired: Wired) -> None:
    """Its status is noted and recorded, and the hub says at once that it is there."""
    ear = wired.ear(topics.hub(OFFICE))
    before = len(ear.heard)
    wired.send(READY, kind="status", retain=True)
    ear.wait(before + 1)
    wired.flushed()

    assert wired.rig.core.devices.is_online(DISPENSER)
    assert wired.rig.names() == ["DayOpened", "DeviceOnline"]
    status = ear.envelopes()[-1].body()
    assert (status.status, status.epoch) == ("online", wired.outbox.epoch)


def test_a_stale_will_changes_nothing(wired: Wired) -> None:
    """The will of an earlier connection does not make a box lost."""
    wired.send(replace(READY, session="s-2"), kind="status")
    wired.send(replace(READY, status=Connection.LOST), kind="status")
    wired.rig.core.devices.tick()

    assert wired.rig.core.devices.is_online(DISPENSER)


def test_kept_health_is_no_sign_of_life(wired: Wired) -> None:
    """Only health that is sent now counts."""
    health = DeviceHealth(uptime_s=30)
    wired.broker.go_down()
    wired.send(health, kind="health", retain=True)
    wired.broker.come_up()
    assert "dispenser-1" not in wired.rig.core.devices._presences.seen

    wired.send(health, kind="health", retain=True)
    assert wired.rig.core.devices._presences.seen["dispenser-1"].health == health


def test_a_state_taken_away_is_nothing_strange(wired: Wired) -> None:
    """An empty retained status is how a broker forgets one."""
    wired.publish(topics.status(OFFICE, DISPENSER), b"", retain=True)

    assert not wired.inbox.strange


@pytest.mark.parametrize(
    ("device", "body", "how", "kind"),
    [
        ("dispenser-9", READY, {}, "unknown-device"),
        (DISPENSER, READY, {"source": "/office/hk01/device/spare-1"}, "wrong-source"),
        (DISPENSER, ISSUE, {}, "unknown-type"),
        (DISPENSER, READY, {"id": "x"}, None),
    ],
)
def test_strange_signs_of_life_are_counted(wired, device, body, how, kind) -> None:
    """A status of a stranger, of another device, or that is none, is passed over."""
    wired.send(body, device, "status", **how)
    wired.publish(topics.health(OFFICE, DISPENSER), b"rubbish")

    expected = {"malformed": 1} | ({kind: 1} if kind else {})
    assert dict(wired.inbox.strange) == expected


# ── Another hub ──────────────────────────────────────────────────────────────


def beat(epoch: str, status: str = "online") -> bytes:
    """Return a hub's word about itself."""
    body = HubStatus(status=status, epoch=epoch, time=NINE)
    return seal(body, id=new_id(), source=topics.hub_source(OFFICE))


def test_another_hub_that_lives_is_heard(wired: Wired) -> None:
    """A live heartbeat is passed on, of whichever epoch."""
    wired.publish(topics.hub(OFFICE), beat("another"), retain=True)

    assert [status.epoch for status in wired.others][-1] == "another"


def test_what_a_broker_kept_of_another_hub_is_not(wired: Wired) -> None:
    """A retained heartbeat may be of a hub long gone; so may a last will."""
    wired.others.clear()
    wired.link.cut()
    wired.broker.retained[topics.hub(OFFICE)] = beat("gone")
    wired.link.join()
    wired.publish(topics.hub(OFFICE), beat("gone", "offline"))
    wired.flushed()

    assert "gone" not in [status.epoch for status in wired.others]


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
