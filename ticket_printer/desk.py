"""The printer's own thread, so that keys never wait for paper."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from PIL import Image

from events.device import PrinterHealth, PrintFault
from ticket_printer.job import Job
from ticket_printer.journal import Journal
from ticket_printer.port import PrinterPort
from ticket_printer.raster import draw
from ticket_printer.slip import SlipSite, describe

LOOK_EVERY_S = 0.5
WIDE = 500

log = logging.getLogger(__name__)


class Desk:
    """Takes jobs one at a time, and looks after the printer in between."""

    def __init__(
        self, printer: PrinterPort, journal: Journal, site: SlipSite, dots: int
    ) -> None:
        """Remember the printer; it is not touched yet."""
        self._printer = printer
        self._journal = journal
        self._site = site
        self._dots = dots
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._on_end: Callable[[Job, PrintFault | None], None]
        self._on_health: Callable[[PrinterHealth], None]

    def start(
        self,
        on_end: Callable[[Job, PrintFault | None], None],
        on_health: Callable[[PrinterHealth], None],
    ) -> None:
        """Begin to print and to look; both handlers are called on the desk's thread."""
        self._on_end = on_end
        self._on_health = on_health
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        """Print this when its turn comes."""
        self._jobs.put(job)

    def stop(self, within_s: float = 15.0) -> None:
        """Finish the job in hand, then end."""
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join(within_s)

    def _run(self) -> None:
        is_open = True
        while is_open:
            try:
                is_open = self._turn()
            except Exception:
                log.exception("a turn at the printer failed; the desk goes on")
        self._printer.close()

    def _turn(self) -> bool:
        self._on_health(self._printer.status())
        try:
            job = self._jobs.get(timeout=LOOK_EVERY_S)
        except queue.Empty:
            return True
        if job is not None:
            self._print(job)
        return job is not None

    def _print(self, job: Job) -> None:
        fault: PrintFault | None = PrintFault.UNKNOWN
        try:
            picture = self._picture(job)
            self._journal.sending(job)
            fault = self._printer.print(picture, job.ticket)
        except Exception:
            log.exception("slip %s could not be printed", job.ticket)
        self._on_end(job, fault)

    def _picture(self, job: Job) -> Image.Image:
        return draw(describe(job, self._site, self._dots < WIDE), self._dots)
