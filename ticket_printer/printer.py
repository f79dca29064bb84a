"""A thermal printer that speaks ESC/POS, by USB, serial line, network or device file.

It is asked before and after every slip; what cannot be asked is taken to be well.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from events.device import PrinterHealth, PrintFault
from firmware_config.site import Printer
from ticket_printer.dispenser import UNTOLD, printer_fault
from ticket_printer.esc_pos_device import EscPosDevice
from ticket_printer.esc_pos_status import (
    GS_PAPER,
    QUERIES,
    health,
    is_paper_reply,
    is_paper_used_up,
    is_status_reply,
)

OFFLINE = PrinterHealth(online=False, paper="unknown", cover="unknown")

log = logging.getLogger(__name__)


class Patience(NamedTuple):
    """How long an answer and a whole slip may take, in seconds."""

    answer_s: float = 0.5
    job_s: float = 10.0


PATIENT = Patience()


class EscPosPrinter:
    """A printer that is opened anew after any trouble."""

    def __init__(
        self, settings: Printer, scratch: Path, patience: Patience = PATIENT
    ) -> None:
        """Remember how it is reached; `scratch` is where escpos may write."""
        self._settings = settings
        self._scratch = scratch
        self._patience = patience
        self._device: EscPosDevice | None = None
        self._is_missed = False
        self._has_answered = False
        self._has_confirmed: bool | None = None

    def status(self) -> PrinterHealth:
        """Ask the printer how it is; one that never answered is taken to be well."""
        try:
            device = self._opened()
            return UNTOLD if self._settings.kind == "file" else self._told(device)
        except Exception as error:  # escpos and its drivers raise a dozen kinds
            self._lose(error)
            return OFFLINE

    def print(self, picture: Image.Image, name: str) -> PrintFault | None:
        """Print and cut; wait until the printer says that it has done so."""
        before = self.status()
        if (fault := printer_fault(before)) is not None:
            return fault
        try:
            device = self._opened()
            device.send(picture)
            return None if before == UNTOLD else self._verdict(device)
        except TimeoutError as error:
            self._lose(error)
            return PrintFault.TIMEOUT
        except Exception as error:  # the same dozen
            self._lose(error)
            return PrintFault.OFFLINE

    def close(self) -> None:
        """Close the device."""
        device, self._device = self._device, None
        if device is None:
            return
        try:
            device.close()
        except Exception:  # it is gone either way
            log.debug("the printer could not be closed", exc_info=True)

    def _opened(self) -> EscPosDevice:
        if self._device is None:
            device = EscPosDevice(self._settings, self._scratch)
            device.open()
            self._device = device
            self._is_missed = False
            log.info("the printer is there (%s)", self._settings.kind)
        return self._device

    def _lose(self, error: Exception) -> None:
        if not self._is_missed:
            log.warning("the printer is away, trying on: %s", error)
        self._is_missed = True
        self.close()

    def _told(self, device: EscPosDevice) -> PrinterHealth:
        told = self._ask_all(device)
        if told == UNTOLD and self._has_answered:
            raise TimeoutError("it answers no more")
        self._has_answered = self._has_answered or told != UNTOLD
        return told

    def _verdict(self, device: EscPosDevice) -> PrintFault | None:
        """GS r stands in line behind the slip: its answer says that all is printed.

        Some printers do not know it; from the second slip on those are not waited for.
        """
        answer_s, job_s = self._patience
        wait_s = answer_s if self._has_confirmed is False else job_s
        answer = device.ask(GS_PAPER, is_paper_reply, wait_s)
        if answer is not None:
            self._has_confirmed = True
            return PrintFault.PAPER_OUT if is_paper_used_up(answer) else None
        if (fault := printer_fault(self._ask_all(device))) is not None:
            return fault
        if self._has_confirmed:
            return PrintFault.TIMEOUT
        self._has_confirmed = False
        return None

    def _ask_all(self, device: EscPosDevice) -> PrinterHealth:
        wait_s = self._patience.answer_s
        return health([device.ask(query, is_status_reply, wait_s) for query in QUERIES])
