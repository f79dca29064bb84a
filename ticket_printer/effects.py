"""What a dispenser does about what it decided; carried out by `hands`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from events.device import (
    PaperLoaded,
    PaperLow,
    PaperOut,
    PressAbandoned,
    PrintFailed,
    TicketPrinted,
)
from ticket_printer.job import Job
from ticket_printer.press import Press

Fact: TypeAlias = (
    PaperLoaded | PaperLow | PaperOut | PressAbandoned | PrintFailed | TicketPrinted
)


@dataclass(frozen=True, slots=True)
class Ask:
    """Keep the press on disk, then ask the hub for a ticket; good for so long."""

    press: Press
    lasts_s: float


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Send the very same bytes once more."""

    press_id: str


@dataclass(frozen=True, slots=True)
class Settle:
    """The press is answered: forget it."""

    press_id: str


@dataclass(frozen=True, slots=True)
class Abandon:
    """The press is given up: report it, then forget it."""

    press: Press


@dataclass(frozen=True, slots=True)
class Print:
    """Write the job down, settle its press if it has one, hand it to the printer."""

    job: Job


@dataclass(frozen=True, slots=True)
class End:
    """Report how a job ended, or that it could not begin; it is done with that."""

    job: Job
    fact: PrintFailed | TicketPrinted


@dataclass(frozen=True, slots=True)
class Report:
    """Tell the hub a fact."""

    fact: Fact


Effect: TypeAlias = Ask | AskAgain | Settle | Abandon | Print | End | Report
