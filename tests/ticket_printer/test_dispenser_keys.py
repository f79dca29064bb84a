"""Keys and lamps on mock pins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ticket_printer.dispenser_site import site, wait_for
from ticket_printer.keys import GpioPanel, PanelError, VirtualPins
from ticket_printer.lamps import Lamps, Light

DISPENSER = site().dispensers[0]


@pytest.fixture
def pins() -> VirtualPins:
    """Mock pins for each test."""
    return VirtualPins(DISPENSER)


@pytest.fixture
def panel(pins: VirtualPins) -> Iterator[GpioPanel]:
    """A panel on the mock pins, whose reprint key need not be held for long."""
    made = GpioPanel(DISPENSER, pins.factory, hold_s=0.05)
    yield made
    made.close()


def test_every_key_is_told_by_name(pins: VirtualPins, panel: GpioPanel) -> None:
    """A press of a service or priority key is told once, at once."""
    told: list[str] = []
    panel.start(told.append)
    for key in ("A", "B", "priority"):
        pins.press(key, 0)
    assert told == ["A", "B", "priority"]


def test_the_reprint_key_must_be_held(pins: VirtualPins, panel: GpioPanel) -> None:
    """A touch of the reprint key is nothing; held it counts once."""
    told: list[str] = []
    panel.start(told.append)
    pins.press("reprint", 0)
    assert told == []
    pins.press("reprint", 0.2)
    assert told == ["reprint"]


def test_an_exception_in_a_callback_kills_no_key(
    pins: VirtualPins, panel: GpioPanel, caplog: pytest.LogCaptureFixture
) -> None:
    """A listener that blows up costs one press; the keys go on."""
    told: list[str] = []

    def listen(key: str) -> None:
        if key == "A":
            raise RuntimeError("planted")
        told.append(key)

    panel.start(listen)
    pins.press("A", 0)
    pins.press("B", 0)
    assert told == ["B"]
    assert "a press of key A was lost" in caplog.text


def test_lamps_are_lit_put_out_and_blink(pins: VirtualPins, panel: GpioPanel) -> None:
    """A lamp is on, off, or changes by itself."""
    panel.start(lambda _: None)
    panel.show(Lamps(ready=Light.ON, cut=Light.BLINK))
    assert pins.lit()["ready"]
    wait_for(lambda: pins.lit()["cut"])
    wait_for(lambda: not pins.lit()["cut"])
    panel.show(Lamps())
    assert not any(pins.lit().values())


def test_a_pin_used_twice_is_a_sentence(pins: VirtualPins) -> None:
    """Pins that cannot be had are told with what to do."""
    first = GpioPanel(DISPENSER, pins.factory)
    first.start(lambda _: None)
    with pytest.raises(PanelError, match="Check the site file and the wiring"):
        GpioPanel(DISPENSER, pins.factory).start(lambda _: None)
    first.close()
