"""Does what was decided: writes down, then sends, prints, reports."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import assert_never

from events.device import PressAbandoned, PrintFault, TicketPrinted
from ticket_printer.desk import Desk
from ticket_printer.effects import (
    Abandon,
    Ask,
    AskAgain,
    Effect,
    End,
    Print,
    Report,
    Settle,
)
from ticket_printer.job import Job
from ticket_printer.journal import JobState, Journal
from ticket_printer.line import Line
from ticket_printer.paper import failed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hands:
    """Line, journal and desk, moved by effects."""

    line: Line
    journal: Journal
    desk: Desk

    def do(self, effect: Effect) -> None:
        """Carry one effect out; what must survive is on disk before it acts."""
        match effect:
            case Ask():
                self._ask(effect)
            case AskAgain(press_id):
                self._ask_again(press_id)
            case Settle(press_id):
                self.journal.forget_press(press_id)
            case Abandon(press):
                log.warning("no answer to a press for %s", press.service)
                self._abandon(press.id, press.service)
            case Print(job):
                self.journal.reserve(job)
                self.desk.put(job)
            case End():
                self._end(effect)
            case Report(fact):
                self.line.report(fact)
            case _:
                assert_never(effect)

    def pick_up(self) -> None:
        """Report what a power cut left open: presses and jobs nobody will finish."""
        for press_id, service in self.journal.open_presses():
            log.warning("a press for %s was open when the program ended", service)
            self._abandon(press_id, service)
        for job in self.journal.unfinished():
            self._end(End(job, failed(job, PrintFault.UNKNOWN)))

    def last_job(self) -> Job | None:
        """Return the newest slip that was no copy."""
        return self.journal.last_job()

    def _ask(self, effect: Ask) -> None:
        command = self.line.command(effect.press, effect.lasts_s)
        self.journal.keep_press(effect.press.id, effect.press.service, command)
        self.line.send(command)

    def _ask_again(self, press_id: str) -> None:
        command = self.journal.envelope(press_id)
        if command is not None:
            self.line.send(command)

    def _abandon(self, press_id: str, service: str) -> None:
        # The same id after a crash in between: the hub has it once.
        fact = PressAbandoned(press=press_id, service=service)
        self.line.report(fact, f"{press_id}.abandoned")
        self.journal.forget_press(press_id)

    def _end(self, end: End) -> None:
        self.line.report(end.fact)
        if isinstance(end.fact, TicketPrinted):
            log.info("printed %s", end.job.ticket)
            self.journal.end(end.job, JobState.DONE)
        else:
            log.warning("slip %s failed: %s", end.job.ticket, end.fact.fault)
            self.journal.end(end.job, JobState.FAILED)
