"""What a dispenser's lamps say: they tell the truth, at once."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ticket_printer.dispenser import Dispenser, printer_fault


class Light(StrEnum):
    """How a lamp is lit."""

    OFF = "off"
    ON = "on"
    BLINK = "blink"


class Lamps(NamedTuple):
    """The four lamps: ready, pressed, see staff, connection lost."""

    ready: Light = Light.OFF
    pressed: Light = Light.OFF
    staff: Light = Light.OFF
    cut: Light = Light.OFF


def lamps(dispenser: Dispenser, now: float) -> Lamps:
    """Return what is lit at this moment."""
    if now < dispenser.identify_until:
        return Lamps(Light.BLINK, Light.BLINK, Light.BLINK, Light.BLINK)
    return Lamps(
        ready=_ready(dispenser, now),
        pressed=_pressed(dispenser, now),
        staff=_staff(dispenser, now),
        cut=_cut(dispenser, now),
    )


def _ready(dispenser: Dispenser, now: float) -> Light:
    is_free = dispenser.is_connected and dispenser.asking is None
    is_able = printer_fault(dispenser.printer) is None
    return _on(is_free and is_able and now >= dispenser.staff_until)


def _pressed(dispenser: Dispenser, now: float) -> Light:
    if now < dispenser.priority_until:
        return Light.BLINK
    return _on(dispenser.asking is not None or bool(dispenser.printing))


def _staff(dispenser: Dispenser, now: float) -> Light:
    if now < dispenser.away_until:
        return Light.BLINK
    is_able = printer_fault(dispenser.printer) is None
    return _on(not is_able or now < dispenser.staff_until)


def _cut(dispenser: Dispenser, now: float) -> Light:
    if now < dispenser.away_until:
        return Light.BLINK
    return _on(not dispenser.is_connected or now < dispenser.cut_until)


def _on(is_lit: bool) -> Light:
    return Light.ON if is_lit else Light.OFF
