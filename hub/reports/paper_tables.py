"""Tables on paper: words to the left, numbers to the right, lines instead of colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from hub.reports import paper_look as look
from hub.reports.notation import shown
from hub.reports.report import Lang, Pair, Row, Table
from hub.reports.values import Said, Value

WIDTH = A4[0] - 2 * look.SIDE
TIGHT = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0.4 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0.6 * mm),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
BETWEEN = 8 * mm
# Before a column of numbers; and how long its heading is at most, before it is broken.
AROUND, MOST_HEAD = 3.2 * mm, 42 * mm
LEAST_TITLE, TITLE_OF_WORDS = 30 * mm, 60 * mm


def text(words: str, style: ParagraphStyle) -> Paragraph:
    """Return a text as a paragraph; nothing in it is taken for a command."""
    return Paragraph(escape(words).replace("\n", "<br/>"), style)


def pair(it: Pair, lang: Lang) -> Flowable:
    """Return tables side by side."""
    width = (WIDTH - BETWEEN) / 2

    def side(tables: Sequence[Table]) -> list[Flowable]:
        found = [Spacer(0, 0)]
        for n, each in enumerate(tables):
            found += [*([Spacer(0, look.GAP)] if n else []), *table(each, lang, width)]
        return found

    return Grid(
        [[side(it.left), "", side(it.right)]],
        colWidths=[width, BETWEEN, width],
        style=[*TIGHT, ("TOPPADDING", (0, 0), (-1, -1), 0)],
    )


def table(
    it: Table, lang: Lang, width: float = WIDTH, *, has_title: bool = True
) -> list[Flowable]:
    """Return a table under its title, which a first column of that name saves."""
    is_words = any(isinstance(row.cells[-1], Said) for row in it.rows)
    last = len(it.columns) - 1
    columns = [
        text(each, look.COLUMN if n == 0 or (is_words and n == last) else look.COLUMN_R)
        for n, each in enumerate(it.columns)
    ]
    grid = Grid(
        [columns, *(_line(row, lang) for row in it.rows)],
        colWidths=_columns(it, lang, width, is_words=is_words),
        repeatRows=1,
        style=[*TIGHT, *_rules(it.rows)],
    )
    if not has_title or it.title == it.columns[0]:
        return [grid]
    return [text(it.title, look.TABLE), grid]


def _line(row: Row, lang: Lang) -> list[Flowable]:
    left, right = (look.SUM, look.SUM_R) if row.is_sum else (look.CELL, look.CELL_R)

    def cell(n: int, value: Value) -> Flowable:
        is_words = n == len(row.cells) and isinstance(value, Said)
        return text(shown(value, lang), left if is_words else right)

    return [text(row.title, left), *(cell(n, v) for n, v in enumerate(row.cells, 1))]


def _columns(it: Table, lang: Lang, width: float, *, is_words: bool) -> list[float]:
    """Return how wide columns are: numbers as they need, words what is left."""
    needed = [_needed(n, it, lang) for n in range(len(it.columns) - 1)]
    if is_words:
        return [TITLE_OF_WORDS, *needed[:-1], width - TITLE_OF_WORDS - sum(needed[:-1])]
    return [max(width - sum(needed), LEAST_TITLE), *needed]


def _needed(n: int, it: Table, lang: Lang) -> float:
    """Return the room that the widest text of a column of numbers takes."""
    head = stringWidth(it.columns[n + 1], look.PLAIN, look.COLUMN.fontSize)
    texts = [shown(row.cells[n], lang) for row in it.rows]
    widest = max(
        (stringWidth(t, look.BOLD, look.CELL.fontSize) for t in texts), default=0
    )
    return float(max(min(head, MOST_HEAD), widest) + AROUND)


def _rules(rows: Sequence[Row]) -> list[Any]:
    """Return the lines of a table: under its head, its rows, and over its sum."""
    rules: list[Any] = [
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, look.LINE),
        ("LINEBELOW", (0, 0), (-1, 0), 1.1, look.INK),
        ("LEFTPADDING", (1, 0), (-1, -1), 2 * mm),
    ]
    sums = [n for n, row in enumerate(rows, 1) if row.is_sum]
    return [*rules, *(("LINEABOVE", (0, n), (-1, n), 1.1, look.INK) for n in sums)]
