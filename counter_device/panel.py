"""Keys and lamps on their pins: the only module here that knows gpiozero.

* PanelError

A gpiozero callback that raises kills the thread that serves every key, so callbacks
only hand the edge on, and catch whatever that brings.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeAlias

from gpiozero import LED, Button, DigitalOutputDevice
from gpiozero.pins import Factory
from gpiozero.pins.mock import MockFactory
from msgspec import structs

from counter_device.display import Display, NoDisplay, Tm1637
from counter_device.hands import Edge
from counter_device.keys import FACES, Key
from counter_device.lamps import Lamps
from firmware_config.site import Box

OnEdge: TypeAlias = Callable[[Edge], None]

BOUNCE_S = 0.02

log = logging.getLogger(__name__)


class PanelError(Exception):
    """Pins or page cannot be used; the text says why and what to do."""


class Panel(Protocol):
    """Keys, four lamps, and digits where the box has some."""

    display: Display

    def start(self, on_edge: OnEdge) -> None:
        """Begin to tell every edge of every key."""

    def show(self, lamps: Lamps) -> None:
        """Light these lamps, and no other."""

    def close(self) -> None:
        """Put the lamps out and give the pins back."""


class GpioPanel:
    """Keys to ground with the chip's own pull-up; lamps lit by a high pin."""

    def __init__(
        self,
        box: Box,
        factory: Factory | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Remember the pins; `factory` None is whatever this machine has."""
        self._box = box
        self._factory = factory
        self._monotonic = monotonic
        self.display: Display = NoDisplay()
        self._keys: dict[Key, Button] = {}
        self._lamps: dict[str, LED] = {}
        self._wires: list[DigitalOutputDevice] = []

    def start(self, on_edge: OnEdge) -> None:
        """Take the pins and begin to tell every edge."""
        with _explained():
            for name, pin in structs.asdict(self._box.lamps).items():
                self._lamps[name] = LED(pin, pin_factory=self._factory)
            for key, pin in key_pins(self._box).items():
                self._keys[key] = self._button(pin)
            if self._box.display == "tm1637":
                self._wires = [self._wire(self._box.display_clk)]
                self._wires += [self._wire(self._box.display_dio)]
                self.display = Tm1637(*self._wires)
        for key, button in self._keys.items():
            button.when_pressed = self._teller(on_edge, key, True)
            button.when_released = self._teller(on_edge, key, False)

    def show(self, lamps: Lamps) -> None:
        """Light these lamps, and no other."""
        for name, is_lit in lamps._asdict().items():
            self._lamps[name].value = is_lit

    def close(self) -> None:
        """Put digits and lamps out and give the pins back."""
        self.display.show("")
        self.show(Lamps())
        for device in (*self._keys.values(), *self._lamps.values(), *self._wires):
            device.close()

    def _button(self, pin: int) -> Button:
        return Button(pin, bounce_time=BOUNCE_S, pin_factory=self._factory)

    def _wire(self, pin: int) -> DigitalOutputDevice:
        return DigitalOutputDevice(pin, pin_factory=self._factory)

    def _teller(self, on_edge: OnEdge, key: Key, is_down: bool) -> Callable[[], None]:
        def tell() -> None:
            try:
                on_edge(Edge(key, is_down, self._monotonic()))
            except Exception:
                log.exception("an edge of key %s was lost; the keys go on", key)

        return tell


class VirtualKeys:
    """Mock pins, and fingers to press them with."""

    def __init__(self, box: Box) -> None:
        """Remember the pins of the keys; no pin is real."""
        self.factory = MockFactory()
        self._pins = key_pins(box)

    def move(self, key: Key, is_down: bool) -> None:
        """Press the key or let it go; what is so already stays so."""
        pin = self.factory.pin(self._pins[key])
        (pin.drive_low if is_down else pin.drive_high)()


def key_pins(box: Box) -> dict[Key, int]:
    """Return the pin of each key that the box has."""
    clerk = {Key(name): pin for name, pin in structs.asdict(box.keys).items()}
    faces = FACES[len(box.face_keys)]
    return clerk | dict(zip(faces, box.face_keys, strict=True))


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # lgpio raises its own, and bare ones
        msg = f"The pins cannot be used: {error}. Check the site file and the wiring."
        raise PanelError(msg) from error
