"""What the lamps say."""

from __future__ import annotations

from events.device import PrinterHealth
from ticket_printer import asking, paper
from ticket_printer.dispenser import Dispenser
from ticket_printer.lamps import Lamps, Light, lamps

READY = Dispenser(is_connected=True)
ON, OFF, BLINK = Light.ON, Light.OFF, Light.BLINK


def test_ready_only_when_a_press_would_give_a_slip() -> None:
    """Ready is lit with a hub and a printer, and with nothing else."""
    assert lamps(READY, 0) == Lamps(ready=ON)
    assert lamps(Dispenser(), 0) == Lamps(cut=ON)


def test_a_press_is_seen_at_once() -> None:
    """Pressed is lit from the press until its slip is out."""
    state = asking.service_pressed(READY, "A", "p1", 0).dispenser
    assert lamps(state, 0) == Lamps(pressed=ON)


def test_a_press_while_cut_off_is_answered() -> None:
    """A press while cut off lets two lamps blink for five seconds."""
    state = asking.service_pressed(Dispenser(), "A", "p1", 0).dispenser
    assert lamps(state, 4.9) == Lamps(staff=BLINK, cut=BLINK)
    assert lamps(state, 5) == Lamps(cut=ON)


def test_a_press_given_up_sends_to_staff() -> None:
    """After ten seconds of silence both red lamps are lit for a while."""
    state = asking.service_pressed(READY, "A", "p1", 0).dispenser
    state = asking.time_passed(state, 10).dispenser
    assert lamps(state, 11) == Lamps(staff=ON, cut=ON)
    assert lamps(state, 15) == Lamps(ready=ON)


def test_no_paper_sends_to_staff_until_it_is_loaded() -> None:
    """Without paper the staff lamp stays lit and ready is off."""
    out = PrinterHealth(online=True, paper="out", cover="closed")
    state = paper.printer_said(READY, out, 0).dispenser
    assert lamps(state, 999) == Lamps(staff=ON)


def test_a_refusal_sends_to_staff_for_five_seconds() -> None:
    """A refused press lights the staff lamp for five seconds."""
    state = asking.service_pressed(READY, "A", "p1", 0).dispenser
    state = asking.refused(state, "p1", "day-not-open", 1).dispenser
    assert lamps(state, 2) == Lamps(staff=ON)
    assert lamps(state, 6) == Lamps(ready=ON)


def test_a_refusal_is_not_the_next_visitors() -> None:
    """Whoever presses next sees his own press, not the lamp of the one before."""
    state = asking.service_pressed(READY, "A", "p1", 0).dispenser
    state = asking.refused(state, "p1", "service-shut", 1).dispenser
    state = asking.service_pressed(state, "B", "p2", 2).dispenser
    assert lamps(state, 2) == Lamps(pressed=ON)


def test_priority_blinks() -> None:
    """While priority is set the pressed lamp blinks."""
    state = asking.priority_pressed(READY, 0).dispenser
    assert lamps(state, 9) == Lamps(ready=ON, pressed=BLINK)
    assert lamps(state, 10) == Lamps(ready=ON)


def test_identify_lets_every_lamp_blink() -> None:
    """An identified box blinks with all lamps for ten seconds."""
    state = paper.identify(READY, 0).dispenser
    assert set(lamps(state, 9.9)) == {BLINK}
    assert lamps(state, 10) == Lamps(ready=ON)
