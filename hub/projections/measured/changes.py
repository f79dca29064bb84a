"""Which rows events changed: each is put once, as it stands, or is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from msgspec import Struct, field

from hub.projections.measured.rows import TABLES, Table

Row: TypeAlias = tuple[Any, ...]
Key: TypeAlias = tuple[Any, ...]
Pending: TypeAlias = dict[Key, Row | None]


def _lists() -> dict[str, list[Row]]:
    return {table.name: [] for table in TABLES}


class Changes(Struct):
    """Rows to put and keys that are gone, by the name of their table."""

    put: dict[str, list[Row]] = field(default_factory=_lists)
    gone: dict[str, list[Key]] = field(default_factory=_lists)

    def settle(self, table: Table, rows: Pending) -> None:
        """Take over rows of a table that are there, and those that are gone."""
        put, gone = self.put[table.name], self.gone[table.name]
        for key, row in rows.items():
            if row is None:
                gone.append(key)
            else:
                put.append(row)
        rows.clear()

    def __iter__(self) -> Iterator[tuple[Table, list[Row], list[Key]]]:
        """Yield each table with what is put into it and what is gone from it."""
        for table in TABLES:
            put, gone = self.put[table.name], self.gone[table.name]
            if put or gone:
                yield table, put, gone
