"""A printer that keeps a PNG of every slip, and fails as it is told to."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PIL import Image

from events.device import PrinterHealth, PrintFault
from ticket_printer.dispenser import printer_fault


class Trouble(StrEnum):
    """What a hand can do to the virtual printer."""

    NONE = "none"
    PAPER_LOW = "paper-low"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    OFFLINE = "offline"


TOLD = {
    Trouble.NONE: PrinterHealth(online=True, paper="plenty", cover="closed"),
    Trouble.PAPER_LOW: PrinterHealth(online=True, paper="low", cover="closed"),
    Trouble.PAPER_OUT: PrinterHealth(online=True, paper="out", cover="closed"),
    Trouble.COVER_OPEN: PrinterHealth(online=True, paper="plenty", cover="open"),
    Trouble.OFFLINE: PrinterHealth(online=False, paper="unknown", cover="unknown"),
}


class VirtualPrinter:
    """Keeps slips as `0001-A001.png`, counting on from what the folder holds."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; it is made with the first slip."""
        self.folder = folder
        self.trouble = Trouble.NONE

    def status(self) -> PrinterHealth:
        """Return what a printer in this trouble would say."""
        return TOLD[self.trouble]

    def print(self, picture: Image.Image, name: str) -> PrintFault | None:
        """Keep the picture, unless something is the matter."""
        fault = printer_fault(self.status())
        if fault is not None:
            return fault
        try:
            self._keep(picture, name)
        except OSError:
            return PrintFault.UNKNOWN
        return None

    def slips(self) -> list[Path]:
        """Return the kept slips, oldest first."""
        return sorted(self.folder.glob("[0-9]*-*.png"))

    def close(self) -> None:
        """Nothing is held."""

    def _keep(self, picture: Image.Image, name: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = self.slips()
        number = 1 + (int(kept[-1].name.split("-")[0]) if kept else 0)
        file = self.folder / f"{number:04d}-{name}.png"
        part = file.with_suffix(".part")
        # Whoever looks into the folder meanwhile must never find half a picture.
        picture.save(part, format="PNG")
        part.replace(file)
