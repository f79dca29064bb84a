"""What the hub says by MQTT: events, replies, orders, and only what is on the disk."""

from __future__ import annotations

import threading

from events import topics
from events.counter import OpenCounter
from events.device import Identify, PaperLow
from events.link import MemoryBroker, MemoryLink
from hub.mqtt.outbox import Outbox
from hub.mqtt.telling import PAGE, Telling
from tests.hub.mqtt.wired import DISPENSER, ISSUE, Asker, Wired
from tests.hub.rig import OFFICE, Rig


def test_an_event_says_where_it_stands(wired: Wired) -> None:
    """Its id names store and position, its subject the day, its cause the press."""
    ear = wired.ear(topics.event(OFFICE, "ticket-issued"))
    wired.rig.accepted(ISSUE, "press-1")

    event = ear.wait(1)[-1]

    recorded = wired.rig.history()[-1]
    store = wired.rig.core.office.store.store_id
    assert event.id == f"{store}:{recorded.position}"
    assert event.sequence == recorded.position
    assert event.subject == recorded.stream
    assert event.time == recorded.at
    assert (event.causationid, event.correlationid) == ("press-1", "press-1")
    assert event.source == topics.hub_source(OFFICE)


def test_a_devices_fact_says_whose_it_is(wired: Wired) -> None:
    """The subject of a published fact is the device's own history."""
    ear = wired.ear(topics.event(OFFICE, "paper-low"))
    asker = Asker(wired)
    asker.ask(PaperLow(), kind="fact", sequence=1)

    assert ear.wait(1)[-1].subject == f"{OFFICE}/device/{asker.device}"


def test_what_happened_without_a_broker_is_told_afterwards(wired: Wired) -> None:
    """Events recorded while the broker was away are published when it is back."""
    ear = wired.ear(f"layso/v1/{OFFICE}/event/#")
    wired.rig.accepted(ISSUE)
    ear.wait(1)
    wired.broker.go_down()
    for _ in range(3):
        wired.rig.accepted(ISSUE)
    wired.broker.come_up()
    wired.rig.accepted(ISSUE)
    wired.flushed()

    told = [e.sequence or 0 for e in ear.envelopes()]
    assert told == list(range(told[0], told[0] + 5))


def test_a_reply_waits_for_no_day_of_events(wired: Wired) -> None:
    """After an outage what is untold goes page by page, and answers in between."""
    wired.broker.go_down()
    for _ in range(3 * PAGE):
        wired.rig.accepted(ISSUE)
    ear = wired.ear(f"layso/v1/{OFFICE}/event/#", topics.reply(OFFICE, DISPENSER))
    is_stuck, hold = threading.Event(), threading.Event()

    def stuck() -> None:
        is_stuck.set()
        hold.wait(10)

    wired.outbox._tasks.put(stuck)
    assert is_stuck.wait(10)
    wired.broker.come_up()
    wired.send(ISSUE, id="press-1")
    wired.rig.ask(object())
    hold.set()
    heard = ear.wait(3 * PAGE + 2)

    names = [envelope.name for envelope in heard]
    assert names.index("accepted") <= PAGE
    told = [e.sequence for e in heard if e.name == "ticket-issued"]
    assert told == list(range(2, 3 * PAGE + 3))


def test_a_hub_that_stops_tells_what_is_untold(wired: Wired) -> None:
    """Its last word comes after the events, however many pages they are."""
    wired.broker.go_down()
    for _ in range(2 * PAGE):
        wired.rig.accepted(ISSUE)
    ear = wired.ear(f"layso/v1/{OFFICE}/event/#", topics.hub(OFFICE))
    wired.broker.come_up()
    wired.outbox.stop()

    assert [e.name for e in ear.envelopes()].count("ticket-issued") == 2 * PAGE
    assert ear.envelopes()[-1].body().status == "offline"


def test_every_event_is_said_in_order(wired: Wired) -> None:
    """Who integrates hears each event once, facts of devices too."""
    ear = wired.ear(f"layso/v1/{OFFICE}/event/#")
    for _ in range(20):
        wired.rig.accepted(ISSUE)
    Asker(wired).ask(PaperLow(), kind="fact", sequence=1)
    wired.flushed()

    assert [e.sequence for e in ear.envelopes()] == list(range(2, 23))
    assert ear.envelopes()[-1].name == "paper-low"


def test_a_reply_comes_after_the_commit(wired: Wired) -> None:
    """While the disk is busy nobody hears a thing: no reply, no event, no state."""
    wired.rig.accepted(OpenCounter(counter="1"))
    wired.flushed()
    order: list[str] = []
    ear = wired.ear(f"layso/v1/{OFFICE}/#")
    silent = len(ear.heard)
    wired.rig.trying.gate.clear()
    wired.rig.trying.is_at_gate.clear()
    asker = Asker(wired)
    asking = threading.Thread(target=lambda: order.append(asker.ask(ISSUE).ticket))
    asking.start()
    assert wired.rig.trying.is_at_gate.wait(10)

    said = [e.name for e in ear.envelopes()[silent:]]
    assert set(said) <= {"issue-ticket", "hub-status"}
    order.append("committed")
    wired.rig.trying.gate.set()
    asking.join(10)

    assert order == ["committed", "A001"]


def test_a_reply_to_nobody_is_lost_and_kept(wired: Wired) -> None:
    """A device that was cut off asks again by the same id and hears its answer."""
    asker = Asker(wired)
    asker.ear.link.cut()
    wired.send(ISSUE, id="press-1")
    wired.flushed()
    asker.ear.link.join()

    assert asker.ask(ISSUE, id="press-1").ticket == "A001"


def test_an_order_has_an_id_and_an_end(wired: Wired) -> None:
    """A device is told what to do, once, until then."""
    ear = wired.ear(topics.order(OFFICE, DISPENSER))
    until = wired.rig.clock.now()

    order = wired.outbox.order(DISPENSER, Identify(), expires=until)

    said = ear.wait(1)[-1]
    assert (said.id, said.expires) == (order, until)
    assert isinstance(said.body(), Identify)
    assert topics.order(OFFICE, DISPENSER) not in wired.broker.retained


class SulkingLink(MemoryLink):
    """A link whose `publish` raises."""

    def publish(self, *_: object, **__: object) -> bool:
        """Fail."""
        raise RuntimeError("planted")


def test_what_cannot_be_said_kills_nothing() -> None:
    """A fault while publishing costs one message; the thread lives and ends."""
    rig = Rig()
    link = SulkingLink(MemoryBroker())
    telling = Telling(OFFICE, link, rig.core.office.store)
    outbox = Outbox(OFFICE, link, rig.core.board, rig.core.clock, telling)
    outbox.start()
    rig.open_with()
    outbox.beat()
    done = threading.Event()
    outbox._tasks.put(done.set)

    assert done.wait(10)
    outbox.stop()
    assert not outbox._thread.is_alive()
    rig.stop()
