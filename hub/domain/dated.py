"""Rows that hold from one day to another, both included; without a day, no limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from events.settings import Level, Procedure

Row = TypeVar("Row", Level, Procedure)


def holding(rows: Iterable[Row], day: date) -> Iterator[Row]:
    """Yield the rows that hold on a day."""
    for row in rows:
        has_begun = row.valid_from is None or row.valid_from <= day
        if has_begun and (row.valid_until is None or day <= row.valid_until):
            yield row
