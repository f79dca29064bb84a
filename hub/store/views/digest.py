"""One mark of all rows: the same rows, however they came to be, give the same."""

from __future__ import annotations

import hashlib
import sqlite3

import msgspec

from hub.projections.measured.rows import TABLES
from hub.store.views import sheets
from hub.store.views.schema import in_order

PAGE = 2_000


def digest(reading: sqlite3.Connection) -> tuple[int, str]:
    """Return how many rows there are, and SHA-256 over all in the order of keys."""
    mark, count = hashlib.sha256(), 0
    for table in TABLES:
        mark.update(f"{table.name}\n".encode())
        rows = reading.execute(in_order(table))
        while page := rows.fetchmany(PAGE):
            count += len(page)
            mark.update(b"".join([_ENCODER.encode(row) + b"\n" for row in page]))
    for day, sheet in sheets.marked(reading):
        mark.update(f"{sheets.NAME} {day} {sheet}\n".encode())
    return count, mark.hexdigest()


_ENCODER = msgspec.json.Encoder()
