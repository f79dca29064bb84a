"""The port to a printer: say how you are, print this picture."""

from __future__ import annotations

from typing import Protocol

from PIL import Image

from events.device import PrinterHealth, PrintFault


class PrinterPort(Protocol):
    """A slip printer. It never raises: trouble is a named fault.

    Used by one thread at a time; both calls may take seconds.
    """

    def status(self) -> PrinterHealth:
        """Return what the printer says of itself; `unknown` where it cannot tell."""

    def print(self, picture: Image.Image, name: str) -> PrintFault | None:
        """Print and cut a 1-bit picture; return what went wrong, or None.

        `name` is the ticket, for printers that keep what they print.
        """

    def close(self) -> None:
        """Let go of the printer."""
