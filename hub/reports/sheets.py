"""A report as XLSX: a sheet for each part, real numbers, no formula at all.

A text is written as a text, whatever it begins with; the workbook says so of all of
them, so that what a manager typed can never be worked out by a spreadsheet.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from hub.reports.notation import ABOUT, shown
from hub.reports.report import (
    Block,
    Goal,
    Note,
    Part,
    Report,
    Sayings,
    Table,
    Tiles,
    tables_of,
)
from hub.reports.values import Number, Unit, Value

LITERAL = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDE, NARROW, MOST_NAME = 46, 15, 31
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def as_xlsx(report: Report, made: datetime) -> bytes:
    """Return the report as a workbook; `made` stands in it as the time of making."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, LITERAL) as book:
        book.set_properties(
            {"title": report.footer, "created": made.replace(tzinfo=None)}
        )
        looks = Looks(book)
        first = Sheet(book, report.title, looks, report)
        for line in report.head:
            first.row(line.title, (line.text,))
        if report.chip:
            first.row(report.chip)
        for n, part in enumerate((*report.parts, *report.inner), 1):
            short = f"{n} {part.short or part.title}"
            sheet = Sheet(book, short, looks, report, f"{n} {part.title}")
            for block in part.blocks:
                sheet.block(block)
            if n == len(report.parts):
                sheet.row(report.basis_title, (report.basis.grouped,))
    return out.getvalue()


class Looks:
    """The looks of cells, each made once."""

    def __init__(self, book: Any) -> None:
        """Remember the book; a number's look is made at its first use."""
        self._book = book
        self._numbers: dict[tuple[str, bool], Any] = {}
        self.bold = book.add_format({"bold": True})
        self.text = book.add_format({"valign": "top"})
        self.long = book.add_format({"text_wrap": True, "valign": "top"})
        self.right = book.add_format({"align": "right"})
        self.column = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})

    def number(self, value: Number, *, is_sum: bool) -> Any:
        """Return how such a number looks."""
        places = "." + "0" * value.places if value.places else ""
        percent = "%" if value.unit is Unit.PERCENT else ""
        about = f'"{ABOUT}"' if value.is_about else ""
        form = f"{about}#,##0{places}{percent}"
        if (form, is_sum) not in self._numbers:
            look = {"num_format": form, "bold": is_sum}
            self._numbers[form, is_sum] = self._book.add_format(look)
        return self._numbers[form, is_sum]


class Sheet:
    """A sheet that is written from its top down."""

    def __init__(
        self, book: Any, name: str, looks: Looks, report: Report, title: str = ""
    ) -> None:
        """Begin a sheet; its name is cut to what spreadsheets take, between words."""
        self._sheet = book.add_worksheet(_sheet_name(name))
        self._sheet.set_column(0, 0, WIDE)
        self._sheet.set_column(1, 12, NARROW)
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer(f"&L{report.footer}&R&P / &N")
        self._looks, self._lang, self._line = looks, report.lang, 0
        self.title(title or name)

    def title(self, text: str) -> None:
        """Write a heading and leave a line."""
        self._sheet.write_string(self._line, 0, text, self._looks.bold)
        self._line += 2

    def row(self, title: str, texts: tuple[str, ...] = ()) -> None:
        """Write a line of texts."""
        self._sheet.write_string(self._line, 0, title, self._looks.long)
        for n, text in enumerate(texts, 1):
            self._sheet.write_string(self._line, n, text, self._looks.text)
        self._line += 1

    def block(self, block: Block) -> None:
        """Write a block, and a line after it."""
        match block:
            case Tiles(tiles=tiles):
                for tile in tiles:
                    more = () if tile.more is None else (tile.more,)
                    self._values(tile.title, (tile.value, *more))
            case Goal(title=title, value=value, note=note):
                self._values(title, (value,))
                self.row(note)
            case Sayings(lines=lines):
                for n, text in enumerate(lines, 1):
                    self.row(f"{n}. {text}")
            case Note(text=text):
                self.row(text)
            case _:
                for table in tables_of(Part("", (block,))):
                    self._table(table)
                return
        self._line += 1

    def _table(self, table: Table) -> None:
        self._sheet.write_string(self._line, 0, table.title, self._looks.bold)
        self._line += 1
        for n, column in enumerate(table.columns):
            self._sheet.write_string(self._line, n, column, self._looks.column)
        self._line += 1
        for row in table.rows:
            self._values(row.title, row.cells, is_sum=row.is_sum)
        self._line += 1

    def _values(
        self, title: str, cells: tuple[Value, ...], *, is_sum: bool = False
    ) -> None:
        look = self._looks.bold if is_sum else self._looks.long
        self._sheet.write_string(self._line, 0, title, look)
        told = (each for value in cells for each in _with_parts(value))
        for n, value in enumerate(told, 1):
            self._cell(n, value, is_sum=is_sum)
        self._line += 1

    def _cell(self, column: int, value: Value, *, is_sum: bool) -> None:
        if not isinstance(value, Number):
            text = shown(value, self._lang)
            self._sheet.write_string(self._line, column, text, self._looks.right)
            return
        # A spreadsheet shows 0.7925 as 79.25 %.
        places = value.places + (2 if value.unit is Unit.PERCENT else 0)
        look = self._looks.number(value, is_sum=is_sum)
        self._sheet.write_number(self._line, column, value.digits / 10**places, look)


def _sheet_name(text: str) -> str:
    """Return as many whole words as a sheet's name may have."""
    plain = " ".join(text.translate(NOT_IN_A_NAME).split())
    if len(plain) <= MOST_NAME:
        return plain
    return plain[: MOST_NAME + 1].rpartition(" ")[0] or plain[:MOST_NAME]


def _with_parts(value: Value) -> tuple[Value, ...]:
    """Return a share and, where it shows them, what it was made of."""
    if isinstance(value, Number) and value.part is not None and value.whole is not None:
        return value, Number(value.part), Number(value.whole)
    return (value,)
