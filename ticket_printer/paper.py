"""From a job to a slip in the hand: printing, paper, copies that staff order."""

from __future__ import annotations

import dataclasses

from events.device import (
    PaperLoaded,
    PaperLow,
    PaperOut,
    PrinterHealth,
    PrintFailed,
    PrintFault,
    TicketPrinted,
)
from ticket_printer.dispenser import (
    NOTICE_S,
    Dispenser,
    Printing,
    Step,
    printer_fault,
)
from ticket_printer.effects import End, Fact, Print, Report
from ticket_printer.job import Job

HOLD_S = 120.0
IDENTIFY_S = 10.0
CURABLE = frozenset({PrintFault.PAPER_OUT, PrintFault.COVER_OPEN})


def slip_ended(
    dispenser: Dispenser, job_id: str, fault: PrintFault | None, now: float
) -> Step:
    """Report that the slip is out, or why not; hold it if paper would help."""
    done = next((p for p in dispenser.printing if p.job.id == job_id), None)
    if done is None:
        return Step(dispenser)
    rest = tuple(p for p in dispenser.printing if p is not done)
    kept = dataclasses.replace(dispenser, printing=rest)
    if fault is None:
        return Step(kept, (End(done.job, printed(done.job)),))
    held = (done,) if fault in CURABLE and not done.job.is_copy else ()
    shown = dataclasses.replace(
        kept, held=(*kept.held, *held), staff_until=now + NOTICE_S
    )
    return Step(shown, (End(done.job, failed(done.job, fault)),))


def printer_said(dispenser: Dispenser, printer: PrinterHealth, now: float) -> Step:
    """Report a change of paper; print what was held once the printer can again."""
    facts = _paper_facts(dispenser.paper, printer.paper)
    was_able = printer_fault(dispenser.printer) is None
    is_known = printer.online and printer.paper != "unknown"
    told = dataclasses.replace(
        dispenser, printer=printer, paper=printer.paper if is_known else dispenser.paper
    )
    effects = tuple(Report(fact) for fact in facts)
    if was_able or printer_fault(printer) is not None or not told.held:
        return Step(told, effects)
    fresh = tuple(p for p in told.held if now - p.since < HOLD_S)
    freed = dataclasses.replace(told, held=(), printing=(*told.printing, *fresh))
    return Step(freed, (*effects, *(Print(p.job) for p in fresh)))


def copy_wanted(
    dispenser: Dispenser, job: Job, now: float, *, is_late: bool = False
) -> Step:
    """Print a copy, or report at once that it cannot be."""
    fault = PrintFault.TIMEOUT if is_late else printer_fault(dispenser.printer)
    if fault is not None:
        return Step(dispenser, (End(job, failed(job, fault)),))
    printing = (*dispenser.printing, Printing(job, now))
    return Step(dataclasses.replace(dispenser, printing=printing), (Print(job),))


def identify(dispenser: Dispenser, now: float) -> Step:
    """Let every lamp blink for 10 s."""
    return Step(dataclasses.replace(dispenser, identify_until=now + IDENTIFY_S))


def printed(job: Job) -> TicketPrinted:
    """Return the fact of a slip that came out."""
    return TicketPrinted(visit=job.visit, ticket=job.ticket, order=job.order)


def failed(job: Job, fault: PrintFault) -> PrintFailed:
    """Return the fact of a slip that did not."""
    return PrintFailed(visit=job.visit, ticket=job.ticket, fault=fault, order=job.order)


def _paper_facts(before: str, now: str) -> tuple[Fact, ...]:
    if now in (before, "unknown"):
        return ()
    if now == "out":
        return (PaperOut(),)
    loaded: tuple[Fact, ...] = (PaperLoaded(),) if before in ("out", "low") else ()
    if now == "low":
        # A nearly empty roll put in after an empty one is both.
        return (*(loaded if before == "out" else ()), PaperLow())
    return loaded
