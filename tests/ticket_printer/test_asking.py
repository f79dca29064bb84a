"""From a key to the hub and back."""

from __future__ import annotations

from events.device import PrinterHealth, PrintFailed, PrintFault
from events.visit import VisitClass
from tests.ticket_printer.dispenser_site import accepted
from ticket_printer import asking
from ticket_printer.dispenser import Dispenser, Step
from ticket_printer.effects import Abandon, Ask, AskAgain, Print, Report, Settle

READY = Dispenser(is_connected=True)


def pressed(dispenser: Dispenser, key: str, press_id: str, now: float) -> Step:
    """Press a service key."""
    return asking.service_pressed(dispenser, key, press_id, now)


def asked(key: str = "A", press_id: str = "p1", now: float = 0) -> Dispenser:
    """Return a dispenser that waits for the reply to a press."""
    return pressed(READY, key, press_id, now).dispenser


def test_a_press_asks_the_hub() -> None:
    """A press asks the hub for a ticket, good for ten seconds."""
    (effect,) = pressed(READY, "A", "p1", 0).effects
    assert isinstance(effect, Ask)
    assert (effect.press.id, effect.press.service, effect.lasts_s) == ("p1", "A", 10)


def test_no_press_is_kept_for_later_while_the_hub_is_away() -> None:
    """A press while the hub is away asks for nothing, now or later."""
    step = pressed(Dispenser(), "A", "p1", 0)
    assert step.effects == ()
    assert asking.connection_changed(step.dispenser, True, 1).effects == ()


def test_an_accepted_press_is_printed() -> None:
    """The reply to the press becomes a slip with the reply's ticket."""
    step = asking.accepted(asked(), "p1", accepted("A007"), 0.1)
    (effect,) = step.effects
    assert isinstance(effect, Print)
    assert (effect.job.id, effect.job.ticket) == ("p1", "A007")
    assert step.dispenser.asking is None


def test_a_second_reply_prints_nothing() -> None:
    """A reply that comes twice gives one slip."""
    step = asking.accepted(asked(), "p1", accepted(), 0.1)
    assert asking.accepted(step.dispenser, "p1", accepted(), 0.2).effects == ()


def test_silence_is_asked_once_more() -> None:
    """After 1.5 s without a reply the same press is sent once more, not twice."""
    assert asking.time_passed(asked(), 1.4).effects == ()
    again = asking.time_passed(asked(), 1.5)
    assert again.effects == (AskAgain("p1"),)
    assert asking.time_passed(again.dispenser, 9.9).effects == ()


def test_ten_seconds_of_silence_are_given_up() -> None:
    """A press without a reply for 10 s is abandoned, and the next one is asked."""
    both = pressed(asked(), "B", "p2", 3).dispenser
    step = asking.time_passed(both, 10)
    assert isinstance(step.effects[0], Abandon)
    assert isinstance(step.effects[1], Ask)
    assert step.effects[1].lasts_s == 3


def test_a_late_ticket_is_reported_and_not_printed() -> None:
    """A ticket that comes after we gave up is told as unprinted, once."""
    given_up = asking.time_passed(asked(), 10).dispenser
    step = asking.accepted(given_up, "p1", accepted("A003"), 12)
    fact = PrintFailed(visit="visit-A003", ticket="A003", fault=PrintFault.TIMEOUT)
    assert step.effects == (Report(fact),)
    assert asking.accepted(step.dispenser, "p1", accepted("A003"), 13).effects == ()


def test_a_reply_without_a_ticket_is_a_refusal() -> None:
    """An accepted reply that names no ticket settles the press and prints nothing."""
    empty = type(accepted())()
    assert asking.accepted(asked(), "p1", empty, 1).effects == (Settle("p1"),)
    assert asking.accepted(READY, "other", empty, 1).effects == ()


def test_a_double_press_is_one_ticket() -> None:
    """The same key again within two seconds, before its slip is out, is ignored."""
    assert pressed(asked(), "A", "p2", 1.9).dispenser == asked()
    assert pressed(asked(), "A", "p2", 2.1).dispenser.waiting != ()
    printing = asking.accepted(asked(), "p1", accepted(), 0.1).dispenser
    assert pressed(printing, "A", "p2", 1).effects == ()


def test_other_keys_wait_their_turn() -> None:
    """Other keys queue behind the press under way, three at most."""
    state = asked()
    for number, key in enumerate("BCDE"):
        state = pressed(state, key, f"q{number}", 1).dispenser
    assert [press.service for press in state.waiting] == ["B", "C", "D"]
    step = asking.accepted(state, "p1", accepted(), 1.1)
    assert isinstance(step.effects[1], Ask)
    assert step.effects[1].press.service == "B"


def test_priority_is_for_the_next_ticket_only() -> None:
    """The priority key counts for one service key and falls back."""
    state = asking.priority_pressed(READY, 0).dispenser
    (effect,) = pressed(state, "A", "p1", 5).effects
    assert isinstance(effect, Ask)
    assert effect.press.visit_class is VisitClass.PRIORITY
    after = pressed(pressed(state, "A", "p1", 5).dispenser, "B", "p2", 6).dispenser
    assert after.waiting[0].visit_class is VisitClass.NORMAL


def test_priority_lasts_ten_seconds_or_until_pressed_again() -> None:
    """Ten seconds later, or after a second press, priority is off again."""
    state = asking.priority_pressed(READY, 0).dispenser
    twice = asking.priority_pressed(state, 1).dispenser
    for now, dispenser in ((10.1, state), (2, twice)):
        (effect,) = pressed(dispenser, "A", "p1", now).effects
        assert isinstance(effect, Ask)
        assert effect.press.visit_class is VisitClass.NORMAL
    assert asking.priority_pressed(Dispenser(), 0).effects == ()


def test_no_number_is_taken_that_cannot_be_printed() -> None:
    """Without paper, or with the cover open, a press is refused by lamp alone."""
    for printer in (
        PrinterHealth(online=True, paper="out", cover="closed"),
        PrinterHealth(online=True, paper="plenty", cover="open"),
        PrinterHealth(online=False, paper="unknown", cover="unknown"),
    ):
        state = Dispenser(is_connected=True, printer=printer)
        assert pressed(state, "A", "p1", 0).effects == ()


def test_a_refused_press_is_settled() -> None:
    """A refusal settles the press; the next in line is asked."""
    both = pressed(asked(), "B", "p2", 0.5).dispenser
    step = asking.refused(both, "p1", "day-not-open", 1)
    assert step.effects[0] == Settle("p1")
    assert isinstance(step.effects[1], Ask)
    assert asking.refused(both, "unknown", "day-not-open", 1).effects == ()


def test_a_hub_that_cannot_write_is_asked_again() -> None:
    """A hub that cannot write just now is asked again with the same press."""
    state = asking.refused(asked(), "p1", "hub-cannot-write", 1).dispenser
    assert state.asking is not None
    assert asking.time_passed(state, 2.5).effects == (AskAgain("p1"),)


def test_a_cut_in_the_middle() -> None:
    """A press under way is asked again on return; what only waited is dropped."""
    both = pressed(asked(), "B", "p2", 0.5).dispenser
    cut = asking.connection_changed(both, False, 1)
    assert [type(effect) for effect in cut.effects] == [Abandon]
    assert asking.time_passed(cut.dispenser, 3).effects == ()
    back = asking.connection_changed(cut.dispenser, True, 4)
    assert back.effects == (AskAgain("p1"),)
