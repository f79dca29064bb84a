"""The states that the hub keeps on the broker: counters, screen, and its own."""

from __future__ import annotations

import threading
from time import monotonic

import pytest
from msgspec.structs import replace

from events import topics
from events.counter import OpenCounter
from events.device import CounterState, Identify, PaperLow, ScreenState
from events.envelope import Malformed, seal, unseal
from events.link import Message
from events.visit import CallNext, TicketIssued
from hub.mqtt.outbox import HEARTBEAT_S, STATES_AT_MOST_S, STATES_S
from tests.hub.mqtt.wired import DISPENSER, ISSUE, READY, Asker, Wired
from tests.hub.rig import OFFICE, Rig, wait_until

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
