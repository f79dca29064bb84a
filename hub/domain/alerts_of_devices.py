"""What is amiss with machines: boxes, printers, clocks, disks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from events.alert import AlertKind, RaiseAlert
from events.visit import Waiting
from hub.domain.day import Day
from hub.domain.visit import Visit

FARTHEST_OFF_MS = 60_000
LEAST_FREE_MIB = 100


class Owed(NamedTuple):
    """A slip that did not come out, and when that was."""

    ticket: str
    at: datetime


class DeviceSeen(Struct, frozen=True, kw_only=True):
    """A device as the hub knows it; what it has not told is None."""

    device: str
    is_online: bool = False
    is_lost: bool = False
    paper: str = "unknown"
    owed: tuple[Owed, ...] = ()
    clock_offset_ms: int | None = None
    disk_free_mib: int | None = None


def of_device(day: Day, seen: DeviceSeen) -> Iterator[RaiseAlert]:
    """Yield what is amiss with a device; nothing of one that was switched off."""
    name = seen.device
    if seen.is_lost:
        yield RaiseAlert(kind=AlertKind.DEVICE_LOST, device=name)
    if not seen.is_online:
        return
    if seen.paper in ("low", "out"):
        is_out = seen.paper == "out"
        kind = AlertKind.PAPER_OUT if is_out else AlertKind.PAPER_LOW
        yield RaiseAlert(kind=kind, device=name)
    if (owing := _owing(day, seen)) is not None:
        ticket = owing.ticket
        yield RaiseAlert(kind=AlertKind.PRINT_FAILED, device=name, ticket=ticket)
    if abs(seen.clock_offset_ms or 0) > FARTHEST_OFF_MS:
        yield RaiseAlert(kind=AlertKind.CLOCK_STEPPED, device=name)
    if seen.disk_free_mib is not None and seen.disk_free_mib < LEAST_FREE_MIB:
        yield RaiseAlert(kind=AlertKind.DISK_FULL, device=name)


def of_the_hub(is_clock_off: bool, is_disk_full: bool) -> Iterator[RaiseAlert]:
    """Yield what is amiss with the hub's own machine."""
    if is_clock_off:
        yield RaiseAlert(kind=AlertKind.CLOCK_STEPPED)
    if is_disk_full:
        yield RaiseAlert(kind=AlertKind.DISK_FULL)


def _owing(day: Day, seen: DeviceSeen) -> Visit | None:
    """Return a visit of today that still waits and holds no slip, if there is one."""
    for owed in seen.owed:
        visit = day.visit_of(owed.ticket)
        if visit is None or owed.at < visit.arrived:
            continue  # of a day before
        if isinstance(visit.place, Waiting):
            return visit
    return None
