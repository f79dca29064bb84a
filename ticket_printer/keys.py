"""Keys and lamps on their pins: the only module here that knows gpiozero.

* PanelError

A gpiozero callback that raises kills the thread that serves every key, so callbacks
only hand the key on, and catch whatever that brings.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeAlias

from gpiozero import LED, Button, GPIOZeroError
from gpiozero.pins import Factory
from gpiozero.pins.mock import MockFactory
from msgspec import structs

from firmware_config.site import Dispenser
from ticket_printer.lamps import Lamps, Light

OnKey: TypeAlias = Callable[[str], None]

PRIORITY, REPRINT = "priority", "reprint"
BOUNCE_S = 0.02
HOLD_S = 3.0
BLINK_S = 0.4

log = logging.getLogger(__name__)


class PanelError(Exception):
    """The pins cannot be used; the text says why and what to do."""


class Panel(Protocol):
    """The dispenser's keys and lamps."""

    def start(self, on_key: OnKey) -> None:
        """Begin to tell each press: a service, `priority` or `reprint` (held)."""

    def show(self, lamps: Lamps) -> None:
        """Light the lamps like this."""

    def close(self) -> None:
        """Put the lamps out and give the pins back."""


class GpioPanel:
    """Keys to ground with the chip's own pull-up; lamps lit by a high pin."""

    def __init__(
        self,
        dispenser: Dispenser,
        factory: Factory | None = None,
        hold_s: float = HOLD_S,
    ) -> None:
        """Remember the pins; `factory` None is whatever this machine has."""
        self._dispenser = dispenser
        self._factory = factory
        self._hold_s = hold_s
        self._keys: list[Button] = []
        self._lamps: dict[str, LED] = {}
        self._shown: dict[str, Light] = {}

    def start(self, on_key: OnKey) -> None:
        """Take the pins and begin to tell presses."""
        with _explained():
            for name, pin in structs.asdict(self._dispenser.lamps).items():
                self._lamps[name] = LED(pin, pin_factory=self._factory)
            for name, pin in key_pins(self._dispenser).items():
                self._keys.append(self._button(name, pin, on_key))

    def show(self, lamps: Lamps) -> None:
        """Light the lamps like this; one that stays as it is is not touched."""
        for name, light in lamps._asdict().items():
            if self._shown.get(name) is not light:
                self._light(self._lamps[name], light)
                self._shown[name] = light

    def close(self) -> None:
        """Put the lamps out and give the pins back."""
        for device in (*self._keys, *self._lamps.values()):
            device.close()

    def _button(self, name: str, pin: int, on_key: OnKey) -> Button:
        button = Button(
            pin, bounce_time=BOUNCE_S, hold_time=self._hold_s, pin_factory=self._factory
        )
        if name == REPRINT:
            button.when_held = _teller(on_key, name)
        else:
            button.when_pressed = _teller(on_key, name)
        return button

    @staticmethod
    def _light(lamp: LED, light: Light) -> None:
        match light:
            case Light.ON:
                lamp.on()
            case Light.OFF:
                lamp.off()
            case Light.BLINK:
                lamp.blink(BLINK_S, BLINK_S)


class VirtualPins:
    """Mock pins, fingers to press them with, eyes to see the lamps."""

    def __init__(self, dispenser: Dispenser) -> None:
        """Remember the pins; none is real."""
        self.factory = MockFactory()
        self._keys = key_pins(dispenser)
        self._lamps: dict[str, int] = structs.asdict(dispenser.lamps)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the names of the keys there are."""
        return tuple(self._keys)

    def press(self, key: str, seconds: float = 0.08) -> None:
        """Press the key for so long."""
        pin = self.factory.pin(self._keys[key])
        pin.drive_low()
        try:
            time.sleep(seconds)
        finally:
            pin.drive_high()

    def lit(self) -> dict[str, bool]:
        """Return which lamps are lit at this moment."""
        return {
            name: bool(self.factory.pin(pin).state) for name, pin in self._lamps.items()
        }


def key_pins(dispenser: Dispenser) -> dict[str, int]:
    """Return the pin of every key the dispenser has, by the key's name."""
    special = {PRIORITY: dispenser.priority_key, REPRINT: dispenser.reprint_key}
    wired = {name: pin for name, pin in special.items() if pin is not None}
    return {**dispenser.keys, **wired}


def _teller(on_key: OnKey, key: str) -> Callable[[], None]:
    def tell() -> None:
        try:
            on_key(key)
        except Exception:
            log.exception("a press of key %s was lost; the keys go on", key)

    return tell


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    # Without lgpio, or off a Raspberry Pi, the pin factory's own import fails.
    except (GPIOZeroError, ImportError, OSError) as error:
        msg = f"The pins cannot be used: {error}. Check the site file and the wiring."
        raise PanelError(msg) from error
