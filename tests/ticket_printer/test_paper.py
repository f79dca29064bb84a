"""From a job to a slip in the hand."""

from __future__ import annotations

import pytest

from events.device import (
    PaperLoaded,
    PaperLow,
    PaperOut,
    PrinterHealth,
    PrintFailed,
    PrintFault,
    TicketPrinted,
)
from ticket_printer import paper
from ticket_printer.dispenser import Dispenser, Printing
from ticket_printer.effects import End, Print, Report
from ticket_printer.job import Job

JOB = Job(id="p1", visit="v1", ticket="A001", service="A")
PRINTING = Dispenser(is_connected=True, printing=(Printing(JOB, 0),))


def says(paper: str = "plenty", cover: str = "closed") -> PrinterHealth:
    """Return what a printer that is there says."""
    return PrinterHealth(online=True, paper=paper, cover=cover)


def test_a_printed_slip_is_reported() -> None:
    """A slip that came out is told to the hub."""
    step = paper.slip_ended(PRINTING, "p1", None, 2)
    assert step.effects == (End(JOB, TicketPrinted(visit="v1", ticket="A001")),)
    assert paper.slip_ended(step.dispenser, "p1", None, 3).effects == ()


def test_a_slip_without_paper_comes_with_the_new_roll() -> None:
    """A slip that failed for lack of paper is told, held, and printed on a new roll."""
    failed = paper.slip_ended(PRINTING, "p1", PrintFault.PAPER_OUT, 2)
    fact = PrintFailed(visit="v1", ticket="A001", fault=PrintFault.PAPER_OUT)
    assert failed.effects == (End(JOB, fact),)
    out = paper.printer_said(failed.dispenser, says("out"), 3)
    assert out.effects == (Report(PaperOut()),)
    loaded = paper.printer_said(out.dispenser, says(), 60)
    assert loaded.effects == (Report(PaperLoaded()), Print(JOB))
    assert loaded.dispenser.held == ()


def test_after_two_minutes_only_staff_can_ask_for_it() -> None:
    """A held slip older than two minutes is not printed by itself."""
    failed = paper.slip_ended(PRINTING, "p1", PrintFault.COVER_OPEN, 2).dispenser
    opened = paper.printer_said(failed, says(cover="open"), 3).dispenser
    assert paper.printer_said(opened, says(), 121).effects == ()


@pytest.mark.parametrize("fault", [PrintFault.UNKNOWN, PrintFault.TIMEOUT])
def test_what_may_have_come_out_is_not_repeated(fault: PrintFault) -> None:
    """A slip that may be in the visitor's hand is never printed again by itself."""
    assert paper.slip_ended(PRINTING, "p1", fault, 2).dispenser.held == ()


@pytest.mark.parametrize(
    ("before", "now", "facts"),
    [
        ("unknown", "plenty", ()),
        ("unknown", "low", (PaperLow(),)),
        ("plenty", "low", (PaperLow(),)),
        ("low", "out", (PaperOut(),)),
        ("out", "low", (PaperLoaded(), PaperLow())),
        ("out", "plenty", (PaperLoaded(),)),
        ("low", "plenty", (PaperLoaded(),)),
        ("plenty", "plenty", ()),
        ("out", "unknown", ()),
    ],
)
def test_a_change_of_paper_is_a_fact(
    before: str, now: str, facts: tuple[object, ...]
) -> None:
    """Paper running low, out or loaded is told once, when it changes."""
    step = paper.printer_said(Dispenser(paper=before), says(now), 1)
    assert step.effects == tuple(Report(fact) for fact in facts)  # type: ignore[arg-type]  # the table's rows are facts


def test_a_printer_away_says_nothing_of_its_paper() -> None:
    """While the printer is unplugged the last word on its paper stands."""
    away = PrinterHealth(online=False, paper="unknown", cover="unknown")
    state = paper.printer_said(Dispenser(paper="low"), away, 1).dispenser
    assert state.paper == "low"


def test_staff_get_a_copy() -> None:
    """An ordered copy is printed; its fact names the order."""
    copy = Job(id="o1", visit="v1", ticket="A001", service="A", order="o1")
    step = paper.copy_wanted(Dispenser(), copy, 0)
    assert step.effects == (Print(copy),)
    (effect,) = paper.slip_ended(step.dispenser, "o1", None, 1).effects
    assert isinstance(effect, End)
    assert effect.fact == TicketPrinted(visit="v1", ticket="A001", order="o1")


def test_an_order_that_cannot_be_done_is_answered() -> None:
    """An order past its time, or without paper, is answered by a named fault."""
    copy = Job(id="o1", visit="v1", ticket="A001", service="A", order="o1")
    late = paper.copy_wanted(Dispenser(), copy, 0, is_late=True)
    dry = paper.copy_wanted(Dispenser(printer=says("out")), copy, 0)
    faults = [
        effect.fact.fault
        for step in (late, dry)
        for effect in step.effects
        if isinstance(effect, End) and isinstance(effect.fact, PrintFailed)
    ]
    assert faults == [PrintFault.TIMEOUT, PrintFault.PAPER_OUT]
