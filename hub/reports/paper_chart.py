"""A chart on paper: white bars, their part hatched, no colour."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from hub.reports.bars import LEFT, Bar, drawing
from hub.reports.notation import bare_int, shown
from hub.reports.paper_look import BOLD, EDGE, INK, LINE, PLAIN, QUIET, WHITE
from hub.reports.report import Lang, Table

HEIGHT, HEAD, FOOT = 26 * mm, 12 * mm, 5 * mm
SIZE, KEY = 7.0, (14.0, 8.0)
HATCH = 2.6


class Bars(Flowable):  # type: ignore[misc]  # the library has no types
    """The bars of a table, their title and key above them."""

    def __init__(self, table: Table, lang: Lang) -> None:
        """Remember what to draw."""
        super().__init__()
        self._table = table
        self._lang = lang

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room that is taken: the whole width."""
        del height
        self.width = width
        return width, HEIGHT + HEAD + FOOT

    def draw(self) -> None:
        """Draw lines, bars and words."""
        pen = self.canv
        drawn = drawing(self._table.rows, self.width, HEIGHT)
        self._keys(pen)
        pen.translate(0, FOOT)
        for line in drawn.lines:
            pen.setStrokeColor(LINE)
            pen.setLineWidth(0.5)
            pen.line(LEFT, line.height, self.width, line.height)
            pen.setFont(PLAIN, SIZE)
            pen.setFillColor(QUIET)
            text = bare_int(line.n, self._lang)
            pen.drawRightString(LEFT - 4, line.height - SIZE / 3, text)
        for bar in drawn.bars:
            self._bar(pen, bar)

    def _bar(self, pen: Any, bar: Bar) -> None:
        middle = bar.x + bar.width / 2
        if bar.height:
            _box(pen, bar.x, 0, bar.width, bar.height)
        if bar.part:
            hatched(pen, bar.x, 0, bar.width, bar.part)
        if bar.shows_value:
            pen.setFont(BOLD, SIZE)
            pen.setFillColor(INK)
            text = shown(bar.value, self._lang)
            pen.drawCentredString(middle, bar.height + 2.5, text)
        if bar.shows_title:
            pen.setFont(PLAIN, SIZE)
            pen.setFillColor(QUIET)
            pen.drawCentredString(middle, -SIZE - 2, bar.title)

    def _keys(self, pen: Any) -> None:
        """Write the title, and after it what white and hatched mean."""
        y, x = HEIGHT + FOOT + HEAD - 9, 0.0
        pen.setFont(BOLD, 9.5)
        pen.setFillColor(INK)
        pen.drawString(x, y, self._table.title)
        x += stringWidth(self._table.title, BOLD, 9.5) + 16
        for n, word in enumerate(self._table.columns[1:]):
            (_box if n == 0 else hatched)(pen, x, y - 0.5, *KEY)
            pen.setFont(PLAIN, 9)
            pen.setFillColor(QUIET)
            pen.drawString(x + KEY[0] + 4, y, word)
            x += KEY[0] + 20 + stringWidth(word, PLAIN, 9)


def _box(pen: Any, x: float, y: float, width: float, height: float) -> None:
    pen.setStrokeColor(INK)
    pen.setFillColor(WHITE)
    pen.setLineWidth(0.8)
    pen.rect(x, y, width, height, stroke=1, fill=1)


def hatched(pen: Any, x: float, y: float, width: float, height: float) -> None:
    """Draw a box full of slanted lines, which a photocopier keeps."""
    pen.saveState()
    edge = pen.beginPath()
    edge.rect(x, y, width, height)
    pen.setFillColor(WHITE)
    pen.clipPath(edge, stroke=0, fill=1)
    pen.setStrokeColor(INK)
    pen.setLineWidth(HATCH / 2)
    at = -height
    while at < width:
        pen.line(x + at, y, x + at + height, y + height)
        at += HATCH * 1.4142
    pen.restoreState()
    pen.setStrokeColor(INK)
    pen.setLineWidth(0.8)
    pen.rect(x, y, width, height, stroke=1, fill=0)
    pen.setStrokeColor(EDGE)
