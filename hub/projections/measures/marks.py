"""Marks of days: the same rows of a day give the same, however they were come by."""

from __future__ import annotations

import hashlib
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from hub.projections.measured.rows import ALERTS, DAYS, DEVICES, TABLES, Facts

OF_A_DAY = [table for table in TABLES if table not in (DAYS, DEVICES, ALERTS)]


class Mark(NamedTuple):
    """How many rows a day has, its own row left out, and SHA-256 over them."""

    rows: int
    sha256: str


def marks_of(facts: Facts) -> dict[str, Mark]:
    """Return the mark of each day that has rows."""
    found: dict[str, tuple[int, hashlib._Hash]] = {}
    for table in OF_A_DAY:
        for day, some in groupby(getattr(facts, table.name), itemgetter(0)):
            rows = list(some)
            count, mark = found.get(day) or (0, hashlib.sha256())
            mark.update(f"{table.name} {len(rows)}\n".encode())
            mark.update(_ENCODER.encode(rows))
            found[day] = (count + len(rows), mark)
    return {day: Mark(count, mark.hexdigest()) for day, (count, mark) in found.items()}


_ENCODER = msgspec.json.Encoder()
