"""A device's own outbox: facts on disk until the hub has them.

SQLite with WAL and `synchronous=FULL`: what `add` has returned survives a power cut. A
sequence is given once per file, from 1, without a gap, and never again.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

Seal: TypeAlias = Callable[[int], bytes]

TABLE = """
CREATE TABLE IF NOT EXISTS outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kept_at REAL NOT NULL,
    payload BLOB NOT NULL
)
"""


class Kept(NamedTuple):
    """A fact that waits for the hub: its sequence, its envelope id, its bytes."""

    sequence: int
    id: str
    payload: bytes


class Outbox:
    """The facts of one device that the hub has not acknowledged; any thread may ask.

    `clock` gives seconds since 1970 and only serves to say how long a fact has waited.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """Remember the file; `open` makes it."""
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def open(self) -> None:
        """Open the file, and its folder, where they are missing make them."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, timeout=10
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(TABLE)
        self._connection = connection

    def close(self) -> None:
        """Close the file; what it holds stays."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def add(self, id: str, seal: Seal) -> int:
        """Keep a fact and return its sequence; the same id again changes nothing.

        `seal` gets the sequence and returns the envelope's bytes; if it raises, nothing
        is kept and the sequence is not used up.
        """
        with self._transaction() as connection:
            known = connection.execute(
                "SELECT sequence FROM outbox WHERE id = ?", (id,)
            ).fetchone()
            if known is not None:
                return int(known[0])
            sequence = self._reserve(connection, id)
            connection.execute(
                "UPDATE outbox SET payload = ? WHERE sequence = ?",
                (seal(sequence), sequence),
            )
            return sequence

    def oldest(self) -> Kept | None:
        """Return the fact that has waited longest, or None."""
        row = self._row("SELECT sequence, id, payload FROM outbox ORDER BY 1 LIMIT 1")
        return None if row is None else Kept(*row)

    def acknowledge(self, sequence: int) -> None:
        """Let go of every fact up to and with this sequence."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM outbox WHERE sequence <= ?", (sequence,))

    def depth(self) -> int:
        """Return how many facts wait."""
        row = self._row("SELECT count(*) FROM outbox")
        return int(row[0]) if row else 0

    def age_s(self) -> int:
        """Return for how many whole seconds the oldest has waited; 0 if none does."""
        row = self._row("SELECT kept_at FROM outbox ORDER BY sequence LIMIT 1")
        return max(0, int(self._clock() - row[0])) if row else 0

    def _reserve(self, connection: sqlite3.Connection, id: str) -> int:
        cursor = connection.execute(
            "INSERT INTO outbox (id, kept_at, payload) VALUES (?, ?, x'')",
            (id, self._clock()),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _row(self, query: str) -> tuple[Any, ...] | None:
        with self._lock:
            row: tuple[Any, ...] | None = self._opened().execute(query).fetchone()
            return row

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            msg = f"The outbox {self._path} is not open; call open() first."
            raise RuntimeError(msg)
        return self._connection
