"""The TM1637 module, read back from its two wires."""

from __future__ import annotations

from dataclasses import dataclass, field

from counter_device.display import NoDisplay, Tm1637
from counter_device.segments import bits


@dataclass
class Bus:
    """Two wires that remember, and read what a chip would have read."""

    clock: bool = False
    line: bool = False
    orders: list[list[int]] = field(default_factory=list)
    bits: list[bool] = field(default_factory=list)

    def turn(self, name: str, level: bool) -> None:
        """Move one wire, and do what the chip does then."""
        if name == "clock" and level and not self.clock:
            self.bits.append(self.line)
        if name == "line" and self.clock and level != self.line:
            if level:
                self._end()
            else:
                self.bits = []
        setattr(self, name, level)

    def _end(self) -> None:
        # Nine clocks a byte, the ninth the chip's own; the last rise only ends.
        groups = [self.bits[n : n + 9] for n in range(0, len(self.bits) - 1, 9)]
        assert all(len(group) == 9 and not group[8] for group in groups)
        self.orders.append(
            [sum(bit << n for n, bit in enumerate(group[:8])) for group in groups]
        )


@dataclass
class Lead:
    """One of them."""

    bus: Bus
    name: str

    def on(self) -> None:
        """Pull it high."""
        self.bus.turn(self.name, True)

    def off(self) -> None:
        """Pull it low."""
        self.bus.turn(self.name, False)


def shown(text: str) -> list[list[int]]:
    """Return the bytes a chip reads, order by order."""
    bus = Bus()
    Tm1637(Lead(bus, "clock"), Lead(bus, "line")).show(text)
    return bus.orders


def test_a_ticket_is_written_sign_by_sign():
    """The chip is told to count up, gets four signs, and shines."""
    assert shown("A047") == [[0x40], [0xC0, *map(bits, "A047")], [0x8C]]


def test_short_and_long_texts():
    """A text too short is filled with dark signs, one too long is cut."""
    assert shown("") == [[0x40], [0xC0, 0, 0, 0, 0], [0x8C]]
    assert shown("A0471") == shown("A047")


def test_a_box_without_digits():
    """A box without digits shows nothing and works all the same."""
    NoDisplay().show("A047")
