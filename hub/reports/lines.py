"""A report as CSV for Excel in Vietnam: one line a cell, semicolons, 1.234,56.

UTF-8 with its mark, or Excel would guess; every line says part, table, row and column,
so that any one of them can be filtered and two reports be laid side by side.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TypeAlias

from hub.reports import words
from hub.reports.notation import ABOUT, UNITS, bare, shown
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
from hub.reports.values import Number, Value

Told: TypeAlias = tuple[str, str, str, str, str]
Line: TypeAlias = tuple[str, str, str, str, str, str]

HEADED = (
    ("Phần", "Part"),
    ("Bảng", "Table"),
    ("Dòng", "Row"),
    ("Cột", "Column"),
    ("Giá trị", "Value"),
    ("Đơn vị", "Unit"),
)
# With these a spreadsheet takes a text for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(report: Report) -> bytes:
    """Return the report as lines that Excel opens by a double click."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([words.say(column, report.lang) for column in HEADED])
    for line in _lines(report):
        writer.writerow([harmless(each) for each in line])
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _lines(report: Report) -> Iterator[Line]:
    for headed in report.head:
        yield ("0", report.title, headed.title, "", headed.text, "")
    if report.chip:
        yield ("0", report.title, report.chip, "", "", "")
    for n, part in enumerate(report.parts, 1):
        named = f"{n}. {part.title}"
        for block in part.blocks:
            for line in _block(block, part, report):
                yield (named, *line)
    named = f"{len(report.parts)}. {report.parts[-1].title}"
    yield (named, "", report.basis_title, "", report.basis.sha256, "")


def _block(block: Block, part: Part, report: Report) -> Iterator[Told]:
    match block:
        case Tiles():
            yield from _tiles(block, report)
        case Goal(title=title, value=value):
            yield (title, "", "", *_cell(value, report))
            yield from _parts_of(title, "", value, report)
        case Sayings(title=title, lines=said):
            for n, text in enumerate(said, 1):
                yield (title, str(n), "", text, "")
        case Note(text=text):
            yield (part.title, "", "", text, "")
        case _:
            for table in tables_of(Part("", (block,))):
                yield from _table(table, report)


def _tiles(block: Tiles, report: Report) -> Iterator[Told]:
    for tile in block.tiles:
        yield (block.title, tile.title, "", *_cell(tile.value, report))
        if tile.more is not None:
            yield (block.title, tile.title, "%", *_cell(tile.more, report))


def _table(table: Table, report: Report) -> Iterator[Told]:
    for row in table.rows:
        for column, value in zip(table.columns[1:], row.cells, strict=True):
            yield (table.title, row.title, column, *_cell(value, report))
            yield from _parts_of(table.title, row.title, value, report)


def _parts_of(title: str, row: str, value: Value, report: Report) -> Iterator[Told]:
    """Yield what a share was made of as numbers of their own."""
    if isinstance(value, Number) and value.part is not None and value.whole is not None:
        yield (title, row, "n", *_cell(Number(value.part), report))
        yield (title, row, "N", *_cell(Number(value.whole), report))


def _cell(value: Value, report: Report) -> tuple[str, str]:
    """Return a value and its unit, each for itself."""
    if not isinstance(value, Number):
        return shown(value, report.lang), ""
    unit = UNITS[report.lang].get(value.unit, "") if value.unit else ""
    about = ABOUT if value.is_about else ""
    return bare(value, report.lang), about + unit.strip()
