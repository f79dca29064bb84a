"""Where the metrics' numbers stand: counted by the parts, or read from the board."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from events.counter import CounterStatus
from events.visit import VisitClass
from hub.application.board import Board
from hub.application.device_book import DeviceBook, DeviceNow
from hub.application.oddities import Oddities
from hub.application.ports import Clock
from hub.application.queue_tallies import QueueTallies
from hub.application.vault_figures import VaultFigures
from hub.application.writer import Writer
from hub.domain.day import Day
from hub.telemetry.queue_now import QueueNow, ViewsNow, queue_now

TIES = ("online", "disconnected", "lost", "unknown")


class States(Struct, frozen=True, kw_only=True):
    """How many are in which state just now; none is told as zero, not left out."""

    position: int
    waiting: Mapping[tuple[str, ...], int]
    counters: Mapping[str, int]
    devices: Mapping[str, int]
    owed: Mapping[str, int]
    queue: QueueNow


class Sources(Struct, frozen=True, kw_only=True):
    """The parts that count, and what is asked of them at a scrape."""

    writer: Writer
    visitors: QueueTallies
    oddities: Oddities
    board: Board
    devices: DeviceBook
    clock: Clock
    streams: Mapping[str, int]
    turned_away: Callable[[], int]
    published: Callable[[], int]
    broker_is_up: Callable[[], bool]
    clock_jump_s: Callable[[], float]
    version: str
    vault: Callable[[], VaultFigures] = VaultFigures
    views: Callable[[], ViewsNow] = ViewsNow

    def states(self) -> States:
        """Return the states as they were committed last."""
        look, devices = self.board.now, self.devices.devices()
        return States(
            position=look.position,
            waiting=waiting(look.day),
            counters=counters(look.day),
            devices=ties(devices),
            owed={d.device: d.health.outbox_depth for d in devices if d.health},
            queue=queue_now(look.state, self.clock.now()),
        )


def waiting(day: Day) -> Mapping[tuple[str, ...], int]:
    """Return how many wait for each service in each class."""
    found: Tally[tuple[str, ...]] = Tally(
        {(s.id, c.value): 0 for s in day.plan.services for c in VisitClass}
    )
    found.update((v.service, v.visit_class.value) for v in day.waiting_visits())
    return found


def counters(day: Day) -> Mapping[str, int]:
    """Return how many counters are in each state."""
    found = Tally({state.value: 0 for state in CounterStatus})
    found.update(day.status(counter).value for counter in day.counters)
    return found


def ties(devices: Iterable[DeviceNow]) -> Mapping[str, int]:
    """Return how many devices are online, away, lost, or were never heard of."""
    found = Tally(dict.fromkeys(TIES, 0))
    found.update(tie(device) for device in devices)
    return found


def tie(device: DeviceNow) -> str:
    """Return how a device is tied to the hub."""
    if device.is_online:
        return "online"
    known = device.facts.connection
    return known if known in ("disconnected", "lost") else "unknown"
