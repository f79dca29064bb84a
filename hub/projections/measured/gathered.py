"""All rows of a history in memory, as a reader of the views would find them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from events.recorded import Recorded
from hub.projections.measured.changes import Changes, Key, Row
from hub.projections.measured.ledger import Ledger
from hub.projections.measured.rows import TABLES, Facts, Instant


class Gathered:
    """Rows by table and key, as changes put them and take them away."""

    def __init__(self) -> None:
        """Begin with none."""
        self._rows: dict[str, dict[Key, Row]] = {table.name: {} for table in TABLES}

    def apply(self, changes: Changes) -> None:
        """Take changes in."""
        for table, put, gone in changes:
            rows = self._rows[table.name]
            for key in gone:
                rows.pop(key, None)
            for row in put:
                rows[row[: table.key]] = row

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """Return the rows of each table in the order of their keys."""
        return {
            table.name: tuple(
                table.row._make(row)
                for _, row in sorted(self._rows[table.name].items())
            )
            for table in TABLES
        }

    def facts(
        self,
        at: Instant,
        position: int,
        store: str = "",
        skipped: Iterable[int] = (),
    ) -> Facts:
        """Return all of them as the facts of an instant."""
        told: dict[str, Any] = {**self.rows(), "skipped": tuple(skipped)}
        return Facts(at=at, position=position, store=store, **told)


def facts_of(
    history: Iterable[Recorded], batch: int | None = None, store: str = ""
) -> Facts:
    """Return the facts that a whole history adds up to; told in batches, or at once."""
    ledger, gathered = Ledger(), Gathered()
    for n, recorded in enumerate(history, start=1):
        ledger.add(recorded)
        if batch is not None and n % batch == 0:
            gathered.apply(ledger.changes())
    gathered.apply(ledger.changes())
    return gathered.facts(ledger.at, ledger.position, store, ledger.skipped)
