"""What the hub says by MQTT: only what is on the disk, states retained, events not."""

from __future__ import annotations

import threading

from events import topics
from events.counter import OpenCounter
from events.device import CounterState, Identify, PaperLow, ScreenState
from events.envelope import unseal
from events.link import MemoryBroker, MemoryLink
from events.visit import CallNext, IssueTicket, TicketIssued
from hub.mqtt.outbox import HEARTBEAT_S, Outbox
from hub.mqtt.telling import Telling
from tests.hub.mqtt.wired import DISPENSER, Asker, Wired
from tests.hub.rig import OFFICE, Rig

ISSUE = IssueTicket(service="A")
COUNTERS = [f"layso/v1/{OFFICE}/counter/{n}" for n in (1, 2, 3)]
STATES = {*COUNTERS, topics.screen(OFFICE), topics.hub(OFFICE)}


def kept(wired: Wired, topic: str):
    """Return the body that the broker keeps on a topic."""
    return unseal(wired.broker.retained[topic]).body()


def test_states_are_retained_and_events_are_not(wired: Wired) -> None:
    """Counters, screen and hub are kept; what happened is said once."""
    ear = wired.ear(f"layso/v1/{OFFICE}/event/#")
    wired.rig.accepted(ISSUE)
    event = ear.wait(1)[-1]
    wired.flushed()

    assert isinstance(event.body(), TicketIssued)
    assert wired.broker.retained.keys() == STATES
    assert kept(wired, topics.screen(OFFICE)) == wired.rig.core.board.now.screen
    assert kept(wired, COUNTERS[0]).waiting == 1


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


def test_every_event_is_said_in_order(wired: Wired) -> None:
    """Who integrates hears each event once, facts of devices too."""
    ear = wired.ear(f"layso/v1/{OFFICE}/event/#")
    for _ in range(20):
        wired.rig.accepted(ISSUE)
    Asker(wired).ask(PaperLow(), kind="fact", sequence=1)
    wired.flushed()

    assert [e.sequence for e in ear.envelopes()] == list(range(2, 23))
    assert ear.envelopes()[-1].name == "paper-low"


def test_states_are_said_anew_on_every_connect(wired: Wired) -> None:
    """A broker that forgot everything is told all of it again."""
    wired.rig.accepted(OpenCounter(counter="1"))
    wired.flushed()
    for _ in range(2):
        wired.broker.go_down()
        wired.broker.retained.clear()
        wired.broker.come_up()
        wired.flushed()

        assert wired.broker.retained.keys() == STATES
        assert kept(wired, COUNTERS[0]).state == "idle"
        assert kept(wired, topics.hub(OFFICE)).status == "online"


def test_what_changed_meanwhile_is_said_on_connect(wired: Wired) -> None:
    """The states of a broker that comes back are those of now."""
    wired.broker.go_down()
    wired.rig.accepted(OpenCounter(counter="2"))
    wired.rig.accepted(ISSUE)
    wired.rig.accepted(CallNext(counter="2"))
    wired.flushed()
    wired.broker.come_up()
    wired.flushed()

    assert kept(wired, COUNTERS[1]).ticket == "A001"
    assert kept(wired, topics.screen(OFFICE)).calls[0].ticket == "A001"


def test_only_what_changed_is_said(wired: Wired) -> None:
    """A device's fact moves no counter and no screen; a call does not move them all."""
    ear = wired.ear(f"layso/v1/{OFFICE}/counter/+", topics.screen(OFFICE))
    before = len(ear.heard)
    Asker(wired).ask(PaperLow(), kind="fact", sequence=1)
    wired.flushed()
    assert len(ear.heard) == before

    wired.rig.accepted(OpenCounter(counter="1"))
    wired.flushed()
    said = [e.body() for e in ear.envelopes()[before:]]
    assert [type(body) for body in said] == [CounterState, ScreenState]
    assert said[0].counter == "1"


def test_the_state_is_there_before_the_reply(wired: Wired) -> None:
    """Who hears a reply finds the counter as the reply says."""
    ear = wired.ear(f"layso/v1/{OFFICE}/+/1", f"layso/v1/{OFFICE}/reply/counter-1")
    box = Asker(wired, "counter-1")
    revision = wired.rig.core.board.counters()[0].revision
    box.ask(OpenCounter(counter="1", revision=revision))
    wired.flushed()

    names = [e.name for e in ear.envelopes()]
    assert names[-2:] == ["counter-state", "accepted"]


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


def test_the_will_says_which_hub_went(wired: Wired) -> None:
    """Will and heartbeat carry the same epoch, which each start makes anew."""
    will = unseal(wired.outbox.will().payload).body()

    assert (will.status, will.epoch) == ("offline", wired.outbox.epoch)
    assert wired.outbox.will().topic == topics.hub(OFFICE)
    assert kept(wired, topics.hub(OFFICE)).epoch == wired.outbox.epoch


def test_a_hub_that_stops_says_so() -> None:
    """Its last word is offline, retained, after everything else."""
    wired = Wired(Rig())
    wired.rig.open_with()
    wired.outbox._beat_at = 0.0  # a heartbeat is due
    wired.stop()

    assert kept(wired, topics.hub(OFFICE)).status == "offline"


def test_a_hub_that_makes_way_keeps_silent() -> None:
    """Where another lives for the office, "offline" would be taken for the other's."""
    wired = Wired(Rig())
    wired.flushed()
    wired.outbox.stop(is_last=False)
    wired.stop()

    assert kept(wired, topics.hub(OFFICE)).status == "online"


def test_a_busy_hub_still_beats(wired: Wired) -> None:
    """However long the queue of things to say, a due heartbeat is said first."""
    ear = wired.ear(topics.hub(OFFICE), topics.order(OFFICE, DISPENSER))
    before = len(ear.heard)
    is_stuck, hold = threading.Event(), threading.Event()

    def stuck() -> None:
        is_stuck.set()
        hold.wait(10)

    wired.outbox._tasks.put(stuck)
    assert is_stuck.wait(10)
    for _ in range(200):
        wired.outbox.order(DISPENSER, Identify())
    wired.outbox._beat_at -= HEARTBEAT_S
    hold.set()
    wired.flushed()

    names = [envelope.name for envelope in ear.envelopes()[before:]]
    assert names == ["hub-status", *["identify"] * 200]


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
