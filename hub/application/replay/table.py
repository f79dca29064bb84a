"""The columns of a log: found by the names in its first line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from hub.application.replay.faults import BadLog, Faults, quoted
from hub.application.replay.rows import Column

BETWEEN = ",;\t"
MOST = 30  # headers that are said again
NO_TEXT = "\0\ufffd"
NOTHING = frozenset({"", "na", "n/a", "nan", "none", "null", "-"})


class Table:
    """A log's lines, as fields by column; the first line names the columns."""

    def __init__(self, lines: Iterable[str], named: Mapping[Column, str]) -> None:
        """Remember the lines; `named` are headers by column, "" for one not to read."""
        self._lines = lines
        self._named = named

    def rows(self, faults: Faults) -> Iterator[tuple[int, Mapping[Column, str]]]:
        """Yield each line's number and its fields that say something."""
        lines = iter(self._lines)
        head = next(lines, "").removeprefix("\ufeff")
        _check_text(head)
        between = max(BETWEEN, key=head.count)
        reader = csv.reader(chain([head], lines), delimiter=between)
        try:
            header = next(reader, [])
            places = _places([name.strip() for name in header], self._named)
            for fields in reader:
                if len(fields) == len(header):
                    yield reader.line_num, _said(fields, places)
                elif any(field.strip() for field in fields):
                    why = f"it has {len(fields)} fields, the first line {len(header)}"
                    faults.found(reader.line_num, why)
        except csv.Error as error:
            msg = f"line {reader.line_num} is no CSV: {error}. Save the file as CSV."
            raise BadLog(msg) from error


def _check_text(head: str) -> None:
    """See that the first line is text; what could not be decoded stands as U+FFFD."""
    if any(sign in head for sign in NO_TEXT):
        msg = "The file is no text in UTF-8. Save the log as CSV in UTF-8."
        raise BadLog(msg)


def _said(fields: list[str], places: Mapping[Column, int]) -> dict[Column, str]:
    said = {column: fields[place].strip() for column, place in places.items()}
    return {c: text for c, text in said.items() if text.casefold() not in NOTHING}


def _places(header: list[str], named: Mapping[Column, str]) -> dict[Column, int]:
    """Return where each column stands; those that were named must be there."""
    if not header or header == [""]:
        msg = "The file is empty. Its first line names the columns: arrived,started,…"
        raise BadLog(msg)
    folded = [name.casefold() for name in header]
    places = {}
    for column in Column:
        name = named.get(column, column.value).casefold()
        if name and folded.count(name) > 1:
            twice = quoted(name)
            msg = f"The first line has {twice} more than once. Rename all but one."
            raise BadLog(msg)
        if name in folded and name:
            places[column] = folded.index(name)
        elif name and column in named:
            raise BadLog(_missing(named[column], header))
    if Column.ARRIVED not in places:
        raise BadLog(_missing(Column.ARRIVED.value, header))
    return places


def _missing(name: str, header: list[str]) -> str:
    there = ", ".join(quoted(one)[1:-1] for one in header[:MOST])
    more = ", …" if len(header) > MOST else ""
    return (
        f"There is no column {quoted(name)}; there are: {there}{more}. "
        "Say which is which: --column arrived=HEADER."
    )
