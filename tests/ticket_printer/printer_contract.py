"""What every `PrinterPort` keeps; each printer's test runs it."""

from __future__ import annotations

from PIL import Image

from events.device import PrinterHealth
from tests.ticket_printer.test_slip import JOB, SITE
from ticket_printer.dispenser import printer_fault
from ticket_printer.port import PrinterPort
from ticket_printer.raster import draw
from ticket_printer.slip import describe


def slip() -> Image.Image:
    """Return a slip to print."""
    return draw(describe(JOB, SITE), 576)


def it_prints_and_says_how_it_is(printer: PrinterPort) -> None:
    """A printer that is well says so, prints twice, and closes as often as asked."""
    assert isinstance(printer.status(), PrinterHealth)
    assert printer_fault(printer.status()) is None
    assert printer.print(slip(), "A001") is None
    assert printer.print(slip(), "A002") is None
    printer.close()
    printer.close()
