"""Reports read back from each form, as cells that can be laid side by side."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as Xml

import msgspec
import pypdfium2

from hub.reports.notation import shown
from hub.reports.report import Report, Table, Tiles, tables_of
from hub.reports.values import Number, Value

ALL = "Theo dịch vụ"
QUALITY = "Chất lượng phục vụ"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def tables(report: Report) -> dict[str, Table]:
    """Return the tables of a report by their titles."""
    return {table.title: table for part in report.parts for table in tables_of(part)}


def cell(report: Report, table: str, row: str, column: str) -> str:
    """Return a cell of a table as it is printed."""
    return shown(value(report, table, row, column), report.lang)


def value(report: Report, table: str, row: str, column: str) -> Value:
    """Return a cell of a table."""
    found = tables(report)[table]
    place = found.columns.index(column) - 1
    return next(each.cells[place] for each in found.rows if each.title == row)


def tile(report: Report, title: str) -> str:
    """Return a large number as it is printed."""
    for part in report.parts:
        for block in part.blocks:
            if isinstance(block, Tiles):
                for each in block.tiles:
                    if each.title == title:
                        return shown(each.value, report.lang)
    raise LookupError(title)


def count_in(value: Value) -> int:
    """Return the count that a cell shows; 0 where it shows none."""
    if isinstance(value, Number) and not value.places and not value.unit:
        return value.digits
    return 0


def printed(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """Yield every cell of every table as it is printed, with where it stands."""
    for title, table in tables(report).items():
        for row in table.rows:
            for column, each in zip(table.columns[1:], row.cells, strict=True):
                yield title, row.title, column, shown(each, report.lang)


def csv_rows(made: bytes) -> list[list[str]]:
    """Return the lines of a CSV, its heading among them."""
    text = made.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def csv_cells(made: bytes) -> dict[tuple[str, str, str], str]:
    """Return the cells of a CSV with their units."""
    return {
        (table, row, column): _with_unit(said, unit)
        for _, table, row, column, said, unit in csv_rows(made)[1:]
    }


def _with_unit(said: str, unit: str) -> str:
    """Return a cell as it is printed; in a CSV "~" stands with the unit."""
    about, rest = ("~", unit[1:]) if unit.startswith("~") else ("", unit)
    return f"{about}{said} {rest.strip()}".strip()


def pdf_text(made: bytes) -> str:
    """Return what can be selected in a PDF, page after page, on one line."""
    document = pypdfium2.PdfDocument(made)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return re.sub(r"\s+", " ", "\n".join(pages))


def pdf_pages(made: bytes) -> int:
    """Return how many pages a PDF has."""
    document = pypdfium2.PdfDocument(made)
    try:
        return len(document)
    finally:
        document.close()


def html_text(made: bytes) -> str:
    """Return what is read in an HTML page, on one line."""
    text = re.sub(r"<style>.*?</style>", "", made.decode(), flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", text)
    for name, sign in (("&lt;", "<"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(name, sign)
    return re.sub(r"\s+", " ", text)


def sheets(made: bytes) -> dict[str, list[list[Any]]]:
    """Return the sheets of a workbook: numbers as numbers, texts as texts."""
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        texts = [
            "".join(each.itertext())
            for each in Xml.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        names = [
            each.attrib["name"]
            for each in Xml.fromstring(book.read("xl/workbook.xml")).iter(
                f"{SHEET}sheet"
            )
        ]
        return {
            name: _rows(book.read(f"xl/worksheets/sheet{n}.xml"), texts)
            for n, name in enumerate(names, 1)
        }


def _rows(sheet: bytes, texts: list[str]) -> list[list[Any]]:
    found = []
    for row in Xml.fromstring(sheet).iter(f"{SHEET}row"):
        cells: list[Any] = []
        for each in row:
            assert each.find(f"{SHEET}f") is None, "a formula"
            said = each.findtext(f"{SHEET}v")
            if said is not None:
                is_text = each.attrib.get("t") == "s"
                cells.append(texts[int(said)] if is_text else float(said))
        found.append(cells)
    return found


def plain(made: bytes) -> Any:
    """Return what a JSON report says."""
    return msgspec.json.decode(made)
