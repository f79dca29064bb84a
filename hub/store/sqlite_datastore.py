"""The library's SQLite datastore, with what it leaves to its users set right.

`synchronous` is FULL by our own word, because its default depends on how SQLite was
built. One connection is kept for the writer: to borrow one from the pool for each
commit or look-up costs as much again as the commit.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from typing import Any

from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

# Half a usual page: a commit of one event changes four, and a card wears by bytes.
PAGE_BYTES = 2_048
# Pages in the log until they are moved into the file, 2 MB: then the log is written
# over in place, which costs less than letting it grow.
CHECKPOINT_PAGES = 1_000
# What a log that a long reader let grow is cut to.
LOG_BYTES = 16 * 1024 * 1024

LOCK_TIMEOUT_S = 5.0

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}",
    f"PRAGMA journal_size_limit={LOG_BYTES}",
)


class FullSyncPool(SQLiteConnectionPool):
    """Connections that have every commit on the disk before it returns.

    Made here whole: the library's keep one prepared statement and parse all others.
    """

    def _create_connection(self) -> SQLiteConnection:
        connection = sqlite3.connect(
            self.db_name,
            timeout=LOCK_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
        )
        connection.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return SQLiteConnection(sqlite_conn=connection, max_age=self.max_age)


class Writing:
    """Transactions on the one connection that writes, one at a time."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        """Remember whose pool to take the connection from, at the first transaction."""
        self.lock = threading.RLock()
        self._datastore = datastore

    def __enter__(self) -> SQLiteCursor:
        """Begin, and return the cursor to write with."""
        self.lock.acquire()
        try:
            self._cursor.execute("BEGIN IMMEDIATE")
        except BaseException:
            self.lock.release()
            raise
        return self._cursor

    def __exit__(self, kind: object, error: object, where: object) -> None:
        """Commit; or take all back, where something failed or the commit does."""
        try:
            if error is None:
                self._cursor.execute("COMMIT")
        finally:
            try:
                # Without effect after a commit that held.
                self._connection.rollback()
            finally:
                self.lock.release()

    def look_up(self, statement: str, parameters: tuple[object, ...]) -> Any:
        """Return the rows of a short question, asked outside of any transaction.

        All of them are fetched, so that no snapshot stays open behind them.
        """
        with self.lock:
            self._cursor.execute(statement, parameters)
            return self._cursor.fetchall()

    @cached_property
    def _connection(self) -> SQLiteConnection:
        # Not as the pool's writer: the lock of this class keeps writers apart.
        return self._datastore.pool.get_connection(is_writer=None)

    @cached_property
    def _cursor(self) -> SQLiteCursor:
        cursor = self._connection.cursor()
        cursor.sqlite_cursor.row_factory = None
        return cursor


class FullSyncDatastore(SQLiteDatastore):
    """The library's datastore over a `FullSyncPool`, with text as stream ids."""

    def __init__(self, db_name: str) -> None:
        """Open lazily; `db_name` is a path."""
        self.writing = Writing(self)
        super().__init__(db_name, originator_id_type="text")
        self.pool.close()
        self.pool = FullSyncPool(db_name=db_name)

    def shape(self) -> None:
        """Give a new file its page size, which stands before anything is written."""
        with closing(sqlite3.connect(self.pool.db_name, uri=True)) as new:
            new.execute(f"PRAGMA page_size={PAGE_BYTES}")
            new.execute("PRAGMA journal_mode=WAL")

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Read on a pooled connection, or write on the kept one, one at a time."""
        if not commit:
            with super().transaction(commit=False) as reading:
                yield reading
            return
        with self.writing as cursor:
            yield cursor

    def close(self) -> None:
        """Let go of the file, when the commit in hand is done."""
        with self.writing.lock:
            super().close()
