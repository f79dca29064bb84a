"""The four digits, wherever they are: nowhere, on the panel, on a TM1637 module."""

from __future__ import annotations

from typing import Protocol

from counter_device.segments import WIDTH, bits

_WRITE, _ADDRESS, _SHINE = 0x40, 0xC0, 0x88
BRIGHTNESS = 4


class Display(Protocol):
    """Four signs a clerk can read from the chair."""

    def show(self, text: str) -> None:
        """Show these signs, at most four, and nothing else."""


class NoDisplay:
    """A box without digits, or one whose digits only the panel draws."""

    def show(self, text: str) -> None:
        """Show nothing."""


class Wire(Protocol):
    """An output pin: high or low."""

    def on(self) -> None:
        """Pull the wire high."""

    def off(self) -> None:
        """Pull the wire low."""


class Tm1637:
    """A four-digit module on two wires; written to, never asked.

    The data line is held low while the chip acknowledges, as the chip holds it too, so
    the two never pull against each other. An unplugged module goes unnoticed.
    """

    def __init__(self, clock: Wire, line: Wire) -> None:
        """Remember the wires: CLK and DIO."""
        self._clock = clock
        self._line = line

    def show(self, text: str) -> None:
        """Write all four signs anew."""
        signs = [bits(sign) for sign in text[:WIDTH].ljust(WIDTH)]
        self._send(_WRITE)
        self._send(_ADDRESS, *signs)
        self._send(_SHINE | BRIGHTNESS)

    def _send(self, *codes: int) -> None:
        self._line.on()
        self._clock.on()
        self._line.off()  # falling while the clock is high: start
        for code in codes:
            self._byte(code)
        self._clock.off()
        self._line.off()
        self._clock.on()
        self._line.on()  # rising while the clock is high: end

    def _byte(self, code: int) -> None:
        for place in range(8):
            self._clock.off()
            (self._line.on if code >> place & 1 else self._line.off)()
            self._clock.on()
        self._clock.off()
        self._line.off()
        self._clock.on()
        self._clock.off()
