"""A dispenser as it stands: who waits for an answer, what is printed, what is lit.

Pure. What happens to it is told by `asking` (keys and replies) and `paper` (printer and
orders); what it shows by `lamps`. Times are seconds of a monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from events.device import PrinterHealth, PrintFault
from ticket_printer.effects import Effect
from ticket_printer.job import Job
from ticket_printer.press import Press

NOTICE_S = 5.0
NOT_YET = float("-inf")
UNTOLD = PrinterHealth(online=True, paper="unknown", cover="unknown")


@dataclass(frozen=True, slots=True)
class Asking:
    """The press the hub was asked about, and when we last asked."""

    press: Press
    sent_at: float
    was_resent: bool = False


@dataclass(frozen=True, slots=True)
class Printing:
    """A job at the printer; `since` is when its press, or else its order, came."""

    job: Job
    since: float


@dataclass(frozen=True, slots=True)
class Dispenser:
    """Everything the dispenser goes by; the `…_until` are when a notice ends."""

    is_connected: bool = False
    printer: PrinterHealth = UNTOLD
    paper: str = "unknown"
    asking: Asking | None = None
    waiting: tuple[Press, ...] = ()
    answered: tuple[str, ...] = ()
    printing: tuple[Printing, ...] = ()
    held: tuple[Printing, ...] = ()
    priority_until: float = NOT_YET
    staff_until: float = NOT_YET
    cut_until: float = NOT_YET
    away_until: float = NOT_YET
    identify_until: float = NOT_YET


class Step(NamedTuple):
    """The dispenser as it stands now, and what is to be done."""

    dispenser: Dispenser
    effects: tuple[Effect, ...] = ()


def printer_fault(printer: PrinterHealth) -> PrintFault | None:
    """Return what keeps the printer from printing, as far as it can tell."""
    if not printer.online:
        return PrintFault.OFFLINE
    if printer.cover == "open":
        return PrintFault.COVER_OPEN
    return PrintFault.PAPER_OUT if printer.paper == "out" else None
