"""What the hub knows of its devices."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from events.device import (
    Connection,
    DeviceHealth,
    DeviceOffline,
    DeviceOnline,
    DeviceStatus,
    PaperOut,
)
from events.visit import IssueTicket
from hub.application.device_book import DeviceBook, DeviceNow, device_stream
from hub.application.jobs import Job
from hub.store.memory import MemoryEventStore
from tests.hub.rig import OFFICE, Letterbox, Rig
from tests.hub.written import written

BOX = "counter-1"
READY = DeviceStatus(
    status=Connection.READY, session="s-1", boot="b-1", version="0.1.0"
)
SPEAKER = {"source": "/office/hk01/device/counter-1", "device": BOX}


def now(rig: Rig, device: str = BOX) -> DeviceNow:
    """Return how that device is, once all that was put is decided."""
    rig.ask(object())
    return next(d for d in rig.core.devices.devices() if d.device == device)


def test_every_device_of_the_site_file_is_listed(rig: Rig) -> None:
    """Staff see devices that never spoke, too."""
    assert [d.device for d in rig.core.devices.devices()] == [
        *("counter-1", "counter-2", "counter-3"),
        *("dispenser-1", "spare-1", "spare-box-1"),
    ]
    assert not any(d.is_online for d in rig.core.devices.devices())


def test_coming_and_going_are_recorded(rig: Rig) -> None:
    """What a status changes becomes a fact in the device's own stream."""
    rig.core.devices.heard_status(BOX, READY)
    assert now(rig).is_online
    assert now(rig).facts.connection == "ready"

    gone = replace(READY, status=Connection.DISCONNECTED)
    rig.core.devices.heard_status(BOX, gone)
    assert not now(rig).is_online
    assert now(rig).facts.connection == "disconnected"
    assert rig.names() == ["DeviceOnline", "DeviceOffline"]
    assert {e.stream for e in rig.history()} == {device_stream(OFFICE, BOX)}


def test_health_is_shown_and_not_recorded(rig: Rig) -> None:
    """Signs of life are no history."""
    rig.core.devices.heard_health(BOX, DeviceHealth(uptime_s=30))

    assert now(rig).health == DeviceHealth(uptime_s=30)
    assert rig.history() == []


def test_facts_are_followed(rig: Rig) -> None:
    """A printer without paper is seen as soon as that is on the disk."""
    stream = device_stream(OFFICE, "dispenser-1")
    Letterbox(rig).put(PaperOut(), sequence=1, stream=stream, device="dispenser-1")

    assert now(rig, "dispenser-1").facts.paper == "out"


def test_facts_are_read_at_the_start(rig: Rig) -> None:
    """After a restart the paper is still out, and who was there is expected."""
    stream = device_stream(OFFICE, "dispenser-1")
    Letterbox(rig).put(PaperOut(), sequence=1, stream=stream, device="dispenser-1")
    rig.core.devices.heard_status(BOX, READY)
    rig.ask(object())

    rig.restart()

    assert now(rig, "dispenser-1").facts.paper == "out"
    assert now(rig).is_online


def test_silence_is_recorded() -> None:
    """The tick finds who has fallen silent, and a lost box that speaks is back."""
    seconds = [0.0]
    jobs: list[Job] = []
    book = DeviceBook(OFFICE, [BOX], jobs.append, lambda: seconds[0])
    book.heard_status(BOX, READY)
    seconds[0] = 91.0
    book.tick()
    assert not book.is_online(BOX)
    book.heard_health(BOX, DeviceHealth(uptime_s=120))

    assert book.is_online(BOX)
    names = [type(job.body).__name__ for job in jobs]
    assert names == ["DeviceOnline", "DeviceOffline", "DeviceOnline"]


def restarted(*facts: Any) -> tuple[DeviceBook, list[float], list[Any]]:
    """Return the book of a hub that has begun anew, its seconds and what it records."""
    store, seconds, said = MemoryEventStore(), [0.0], []
    stream = device_stream(OFFICE, BOX)
    store.save([written(n, 0, stream, event=e) for n, e in enumerate(facts, 1)], [])
    book = DeviceBook(
        OFFICE, [BOX], lambda job: said.append(job.body), lambda: seconds[0]
    )
    book.begin(store)
    return book, seconds, said


CAME = DeviceOnline(version="0.1.0", boot="b-1")
WENT = DeviceOffline(how=Connection.LOST)


@pytest.mark.parametrize("facts", [[CAME], [PaperOut()]])
def test_a_box_that_does_not_outlive_a_power_cut_is_lost(facts: list[Any]) -> None:
    """Who was there before the hub began anew, and says nothing, is lost after 90 s."""
    book, seconds, said = restarted(*facts)
    seconds[0] = 90.0
    book.tick()
    assert said == []

    seconds[0] = 90.1
    book.tick()
    book.tick()

    assert said == [WENT]
    assert not book.is_online(BOX)


def test_a_will_that_waited_for_the_hub_counts() -> None:
    """A last will that the broker kept while the hub was away is the box's own."""
    book, seconds, said = restarted(CAME)
    book.heard_status(BOX, replace(READY, status=Connection.LOST))
    seconds[0] = 10.1
    book.tick()

    assert said == [WENT]


def test_a_goodbye_that_waited_for_the_hub_counts() -> None:
    """A box that left in good order while the hub was away is no alarm."""
    book, seconds, said = restarted(CAME)
    book.heard_status(BOX, replace(READY, status=Connection.DISCONNECTED))
    seconds[0] = 1_000.0
    book.tick()

    assert said == [DeviceOffline(how=Connection.DISCONNECTED)]


def test_a_box_that_is_still_there_is_no_news() -> None:
    """What announces itself with the same boot was never away; another boot is news."""
    book, seconds, said = restarted(CAME)
    book.heard_status(BOX, READY)
    seconds[0] = 80.0
    book.heard_health(BOX, DeviceHealth(uptime_s=120))
    seconds[0] = 160.0
    book.tick()
    assert said == []

    book.heard_status(BOX, replace(READY, session="s-2", boot="b-2"))
    assert said == [DeviceOnline(version="0.1.0", boot="b-2")]


def test_a_lost_box_is_back_after_a_restart_of_the_hub_too() -> None:
    """Lost in the books, it needs no status to be found again: its health will do."""
    book, _, said = restarted(CAME, WENT)
    assert not book.is_online(BOX)
    book.heard_health(BOX, DeviceHealth(uptime_s=120))

    assert said == [CAME]
    assert book.is_online(BOX)


@pytest.mark.parametrize(
    "facts", [[], [CAME, DeviceOffline(how=Connection.DISCONNECTED)]]
)
def test_nobody_else_is_expected(facts: list[Any]) -> None:
    """Who never spoke, or said goodbye, is neither online nor lost after a restart."""
    book, seconds, said = restarted(*facts)
    assert not book.is_online(BOX)
    seconds[0] = 1_000.0
    book.tick()

    assert said == []


def test_the_day_moves_no_device(rig: Rig) -> None:
    """Events of the day change nothing in the book."""
    before = rig.core.devices.devices()
    rig.open_with(waiting=1)
    rig.accepted(IssueTicket(service="A"))

    assert rig.core.devices.devices() == before
