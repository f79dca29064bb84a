"""What the hub knows of its devices."""

from __future__ import annotations

from msgspec.structs import replace

from events.device import Connection, DeviceHealth, DeviceStatus, PaperOut
from events.visit import IssueTicket
from hub.application.device_book import DeviceBook, DeviceNow, device_stream
from hub.application.jobs import Job
from tests.hub.rig import OFFICE, Letterbox, Rig

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
    """After a restart the paper is still out; who is there must say so anew."""
    stream = device_stream(OFFICE, "dispenser-1")
    Letterbox(rig).put(PaperOut(), sequence=1, stream=stream, device="dispenser-1")
    rig.core.devices.heard_status(BOX, READY)
    rig.ask(object())

    rig.restart()

    assert now(rig, "dispenser-1").facts.paper == "out"
    assert not now(rig).is_online


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


def test_the_day_moves_no_device(rig: Rig) -> None:
    """Events of the day change nothing in the book."""
    before = rig.core.devices.devices()
    rig.open_with(waiting=1)
    rig.accepted(IssueTicket(service="A"))

    assert rig.core.devices.devices() == before
