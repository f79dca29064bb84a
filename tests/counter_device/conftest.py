"""A counter box on mock pins, a hub that answers, and a broker in memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from counter_device.app import CounterApp, Cut, Parts, Shown
from counter_device.counter import Counter
from counter_device.hands import Edge
from counter_device.keys import Key
from counter_device.line import Line
from counter_device.panel import GpioPanel, VirtualKeys
from events.device import DeviceHealth
from events.ids import new_id
from events.link import MemoryBroker, MemoryLink
from events.presence import Identity, Presence
from firmware_config.site import Box
from tests.counter_device.fake_hub import COUNTER, DEVICE, OFFICE, FakeHub

BOX = Box(id=DEVICE, counter=COUNTER)
LAMP_PINS = {"pressed": 5, "accepted": 6, "refused": 13, "cut": 19}


@dataclass
class Bench:
    """A box under test: its pins, its hub, its broker, and everything it showed."""

    broker: MemoryBroker = field(default_factory=MemoryBroker)
    box: Box = BOX
    ahead_s: float = 0.0
    shown: list[Shown] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.hub = FakeHub(MemoryLink(self.broker))
        self.keys = VirtualKeys(self.box)
        self.panel = GpioPanel(self.box, self.keys.factory, self.monotonic)
        self.news = threading.Condition()
        presence = Presence(Identity(OFFICE, DEVICE, new_id(), "0"), self.monotonic)
        line = Line(lambda: MemoryLink(self.broker), presence, COUNTER)
        health = lambda: DeviceHealth(uptime_s=1)  # noqa: E731 -- one line
        parts = Parts(self.panel, line, health, self.watch)
        self.app = CounterApp(Counter(COUNTER), parts, self.monotonic)
        self.thread = threading.Thread(target=self.app.run, args=(self.stop,))

    def monotonic(self) -> float:
        """Return the box's clock, which tests may set forward."""
        return time.monotonic() + self.ahead_s

    def watch(self, shown: Shown) -> None:
        """Note what the box shows."""
        with self.news:
            self.shown.append(shown)
            self.news.notify_all()

    def wait(self, wanted: Callable[[Shown], bool]) -> Shown:
        """Return what the box shows once it is as wanted."""
        with self.news:
            is_so = lambda: bool(self.shown) and wanted(self.shown[-1])  # noqa: E731
            assert self.news.wait_for(is_so, 5), self.shown[-3:]
            return self.shown[-1]

    def wait_lamps(self, *names: str) -> None:
        """Wait until these lamps are lit, and no other; then look at the pins."""
        self.wait(lambda shown: self.lit(shown) == set(names))

    @staticmethod
    def lit(shown: Shown) -> set[str]:
        """Return the names of the lamps that are lit."""
        return {name for name, on in shown.lamps._asdict().items() if on}

    def pins_lit(self) -> set[str]:
        """Return which lamps have a high pin."""
        pins = {n: self.keys.factory.pin(pin) for n, pin in LAMP_PINS.items()}
        return {name for name, pin in pins.items() if pin.state}

    def tap(self, key: str) -> None:
        """Press a key for a moment."""
        self.keys.move(Key(key), True)
        self.keys.move(Key(key), False)

    def double(self, key: str) -> None:
        """Press a key twice."""
        self.tap(key)
        self.tap(key)

    def hold(self, key: str, seconds: float = 1.6) -> None:
        """Press a key and let the box's clock run on."""
        self.keys.move(Key(key), True)
        self.wait(lambda shown: shown.lamps.pressed)
        self.ahead_s += seconds
        self.app.put(Edge(Key(key), True, self.monotonic()))

    def pass_time(self, seconds: float) -> None:
        """Set the box's clock forward, and let it notice."""
        self.ahead_s += seconds
        self.poke()

    def poke(self) -> None:
        """Make the box look about: a key that is up goes up."""
        self.app.put(Edge(Key.NEXT, False, self.monotonic()))

    def end(self) -> None:
        """Tell the box to stop, and wait until it has."""
        self.stop.set()
        self.poke()
        self.thread.join(5)
        assert not self.thread.is_alive()

    def plug(self, is_cut: bool) -> None:
        """Pull the box's plug, or put it back."""
        self.app.put(Cut(is_cut))


@pytest.fixture
def bench() -> Iterator[Bench]:
    """Return a box that is ready, at an idle counter, with the hub there."""
    bench = Bench()
    bench.hub.start()
    bench.thread.start()
    bench.wait(lambda shown: shown.is_connected)
    yield bench
    bench.end()
