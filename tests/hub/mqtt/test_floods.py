"""One device sends without end: it is refused, and nobody else notices."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from events import topics
from events.device import Connection, DeviceStatus, HubStatus, PaperLow
from events.envelope import seal, unseal
from events.fact_sender import FactSender
from events.ids import new_id
from events.link import Message
from events.outbox import Outbox
from hub.application.flood import Allowance, FloodGate
from tests.hub.mqtt.wired import BOX, DISPENSER, ISSUE, Asker, Ear, Wired
from tests.hub.rig import OFFICE

ALLOWED = Allowance(per_s=50, burst=200)


class Time:
    """A clock that is set by hand, in seconds."""

    now = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def time(wired: Wired) -> Time:
    """The clock of the hub's flood gate, which stands."""
    time = Time()
    wired.inbox._flood = FloodGate(ALLOWED, time)
    return time


def refusals(ear: Ear) -> list[str]:
    """Return the names of the refusals heard."""
    bodies = [envelope.body() for envelope in ear.envelopes()]
    return [body.refusal for body in bodies if hasattr(body, "refusal")]


def test_over_the_limit_is_refused(wired: Wired, time: Time) -> None:
    """Of a thousand presses at once 200 are taken, five hear `flood`, all count."""
    asker = Asker(wired)
    for _ in range(1_000):
        wired.send(ISSUE)
    wired.flushed()

    assert refusals(asker.ear) == ["flood"] * 5
    assert wired.inbox.strange == {"flood": 800}
    assert wired.rig.names().count("TicketIssued") == 200


def test_a_refused_press_may_be_sent_again(wired: Wired, time: Time) -> None:
    """`flood` is not kept: the same id is carried out when there is room again."""
    asker = Asker(wired)
    for _ in range(200):
        wired.send(ISSUE)
    wired.flushed()
    assert asker.ask(ISSUE, id="press-1").refusal == "flood"
    time.now += 1

    assert asker.ask(ISSUE, id="press-1").ticket == "A201"


def test_other_devices_go_on(wired: Wired, time: Time) -> None:
    """A flood from a box, or from strangers, refuses nothing of the dispenser's."""
    for n in range(1_000):
        wired.send(ISSUE, BOX)
        wired.send(ISSUE, f"stranger-{n}")
    wired.flushed()

    assert Asker(wired).ask(ISSUE).ticket == "A001"
    assert wired.inbox.strange["unknown-device"] == 200
    assert wired.inbox.strange["flood"] == 1_600


def test_rubbish_counts_too(wired: Wired, time: Time) -> None:
    """What cannot be read is not even looked at beyond the limit."""
    asker = Asker(wired)
    for _ in range(300):
        wired.publish(topics.command(OFFICE, DISPENSER), b"rubbish")
    wired.flushed()

    assert wired.inbox.strange == {"malformed": 200, "flood": 100}
    assert refusals(asker.ear) == ["malformed"] * 200 + ["flood"] * 5


def test_a_flood_of_statuses_fills_no_book(wired: Wired, time: Time) -> None:
    """A box that comes and goes without end is recorded as often as is allowed."""
    beats = wired.ear(topics.hub(OFFICE))
    for n in range(1_000):
        status = DeviceStatus(
            status=Connection.READY, session=f"s-{n}", boot="b-1", version="0.1.0"
        )
        wired.send(status, kind="status", retain=True)
    wired.flushed()

    assert wired.inbox.strange == {"flood": 800}
    assert len(beats.heard) <= 202
    assert wired.rig.names().count("DeviceOnline") <= 200


def test_a_flood_of_heartbeats_is_cut(wired: Wired, time: Time) -> None:
    """Whoever plays the hub without end is heard as often as is allowed."""
    before = len(wired.others)
    for n in range(1_000):
        status = HubStatus(status="online", epoch=f"rival-{n}")
        payload = seal(status, id=new_id(), source=topics.hub_source(OFFICE))
        wired.publish(topics.hub(OFFICE), payload)

    assert len(wired.others) - before <= 200


def test_a_flood_is_logged_once(wired: Wired, time: Time, caplog) -> None:
    """Ten thousand messages are two lines: when it begins, and when it is over."""
    with caplog.at_level(logging.WARNING):
        for _ in range(10_000):
            wired.publish(topics.command(OFFICE, DISPENSER), b"")
        time.now += 6
        wired.inbox._flood.tick()

    gate = [r.getMessage() for r in caplog.records if r.name.endswith("flood")]
    assert gate[-1] == "the flood from dispenser-1 is over: 9800 refused in 0.0 s"
    assert len(gate) == 2


def test_facts_keep_no_press_out(wired: Wired, time: Time) -> None:
    """A dispenser that empties its outbox still gets tickets, and the other way."""
    asker = Asker(wired)
    for n in range(1, 201):
        wired.send(PaperLow(), kind="fact", sequence=n)
    wired.flushed()
    assert asker.ask(PaperLow(), kind="fact", sequence=201).refusal == "flood"

    for _ in range(200):
        assert asker.ask(ISSUE).ticket
    assert asker.ask(ISSUE).refusal == "flood"


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    """A dispenser's outbox with a night of facts."""
    outbox = Outbox(tmp_path / "outbox.db")
    outbox.open()
    source = topics.device_source(OFFICE, DISPENSER)
    for n in range(1, 121):
        name = f"fact-{n}"
        seal_it = partial(_sealed, PaperLow(), id=name, source=source)
        outbox.add(name, seal_it)
    yield outbox
    outbox.close()


def _sealed(body: object, sequence: int, **how: str) -> bytes:
    return seal(body, sequence=sequence, **how)


def test_a_night_of_facts_gets_through(
    wired: Wired, time: Time, outbox: Outbox
) -> None:
    """Facts over the limit stay in the outbox and go again in order: none is lost."""
    wired.inbox._flood = FloodGate(Allowance(per_s=10, burst=50), time)
    heard: list[Message] = []
    link = wired.ear().link
    link._on_message = heard.append
    link._filters = (topics.reply(OFFICE, DISPENSER),)
    noted: list[str] = []
    sender = FactSender(link, topics.fact(OFFICE, DISPENSER), outbox, noted.append)
    sender.connected(True)
    began = time.now
    while outbox.depth():
        sender.tick(time.now)
        wired.flushed()
        for message in heard:
            sender.heard(unseal(message.payload))
        heard.clear()
        time.now += 0.002

    facts = [r for r in wired.rig.history() if r.stream.endswith(DISPENSER)]
    assert [r.cause for r in facts] == [f"fact-{n}" for n in range(1, 121)]
    assert wired.inbox.strange["flood"] >= 1
    assert set(noted) == {"the hub refused a fact: flood"}
    assert time.now - began < 15
