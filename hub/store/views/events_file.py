"""An events file read by another process than the hub's, while the hub writes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from events.recorded import Recorded
from hub.application.ports import CannotWrite
from hub.store.backup.copying import EVENTS, position_of, read_only
from hub.store.mapper import to_recorded

AFTER = (
    "SELECT position, originator_id, originator_version, topic, state FROM events "
    "WHERE position>? ORDER BY position LIMIT ?"
)
STORE = "SELECT value FROM about WHERE key='store_id'"


class EventsFile:
    """Events of a data folder, read and never written."""

    def __init__(self, data: Path) -> None:
        """Open the file; `CannotWrite` if there is none or it cannot be read."""
        self._path = path = data / EVENTS
        if not path.exists():
            msg = f"There is no {EVENTS} in {data}. Name the hub's folder with --data."
            raise CannotWrite(msg)
        self._reading = read_only(path)
        try:
            with self._told():
                self.store_id = str(self._reading.execute(STORE).fetchone()[0])
        except BaseException:
            self.close()
            raise

    def last_position(self) -> int:
        """Return the position of the newest event, 0 if there is none."""
        with self._told():
            return position_of(self._reading)

    def read_after(self, position: int, limit: int) -> list[Recorded]:
        """Return the first `limit` events past a position, in order."""
        with self._told():
            rows = self._reading.execute(AFTER, (position, limit)).fetchall()
        return [to_recorded(*row) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._reading.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, TypeError) as error:
            msg = f"{self._path} cannot be read as an events file ({error})."
            raise CannotWrite(msg) from error
