"""A report as PDF: A4, letters embedded, its text can be selected and searched."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid

from hub.reports import paper_look as look
from hub.reports.notation import shown
from hub.reports.paper_chart import Bars
from hub.reports.paper_pages import Numbered
from hub.reports.paper_tables import TIGHT, WIDTH, pair, table, text
from hub.reports.report import (
    Block,
    Chart,
    Goal,
    Note,
    Pair,
    Part,
    Report,
    Sayings,
    Table,
    Tile,
    Tiles,
)

# A heading stays with so much of what it heads.
WITH_HEADING = 32 * mm


def as_pdf(report: Report) -> bytes:
    """Return the report as a PDF of as many pages as it needs."""
    look.letters()
    out = io.BytesIO()
    pages = BaseDocTemplate(
        out,
        pagesize=A4,
        title=report.footer,
        author=report.head[0].text,
        lang=report.lang,
        invariant=1,
    )
    high = A4[1] - look.TOP - look.FOOT
    frame = Frame(look.SIDE, look.FOOT, WIDTH, high, 0, 0, 0, 0)
    pages.addPageTemplates(PageTemplate(frames=[frame]))
    canvas = partial(Numbered, footer=report.footer)
    pages.build(Story(report).flowables(), canvasmaker=canvas)
    return out.getvalue()


class Story:
    """A report as a run of things that follow each other down the pages."""

    def __init__(self, report: Report) -> None:
        """Remember the report."""
        self._report = report
        self._lang = report.lang

    def flowables(self) -> list[Flowable]:
        """Return everything from head to signatures."""
        report = self._report
        found = [*self._head(), Spacer(0, look.GAP)]
        for n, part in enumerate(report.parts, 1):
            found += self._part(n, part)
        digest = f"{report.basis_title}: {report.basis.grouped}"
        found += [text(digest, look.HASH), Spacer(0, 2 * mm)]
        return [*found, self._signatures()]

    def _head(self) -> Iterable[Flowable]:
        report = self._report
        title = [text(report.title, look.TITLE), text(report.subtitle, look.SUBTITLE)]
        wide = stringWidth(report.chip, look.PLAIN, look.CHIP.fontSize) + 4 * mm
        chip = [Grid([[report.chip]], style=look.BOXED)] if report.chip else ""
        yield Grid(
            [[title, chip]],
            colWidths=[WIDTH - wide, wide],
            style=[*TIGHT, ("LINEBELOW", (0, 0), (-1, -1), 1.6, look.INK)],
        )
        yield Spacer(0, 2 * mm)
        cells = [
            text(said, looks)
            for line in report.head
            for said, looks in zip(line, (look.LABEL, look.STRONG), strict=True)
        ]
        yield Grid(
            [cells[at : at + 4] for at in range(0, len(cells), 4)],
            colWidths=[16 * mm, WIDTH / 2 - 16 * mm, 22 * mm, WIDTH / 2 - 22 * mm],
            style=TIGHT,
        )

    def _part(self, n: int, part: Part) -> Iterable[Flowable]:
        yield CondPageBreak(WITH_HEADING)
        yield text(f"{n}\u2002{part.title}", look.PART)
        yield Spacer(0, 1 * mm)
        for block in part.blocks:
            yield from self._block(block, part.title)
            yield Spacer(0, look.GAP)

    def _block(self, block: Block, part: str) -> Iterable[Flowable]:
        match block:
            case Tiles():
                yield self._tiles(block)
            case Chart(table=bars):
                yield Bars(bars, self._lang) if bars.rows else Spacer(0, 0)
            case Goal():
                yield self._goal(block)
            case Pair():
                yield pair(block, self._lang)
            case Table():
                has_title = block.title != part
                yield KeepTogether(table(block, self._lang, has_title=has_title))
            case Sayings():
                yield from _sayings(block, part)
            case Note(text=words):
                yield text(words, look.TEXT)

    def _tiles(self, block: Tiles) -> Flowable:
        shares = [1.25 if tile.more else 1.0 for tile in block.tiles]
        return Grid(
            [[self._tile(tile) for tile in block.tiles]],
            colWidths=[WIDTH * share / sum(shares) for share in shares],
            style=[*TIGHT, *look.TILED],
        )

    def _tile(self, tile: Tile) -> list[Flowable]:
        value = escape(shown(tile.value, self._lang))
        if tile.more is not None:
            more = escape(shown(tile.more, self._lang))
            value += f' <font size="9" name="{look.PLAIN}">{more}</font>'
        return [text(tile.title, look.BIG_LABEL), Paragraph(value, look.BIG)]

    def _goal(self, goal: Goal) -> Flowable:
        value = text(shown(goal.value, self._lang), look.GOAL)
        return Grid(
            [[text(goal.title, look.TEXT), value], [text(goal.note, look.SMALL), ""]],
            colWidths=[WIDTH - 58 * mm, 58 * mm],
            style=[*TIGHT, *look.GOALED],
        )

    def _signatures(self) -> Flowable:
        report = self._report
        who = [text(each, look.SIGN) for each in report.signatures]
        here = [text(report.sign_here, look.SIGN_HERE) for _ in who]
        high = [6 * mm, 18 * mm]
        grid = Grid(
            [who, here],
            colWidths=[WIDTH / 2] * 2,
            rowHeights=high,
            style=[("VALIGN", (0, 1), (-1, 1), "BOTTOM")],
        )
        return KeepTogether([grid])


def _sayings(block: Sayings, part: str) -> Iterable[Flowable]:
    """Yield what somebody wrote, under its title where the part has another."""
    if block.title != part:
        yield text(block.title, look.TABLE)
    for n, line in enumerate(block.lines, 1):
        yield text(f"{n}. {line}", look.SAYING)
