"""What the hub knows of its devices: who is there, and what their facts add up to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from msgspec import Struct

from events import topics
from events.device import Connection, DeviceHealth, DeviceOnline, DeviceStatus
from events.ids import new_id
from events.recorded import Recorded
from hub.application.jobs import Job
from hub.application.ports import EventStore
from hub.application.presence import Presences
from hub.domain.state import State
from hub.projections.devices import DeviceView

FACTS_READ = 1_000
# Of a device that announced itself more facts ago than are read.
LONG_THERE = DeviceOnline(version="unknown", boot="unknown")


class DeviceNow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A device as staff see it: is it there, how is it, what does it owe."""

    device: str
    is_online: bool
    facts: DeviceView
    health: DeviceHealth | None = None


def device_stream(office: str, device: str) -> str:
    """Return the name of a device's stream of facts."""
    return f"{office}/device/{device}"


class DeviceBook:
    """Presences, and a view per device; may be read from any thread."""

    def __init__(
        self,
        office: str,
        devices: Iterable[str],
        put: Callable[[Job], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Remember the devices of the site file; nobody was heard yet."""
        self._office = office
        self._put = put
        self._monotonic = monotonic
        self._presences = Presences()
        self._lock = threading.Lock()
        self._views = {d: DeviceView(device=d) for d in sorted(devices)}

    def begin(self, store: EventStore) -> None:
        """Read each device's newest facts; expect those that were there."""
        for device in self._views:
            facts = store.newest(device_stream(self._office, device), FACTS_READ)
            self._views[device] = reduce(DeviceView.after, facts, self._views[device])
            self._expect(device, facts)

    def on_commit(self, events: tuple[Recorded, ...], state: State) -> None:
        """Follow the devices' facts; called on the writer's thread."""
        del state
        prefix = device_stream(self._office, "")
        for recorded in events:
            device = recorded.stream.removeprefix(prefix)
            if device in self._views:
                self._views[device] = self._views[device].after(recorded)

    def heard_status(self, device: str, status: DeviceStatus) -> None:
        """Take a status in and record what it changes."""
        with self._lock:
            fact = self._presences.heard_status(device, status, self._monotonic())
        if fact is not None:
            self._record(device, fact)

    def heard_health(self, device: str, health: DeviceHealth) -> None:
        """Take a sign of life in."""
        with self._lock:
            fact = self._presences.heard_health(device, health, self._monotonic())
        if fact is not None:
            self._record(device, fact)

    def tick(self) -> None:
        """Record who has fallen silent."""
        with self._lock:
            lost = self._presences.lost(self._monotonic())
        for device, fact in lost:
            self._record(device, fact)

    def is_online(self, device: str) -> bool:
        """Whether a device is there."""
        with self._lock:
            return self._presences.is_online(device)

    def facts(self) -> tuple[DeviceView, ...]:
        """Return what every device's facts add up to, whether it is there or not."""
        return tuple(self._views.values())

    def devices(self) -> tuple[DeviceNow, ...]:
        """Return every device of the site file as it is now."""
        with self._lock:
            seen = dict(self._presences.seen)
        return tuple(
            DeviceNow(
                device=device,
                is_online=device in seen and seen[device].is_online,
                facts=facts,
                health=seen[device].health if device in seen else None,
            )
            for device, facts in self._views.items()
        )

    def _expect(self, device: str, facts: list[Recorded]) -> None:
        """Expect who was there; nobody is who never spoke, or who said goodbye."""
        how = self._views[device].connection
        if not facts or how == Connection.DISCONNECTED.value:
            return
        comings = [f.event for f in facts if isinstance(f.event, DeviceOnline)]
        last = comings[-1] if comings else LONG_THERE
        is_lost = how == Connection.LOST.value
        self._presences.expect(device, last, self._monotonic(), is_lost=is_lost)

    def _record(self, device: str, fact: Any) -> None:
        self._put(
            Job(
                body=fact,
                id=new_id(),
                source=topics.hub_source(self._office),
                respond=lambda _: None,
                device=device,
                stream=device_stream(self._office, device),
            )
        )
