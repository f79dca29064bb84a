"""A dispenser on mock pins, a hub that answers, and a broker in memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from events.link import Link, MemoryBroker, MemoryLink
from tests.ticket_printer.dispenser_site import FakeHub, site, wait_for
from ticket_printer.bootstrap import Box, Place, build
from ticket_printer.keys import VirtualPins
from ticket_printer.lamps import Lamps, Light
from ticket_printer.virtual_printer import VirtualPrinter


@dataclass
class Bench:
    """A dispenser, its hub and what lies between them."""

    data: Path
    broker: MemoryBroker = field(default_factory=MemoryBroker)
    pins: VirtualPins = field(default_factory=lambda: VirtualPins(site().dispensers[0]))
    ahead_s: float = 0.0
    hub: FakeHub = field(init=False)
    box: Box = field(init=False)

    def build(self, new_link: Callable[[], Link] | None = None) -> None:
        """Join everything."""
        self.hub = FakeHub(MemoryLink(self.broker))
        self.hub.start()
        office = site()
        self.box = build(
            Place(office, office.dispensers[0], self.data),
            new_link or (lambda: MemoryLink(self.broker)),
            self.pins,
            monotonic=self.now,
        )

    def now(self) -> float:
        """Return a clock that a test can put forward."""
        return time.monotonic() + self.ahead_s

    @property
    def printer(self) -> VirtualPrinter:
        """Return the virtual printer."""
        assert isinstance(self.box.printer, VirtualPrinter)
        return self.box.printer

    def press(self, key: str) -> None:
        """Press a key on its pin."""
        self.pins.press(key, 0)

    def slips(self) -> list[str]:
        """Return the names of the slips that came out."""
        return [file.name for file in self.printer.slips()]

    def lit(self) -> Lamps:
        """Return how the lamps are lit."""
        return self.box.app.shown.lamps


@contextmanager
def running(bench: Bench) -> Iterator[Bench]:
    """Run the dispenser until the test ends."""
    stop = threading.Event()
    thread = threading.Thread(target=bench.box.run, args=(stop,))
    thread.start()
    try:
        yield bench
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A running dispenser that the hub knows."""
    made = Bench(tmp_path / "made" / "if-missing")
    made.build()
    with running(made):
        wait_for(lambda: made.lit() == Lamps(ready=Light.ON))
        yield made
