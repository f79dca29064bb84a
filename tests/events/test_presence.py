"""A box says that it is there, and knows whether the hub is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events import topics
from events.device import Connection, DeviceHealth, HubStatus
from events.envelope import seal, unseal
from events.link import Message
from events.presence import Identity, Outgoing, Presence

NINE = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
WHO = Identity("hk01", "dispenser-1", "boot-1", "1.2.3")


class Hand:
    """A clock moved by hand."""

    now = 100.0


@pytest.fixture
def hand() -> Hand:
    """A clock for each test."""
    return Hand()


@pytest.fixture
def presence(hand: Hand) -> Presence:
    """A box whose link is up."""
    made = Presence(WHO, lambda: hand.now)
    made.changed(True)
    return made


def beat(
    status: str = "online", epoch: str = "e1", *, retained: bool = False
) -> Message:
    """Return a heartbeat of the hub."""
    body = HubStatus(status=status, epoch=epoch, time=NINE)
    raw = seal(body, id="b", source=topics.hub_source("hk01"))
    return Message(topics.hub("hk01"), raw, retained)


def said(outgoing: Outgoing) -> Any:
    """Return the body of a message."""
    return unseal(outgoing.payload).body()


def test_a_box_announces_itself_on_every_connection(presence: Presence) -> None:
    """A connection begins with a retained `ready`, its session being the will's."""
    will = unseal(presence.will().payload).body()
    (outgoing,) = presence.changed(True)
    status = said(outgoing)
    assert (outgoing.topic, outgoing.retain) == (
        topics.status("hk01", WHO.device),
        True,
    )
    assert (status.status, status.boot, status.version) == ("ready", "boot-1", "1.2.3")
    assert (will.status, will.session) == (Connection.LOST, status.session)


def test_every_connection_is_another_session(presence: Presence) -> None:
    """Two wills never carry the same session."""
    sessions = {unseal(presence.will().payload).body().session for _ in range(3)}
    assert len(sessions) == 3


def test_leaving_in_good_order(presence: Presence) -> None:
    """A box that leaves says `disconnected`; one whose plug is pulled is `lost`."""
    assert said(presence.farewell()).status is Connection.DISCONNECTED
    assert said(presence.lost()).status is Connection.LOST


def test_the_hub_is_live_for_thirty_seconds(presence: Presence, hand: Hand) -> None:
    """A live heartbeat counts for 30 s."""
    assert not presence.is_hub_live()
    presence.heard(beat())
    hand.now += 29.9
    assert presence.is_hub_live()
    hand.now += 0.1
    assert not presence.is_hub_live()


def test_a_retained_heartbeat_proves_nothing(presence: Presence) -> None:
    """What the broker kept from before does not make the hub live."""
    presence.heard(beat(retained=True))
    assert not presence.is_hub_live()


def test_a_hub_that_leaves_is_away_at_once(presence: Presence) -> None:
    """The hub's own `offline` ends it; that of an earlier hub does not."""
    presence.heard(beat())
    presence.heard(beat("offline", "e0"))
    assert presence.is_hub_live()
    presence.heard(beat("offline"))
    assert not presence.is_hub_live()


def test_a_lost_link_is_a_lost_hub(presence: Presence) -> None:
    """After a cut a heartbeat must be heard anew."""
    presence.heard(beat())
    assert presence.changed(False) == ()
    assert not presence.is_hub_live()
    presence.changed(True)
    assert not presence.is_hub_live()


def test_a_new_hub_is_told_who_is_here(presence: Presence) -> None:
    """A heartbeat of another epoch is answered by an announcement, once."""
    assert presence.heard(beat()) == ()
    (outgoing,) = presence.heard(beat(epoch="e2"))
    assert said(outgoing).status is Connection.READY
    assert presence.heard(beat(epoch="e2")) == ()


def test_the_hubs_time_goes_on(presence: Presence, hand: Hand) -> None:
    """Hub time is the last heartbeat's plus what passed since, cut off or not."""
    assert presence.hub_time() is None
    presence.heard(beat())
    presence.changed(False)
    hand.now += 90
    assert presence.hub_time() == NINE + timedelta(seconds=90)


def test_a_hub_at_the_end_of_time_is_not_believed(presence: Presence) -> None:
    """A heartbeat whose time nothing can be added to leaves the time as it was."""
    presence.heard(beat())
    body = HubStatus(status="online", epoch="e1", time=datetime.max.replace(tzinfo=UTC))
    raw = seal(body, id="b", source=topics.hub_source("hk01"))
    presence.heard(Message(topics.hub("hk01"), raw, False))

    assert presence.hub_time() == NINE


def test_health_is_told_every_thirty_seconds(presence: Presence, hand: Hand) -> None:
    """Health goes out on connecting and every 30 s, QoS 0 and retained."""
    health = DeviceHealth(uptime_s=1)
    (first,) = presence.tick(lambda: health)
    assert (first.qos, first.retain, said(first)) == (0, True, health)
    hand.now += 29
    assert presence.tick(lambda: health) == ()
    hand.now += 1
    assert len(presence.tick(lambda: health)) == 1
    presence.changed(False)
    hand.now += 60
    assert presence.tick(lambda: health) == ()


def test_nonsense_from_the_hub_is_passed_over(presence: Presence) -> None:
    """What cannot be read, or is no hub status, changes nothing."""
    hub = topics.hub("hk01")
    health = seal(DeviceHealth(uptime_s=1), id="h", source="/s")
    unknown = beat().payload.replace(b"layso.hub-status", b"layso.of-tomorrow")
    for message in (
        Message(hub, b"{", False),
        Message(hub, health, False),
        Message(hub, unknown, False),
        Message(topics.screen("hk01"), beat().payload, False),
    ):
        assert presence.heard(message) == ()
    assert not presence.is_hub_live()


def test_an_envelope_says_who_and_when(presence: Presence) -> None:
    """Every envelope carries source, boot and monotonic time; the clock if set."""
    envelope = unseal(presence.sealed(DeviceHealth(uptime_s=1), id="x"))
    assert (envelope.source, envelope.bootid) == (WHO.source, "boot-1")
    assert (envelope.monotonicms, envelope.time) == (100_000, None)
    synchronised = Presence(WHO, lambda: 0.0, lambda: NINE)
    assert unseal(synchronised.sealed(DeviceHealth(uptime_s=1))).time == NINE


def test_what_a_box_listens_to(presence: Presence) -> None:
    """A box hears the hub, and its own replies, orders and settings only."""
    assert presence.subscriptions == (
        "layso/v1/hk01/hub",
        "layso/v1/hk01/reply/dispenser-1",
        "layso/v1/hk01/order/dispenser-1",
        "layso/v1/hk01/settings/dispenser-1",
    )
