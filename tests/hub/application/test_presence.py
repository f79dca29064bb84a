"""Which boxes are there: statuses, last wills, silence."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from events.device import (
    Connection,
    DeviceHealth,
    DeviceOffline,
    DeviceOnline,
    DeviceStatus,
)
from hub.application.presence import Presences

BOX = "counter-1"
READY = DeviceStatus(
    status=Connection.READY, session="s-1", boot="b-1", version="0.1.0"
)
LOST = replace(READY, status=Connection.LOST)
GONE = replace(READY, status=Connection.DISCONNECTED)
HEALTH = DeviceHealth(uptime_s=30)
ONLINE = DeviceOnline(version="0.1.0", boot="b-1")
OFFLINE = DeviceOffline(how=Connection.LOST)


@pytest.fixture
def presences() -> Presences:
    """A box that announced itself at second 0."""
    presences = Presences()
    assert presences.heard_status(BOX, READY, 0) == ONLINE
    return presences


def test_nobody_is_there_before_they_speak() -> None:
    """A box that was not heard is not online, and not lost either."""
    presences = Presences()

    assert not presences.is_online(BOX)
    assert presences.lost(1_000) == []


def test_an_announcement_is_news_once(presences: Presences) -> None:
    """The same box saying it again is no news; after a restart of its own it is."""
    assert presences.heard_status(BOX, replace(READY, session="s-2"), 1) is None
    restarted = replace(READY, session="s-3", boot="b-2")
    assert presences.heard_status(BOX, restarted, 2) == DeviceOnline(
        version="0.1.0", boot="b-2"
    )
    assert presences.is_online(BOX)


def test_a_goodbye_is_at_once(presences: Presences) -> None:
    """A box that leaves in good order is offline at once, told once."""
    assert presences.heard_status(BOX, GONE, 1) == DeviceOffline(
        how=Connection.DISCONNECTED
    )
    assert not presences.is_online(BOX)
    assert presences.heard_status(BOX, GONE, 2) is None
    assert presences.lost(1_000) == []


def test_a_last_will_waits_ten_seconds(presences: Presences) -> None:
    """A box whose will came is lost ten seconds later, and told once."""
    assert presences.heard_status(BOX, LOST, 5) is None
    assert presences.is_online(BOX)
    assert presences.lost(15) == []
    assert presences.lost(15.1) == [(BOX, OFFLINE)]
    assert presences.lost(16) == []
    assert not presences.is_online(BOX)


def test_a_repeated_will_does_not_wait_longer(presences: Presences) -> None:
    """The ten seconds count from the first."""
    presences.heard_status(BOX, LOST, 5)
    presences.heard_status(BOX, LOST, 14)

    assert presences.lost(15.1) == [(BOX, OFFLINE)]


@pytest.mark.parametrize("back", ["status", "health"])
def test_a_short_outage_is_no_loss(presences: Presences, back: str) -> None:
    """A box that speaks again within the grace time was never lost."""
    presences.heard_status(BOX, LOST, 5)
    if back == "status":
        assert presences.heard_status(BOX, replace(READY, session="s-2"), 9) is None
    else:
        assert presences.heard_health(BOX, HEALTH, 9) is None

    assert presences.lost(60) == []


def test_a_stale_will_is_ignored(presences: Presences) -> None:
    """The will of an earlier session says nothing of the present one."""
    presences.heard_status(BOX, replace(READY, session="s-2"), 4)
    presences.heard_status(BOX, LOST, 5)

    assert presences.lost(60) == []


def test_silence_is_loss(presences: Presences) -> None:
    """A box is lost when nothing was heard for more than ninety seconds."""
    presences.heard_health(BOX, HEALTH, 30)

    assert presences.lost(120) == []
    assert presences.lost(120.1) == [(BOX, OFFLINE)]
    assert presences.lost(200) == []


def test_a_lost_box_that_speaks_is_back(presences: Presences) -> None:
    """Health of a box that was lost by silence is news, though it sends no status."""
    assert presences.lost(91) == [(BOX, OFFLINE)]

    assert presences.heard_health(BOX, HEALTH, 100) == ONLINE
    assert presences.is_online(BOX)
    assert presences.heard_health(BOX, HEALTH, 130) is None


def test_a_lost_box_that_announces_itself_is_back(presences: Presences) -> None:
    """A status of a box that was lost is news, of the same boot too."""
    presences.lost(91)

    assert presences.heard_status(BOX, replace(READY, session="s-2"), 95) == ONLINE
    assert presences.heard_health(BOX, HEALTH, 96) is None


def test_health_alone_announces_nobody() -> None:
    """A box that never said `ready`, or said goodbye, is not there by its health."""
    presences = Presences()
    assert presences.heard_health(BOX, HEALTH, 0) is None
    assert not presences.is_online(BOX)

    presences.heard_status(BOX, READY, 1)
    presences.heard_status(BOX, GONE, 2)
    assert presences.heard_health(BOX, HEALTH, 3) is None
    assert not presences.is_online(BOX)


def test_an_old_sessions_goodbye_is_ignored(presences: Presences) -> None:
    """A goodbye that comes late, after the box announced itself anew, is an old one."""
    presences.heard_status(BOX, replace(READY, session="s-2"), 1)

    assert presences.heard_status(BOX, GONE, 2) is None
    assert presences.is_online(BOX)
