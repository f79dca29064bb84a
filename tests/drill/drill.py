"""A drill: a house under load, fault after fault, everything checked after each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.drill.checks import Books
from tests.drill.house import House
from tests.drill.ledger import Ledger
from tests.drill.load import Load
from tests.drill.screens import Reader
from tests.drill.site import BOXES, DISPENSER
from tests.drill.voices import Witness

BACK_WITHIN_S = 60.0
QUIET_WITHIN_S = 30.0
BUSY = 20
BUSY_WITHIN_S = 60.0
STREAMS = (
    ("/screen/stream", False),
    ("/screen/stream", False),
    ("/api/v1/events", True),
)


class Failed(Exception):
    """A cycle found something wrong; the text says what."""


class Cycle(NamedTuple):
    """One fault and what came of it: seconds until all was back."""

    fault: str
    back_s: float
    acknowledged: int


class Found(NamedTuple):
    """What all checks found; `wrong` is what ended the drill early, if anything did."""

    acknowledged: int
    lost: int
    doubled: int
    events: int
    comebacks: int
    wrong: str | None


class Drill:
    """A running house with its load, its screens and its books."""

    def __init__(self, folder: Path, broker: str, seed: int) -> None:
        """Lay everything out; nothing runs yet."""
        self.chance = Random(seed)
        self.ledger = Ledger()
        self.house = House(folder, broker)
        self.load = Load(self.house, self.ledger, seed)
        self.books = Books(self.house, self.ledger)
        self.readers = [
            Reader(self.house.port, path, is_gapless=gapless)
            for path, gapless in STREAMS
        ]
        self._witness: Witness | None = None

    def start(self) -> None:
        """Run the house, open the screens, let everybody in."""
        self.house.start()
        boxes = (DISPENSER, *BOXES)
        self._witness = Witness(self.house.broker_url, self.ledger, boxes)
        for reader in self.readers:
            reader.start()
        self.load.start()

    def stop(self) -> None:
        """Send everybody home and end the house."""
        self.load.stop()
        for reader in self.readers:
            reader.stop()
        if self._witness is not None:
            self._witness.close()
        self.house.stop()

    def cycle(self, name: str, fault: Callable[[Drill], float | None]) -> Cycle:
        """Do a fault at a random moment of the load, wait for all, check everything.

        The fault returns when it ended, or None if that is now. However slow the
        machine, at least `BUSY` answers of this cycle said yes before it.
        """
        since = len(self.ledger)
        self.let_pass(self.chance.uniform(0.3, 1.5))
        self.house.until(
            lambda: self.ledger.accepted_since(since) >= BUSY, "load", BUSY_WITHIN_S
        )
        ended = fault(self) or time.monotonic()
        try:
            self.house.until(lambda: self.all_back(ended), "all back", BACK_WITHIN_S)
        except AssertionError as error:
            raise Failed(f"{error}: {self._missing()}") from None
        back_s = time.monotonic() - ended
        self.check()
        return Cycle(name, back_s, self.books.acknowledged)

    def let_pass(self, seconds: float) -> None:
        """Let time pass, tending the house."""
        until = time.monotonic() + seconds
        self.house.until(lambda: time.monotonic() >= until, "time", seconds + 30)

    def all_back(self, since: float) -> bool:
        """Whether the house is well and every screen shows how it stands."""
        position = self.house.state()["position"]
        return self.house.is_well() and all(
            reader.has_seen(position, since) for reader in self.readers
        )

    def check(self) -> None:
        """Hush everybody, check everything, let everybody go on; or raise `Failed`."""
        self.load.hush()
        try:
            self.house.until(lambda: self.load.is_quiet, "silence", QUIET_WITHIN_S)
            wrong = self.books.check()
        except AssertionError as error:
            raise Failed(str(error)) from None
        wrong += [fault for reader in self.readers for fault in reader.faults]
        if wrong:
            raise Failed("; ".join(wrong))
        self.load.go_on()

    def found(self, wrong: str | None) -> Found:
        """Return what all checks found."""
        return Found(
            acknowledged=self.books.acknowledged,
            lost=len(self.books.lost),
            doubled=self.books.history.doubled,
            events=self.books.history.position,
            comebacks=sum(max(reader.comebacks, 0) for reader in self.readers),
            wrong=wrong,
        )

    def _missing(self) -> str:
        """Return what is not back, for people."""
        try:
            seen = [reader.position for reader in self.readers]
            boxes = {
                name: self.house.box(name)["connected"] for name in (DISPENSER, *BOXES)
            }
            return f"health {self.house.health()}, screens at {seen}, boxes {boxes}"
        except OSError as error:
            return f"the hub or a box does not answer ({error})"


@contextmanager
def running(folder: Path, broker: str, seed: int) -> Iterator[Drill]:
    """Run a drill's house; whatever happens, it is ended."""
    drill = Drill(folder, broker, seed)
    try:
        drill.start()
        yield drill
    finally:
        drill.stop()


Fault = Callable[[Drill], Any]
