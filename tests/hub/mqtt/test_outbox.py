"""What the hub says by MQTT: only what is on the disk, states retained, events not."""

from __future__ import annotations

import threading
from time import monotonic

import pytest
from msgspec.structs import replace

from events import topics
from events.counter import OpenCounter
from events.device import (
    Connection,
    CounterState,
    DeviceStatus,
    Identify,
    PaperLow,
    ScreenState,
)
from events.envelope import Malformed, seal, unseal
from events.link import MemoryBroker, MemoryLink, Message
from events.visit import CallNext, IssueTicket, TicketIssued
from hub.mqtt.outbox import HEARTBEAT_S, STATES_AT_MOST_S, STATES_S, Outbox
from hub.mqtt.telling import PAGE, Telling
from tests.hub.mqtt.wired import DISPENSER, Asker, Wired
from tests.hub.rig import OFFICE, Rig, wait_until

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


READY = DeviceStatus(
    status=Connection.READY, session="s-1", boot="b-1", version="0.1.0"
)


def spoil(wired: Wired) -> None:
    """Have the broker keep what is no state, or is not ours."""
    forged = replace(wired.rig.core.board.counters()[1], revision=99_999, ticket="B777")
    wired.publish(COUNTERS[0], b"junk", retain=True)
    source = topics.hub_source(OFFICE)
    payload = seal(forged, id="forged", source=source)
    wired.publish(COUNTERS[1], payload, retain=True)
    wired.publish(topics.screen(OFFICE), b"", retain=True)


def are_true(wired: Wired) -> bool:
    """Whether the broker keeps the states that the board has."""
    board = wired.rig.core.board
    try:
        said = [kept(wired, topic) for topic in (*COUNTERS, topics.screen(OFFICE))]
    except (KeyError, Malformed):
        return False
    return said == [*board.counters(), board.now.screen]


@pytest.mark.parametrize("kind", ["announced", "stale", "minute"])
def test_a_spoilt_state_heals(wired: Wired, kind: str) -> None:
    """States are said anew to who announces itself, asks in vain, and every minute."""
    wired.outbox._states_at -= STATES_AT_MOST_S
    spoil(wired)
    if kind == "announced":
        wired.send(READY, "counter-1", kind="status", retain=True)
    elif kind == "stale":
        ask = OpenCounter(counter="2", revision=99_999)
        assert Asker(wired, "counter-2").ask(ask).refusal == "stale-revision"
    else:
        assert not are_true(wired)
        wired.outbox._states_at -= STATES_S
        wired.outbox.beat()

    wait_until(lambda: are_true(wired))


def test_a_retained_status_is_no_announcement(wired: Wired) -> None:
    """What a broker kept of a device moves nothing."""
    wired.outbox._states_at -= STATES_AT_MOST_S
    spoil(wired)
    payload = seal(READY, id="s", source=topics.device_source(OFFICE, "counter-1"))
    topic = topics.status(OFFICE, "counter-1")
    wired.inbox.hear(Message(topic, payload, retained=True))
    wired.flushed()

    assert not are_true(wired)


def test_many_announcements_cost_little(wired: Wired) -> None:
    """However many boxes come at once, states are said at most once a second."""
    ear = wired.ear(*COUNTERS)
    began, before = monotonic(), len(ear.heard)
    for _ in range(90):
        wired.send(READY, "counter-1", kind="status", retain=True)
    wired.flushed()

    times = 1 + (monotonic() - began) / STATES_AT_MOST_S
    assert len(ear.heard) - before <= len(COUNTERS) * times


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
