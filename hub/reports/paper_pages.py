"""Pages that say at their foot which they are, and of how many."""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from hub.reports import paper_look as look

LINE_AT = look.FOOT - 5 * mm


class Numbered(Canvas):  # type: ignore[misc]  # the library has no types
    """Keeps its pages until the last is known, then writes the foot of each."""

    def __init__(self, *said: Any, footer: str, **how: Any) -> None:
        """Remember what stands at the foot."""
        super().__init__(*said, **how)
        self._footer = footer
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  # the library's own name
        """Keep a page that is done."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its foot, then the file."""
        for n, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self._foot(n, len(self._kept))
            super().showPage()
        super().save()

    def _foot(self, n: int, of: int) -> None:
        right = A4[0] - look.SIDE
        self.setStrokeColor(look.EDGE)
        self.setLineWidth(0.5)
        self.line(look.SIDE, LINE_AT, right, LINE_AT)
        self.setFont(look.PLAIN, 8.5)
        self.setFillColor(look.QUIET)
        self.drawString(look.SIDE, LINE_AT - 4.5 * mm, self._footer)
        self.drawRightString(right, LINE_AT - 4.5 * mm, f"{n} / {of}")
