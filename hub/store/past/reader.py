"""The events file, read only and in short questions, beside the hub that writes it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from events.recorded import Recorded
from hub.store.mapper import to_recorded
from hub.store.sqlite_recorder import COLUMNS, TABLE

PATIENCE_S = 5.0
PICK = f"SELECT {COLUMNS} FROM {TABLE} WHERE "


class EventReader:
    """Reads what was committed; keeps no snapshot open, so that the log stays short."""

    def __init__(self, path: Path) -> None:
        """Open the file, which must be there; it is never written."""
        self._file = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            timeout=PATIENCE_S,
            isolation_level=None,
            uri=True,
        )

    def last_stream(self, first: str, below: str) -> str | None:
        """Return the last stream in name order with `first` <= name < `below`."""
        rows = self._file.execute(
            f"SELECT originator_id FROM {TABLE} "
            "WHERE originator_id>=? AND originator_id<? "
            "ORDER BY originator_id DESC LIMIT 1",
            (first, below),
        ).fetchall()
        return str(rows[0][0]) if rows else None

    def first_of(self, stream: str) -> Recorded:
        """Return the first event of a stream that there is."""
        where = "originator_id=? ORDER BY originator_version LIMIT 1"
        return self._picked(where, stream)[0]

    def read_after(self, position: int, limit: int) -> list[Recorded]:
        """Return the first `limit` events past a position, in order."""
        return self._picked("position>? ORDER BY position LIMIT ?", position, limit)

    def newest_up_to(self, stream: str, position: int, limit: int) -> list[Recorded]:
        """Return the last `limit` events of a stream up to a position, in order."""
        where = (
            "originator_id=? AND position<=? ORDER BY originator_version DESC LIMIT ?"
        )
        return self._picked(where, stream, position, limit)[::-1]

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _picked(self, where: str, *given: Any) -> list[Recorded]:
        rows = self._file.execute(PICK + where, given).fetchall()
        return [to_recorded(*row) for row in rows]
