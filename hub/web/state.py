"""How everything stands, and where in history that is."""

from __future__ import annotations

from msgspec import Struct

from events.device import CounterState, ScreenState
from events.ids import OfficeId
from hub.application.device_book import DeviceNow
from hub.web.port import Hub


class WholeState(Struct, frozen=True, kw_only=True):
    """Screen, counters, devices; every event past `position` is yet to come."""

    store: str
    position: int
    office: OfficeId
    screen: ScreenState
    counters: tuple[CounterState, ...]
    devices: tuple[DeviceNow, ...]


def whole_state(hub: Hub) -> WholeState:
    """Return the state of the whole office.

    The position is read first: what commits meanwhile may show already, and is then
    told a second time, but nothing is left out.
    """
    position = hub.last_position()
    return WholeState(
        store=hub.store_id,
        position=position,
        office=hub.office_id,
        screen=hub.screen(),
        counters=hub.counters(),
        devices=hub.devices(),
    )
