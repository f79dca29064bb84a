"""What devices report by MQTT unasked, and another hub: facts and signs of life."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from events import topics
from events.device import (
    Connection,
    DeviceHealth,
    PaperLow,
    PaperOut,
    TicketPrinted,
)
from events.examples.envelopes import envelope
from events.replies import Acknowledged
from tests.examples import example
from tests.hub.mqtt.wired import DISPENSER, ISSUE, READY, Asker, Wired, beat
from tests.hub.rig import NINE, OFFICE

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
