"""What calls for a manager as things stand: every rule of alerts, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from events.alert import RaiseAlert
from hub.domain.alerts_of_counters import idle_counters, long_services, many_picks
from hub.domain.alerts_of_devices import DeviceSeen, of_device, of_the_hub
from hub.domain.alerts_of_the_queue import (
    crowded,
    few_counters,
    long_waits,
    nobody_serves,
    service_level,
)
from hub.domain.last_hour import LastHour
from hub.domain.state import State


class Outside(Struct, frozen=True, kw_only=True):
    """What the rules look at besides the office's own state.

    `handling` is the 95th percentile of how long recent visits were at their counter,
    by service, where it is known; `needed` is how many counters should be open by the
    staffing advice of the half hour.
    """

    hour: LastHour = LastHour()
    handling: Mapping[str, timedelta] = {}
    needed: int | None = None
    devices: tuple[DeviceSeen, ...] = ()
    is_clock_off: bool = False
    is_disk_full: bool = False


def amiss(state: State, outside: Outside, now: datetime) -> Iterator[RaiseAlert]:
    """Yield everything that is amiss now; only heads of lines and counters are seen."""
    day, targets = state.day, state.settings.held.targets
    hour = outside.hour.up_to(now)
    yield from long_waits(day, targets, now)
    yield from nobody_serves(day)
    yield from crowded(day, targets)
    yield from few_counters(day, outside.needed)
    yield from service_level(day, hour, targets, now)
    yield from long_services(day, outside.handling, now)
    yield from idle_counters(day)
    yield from many_picks(hour)
    for device in outside.devices:
        yield from of_device(day, device)
    yield from of_the_hub(outside.is_clock_off, outside.is_disk_full)
