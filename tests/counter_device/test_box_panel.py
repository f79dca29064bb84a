"""Keys, lamps and digits on mock pins."""

from __future__ import annotations

import pytest
from msgspec import structs

from counter_device.hands import Edge
from counter_device.keys import Key
from counter_device.lamps import Lamps
from counter_device.panel import GpioPanel, PanelError, VirtualKeys
from firmware_config.site import Box, BoxKeys

BOX = Box(id="counter-2", counter="2", display="tm1637")


@pytest.fixture
def keys():
    """Return fingers for the keys of the box."""
    return VirtualKeys(BOX)


@pytest.fixture
def panel(keys):
    """Return a panel on those pins."""
    panel = GpioPanel(BOX, keys.factory, lambda: 7.0)
    yield panel
    panel.close()


def test_every_edge_is_told_with_its_time(keys, panel) -> None:
    """A key tells when it goes down and when it goes up, once each."""
    edges: list[Edge] = []
    panel.start(edges.append)
    keys.move(Key.START, True)
    keys.move(Key.START, True)
    keys.move(Key.START, False)
    assert edges == [Edge(Key.START, True, 7.0), Edge(Key.START, False, 7.0)]


def test_a_failing_listener_costs_one_edge(keys, panel, caplog) -> None:
    """An exception in a pin's callback kills no key, its own nor another."""
    edges: list[Edge] = []

    def listen(edge: Edge) -> None:
        if not edges:
            edges.append(edge)
            msg = "planted"
            raise RuntimeError(msg)
        edges.append(edge)

    panel.start(listen)
    for key in (Key.NEXT, Key.NEXT, Key.PAUSE):
        keys.move(key, True)
        keys.move(key, False)
    assert len(edges) == 6
    assert "the keys go on" in caplog.text


def test_lamps_are_high_pins(keys, panel) -> None:
    """Each lamp lights its own pin."""
    panel.start(lambda _: None)
    panel.show(Lamps(accepted=True, cut=True))
    levels = {pin: bool(keys.factory.pin(pin).state) for pin in (5, 6, 13, 19)}
    assert levels == {5: False, 6: True, 13: False, 19: True}


def test_digits_take_two_more_pins(keys, panel) -> None:
    """A module of digits is written to by the pins of the site file."""
    panel.start(lambda _: None)
    clock = keys.factory.pin(BOX.display_clk)
    clock.clear_states()
    panel.display.show("A047")
    # A rise to begin, seven bytes of nine clocks, one rise to end each of three orders.
    assert sum(state.state for state in clock.states[1:]) == 1 + 7 * 9 + 3


def test_a_pin_used_twice_is_explained() -> None:
    """Wrong wiring ends with a sentence and what to do, not with a trace."""
    box = structs.replace(BOX, keys=BoxKeys(next=17, recall=17))
    panel = GpioPanel(box, VirtualKeys(box).factory)
    with pytest.raises(PanelError, match=r"GPIO17.* Check the site file"):
        panel.start(lambda _: None)
