"""The library's SQLite recorder, over tables of our own.

`position` is AUTOINCREMENT, because implicit rowids are used again after a deletion;
answers to commands are inserted in the transaction of their events.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor

from hub.application.ports import Answer, AnsweredBefore
from hub.store.sqlite_datastore import FullSyncDatastore

TABLE = "events"
COLUMNS = "position, originator_id, originator_version, topic, state"

Row: TypeAlias = tuple[int, str, int, str, bytes]

CREATE = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} ("
    "position INTEGER PRIMARY KEY AUTOINCREMENT, "
    "originator_id TEXT NOT NULL, "
    "originator_version INTEGER NOT NULL, "
    "topic TEXT NOT NULL, "
    "state BLOB NOT NULL, "
    "UNIQUE (originator_id, originator_version))",
    "CREATE TABLE IF NOT EXISTS answers ("
    "source TEXT NOT NULL, id TEXT NOT NULL, digest BLOB NOT NULL, "
    "name TEXT NOT NULL, body BLOB NOT NULL, at TEXT NOT NULL, "
    "PRIMARY KEY (source, id)) WITHOUT ROWID",
    # Files of 0.1 have this index; it cost every commit a page.
    "DROP INDEX IF EXISTS answers_by_age",
    "CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
INSERT_ANSWER = "INSERT INTO answers VALUES (?,?,?,?,?,?)"


def sortable(at: datetime) -> str:
    """Return an instant as text that sorts as time does: always UTC."""
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")


class EventRecorder(SQLiteApplicationRecorder):
    """Events and answers in one file, written together."""

    datastore: FullSyncDatastore

    def __init__(self, datastore: FullSyncDatastore) -> None:
        """Name the columns, so that SQLite itself gives the position."""
        super().__init__(datastore, events_table_name=TABLE)
        self.insert_events_statement = (
            f"INSERT INTO {TABLE} "
            "(originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
        )

    def construct_create_table_statements(self) -> list[str]:
        """Return what makes an events file of a new one, or of an old one."""
        return list(CREATE)

    def create_table(self) -> None:
        """Shape the file, then make its tables."""
        self.datastore.shape()
        super().create_table()

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Insert events and what comes with them in one durable transaction."""
        with self.datastore.writing as c:
            return self._insert_events(c, stored_events, **kwargs)

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        answers: Sequence[Answer] = (),
        first: int | None = None,
        **_: Any,
    ) -> Sequence[int] | None:
        """Insert events and answers; `first` is the position foretold for the first."""
        positions = self._insert_all(c, stored_events)
        if positions and first is not None and positions[0] != first:
            msg = f"position {first} was foretold, SQLite gave {positions[0]}"
            raise IntegrityError(msg)
        rows = [
            (a.source, a.id, a.digest, a.name, a.body, sortable(a.at)) for a in answers
        ]
        try:
            c.executemany(INSERT_ANSWER, rows)
        except sqlite3.IntegrityError as error:
            raise AnsweredBefore(str(error)) from error
        return positions

    def _insert_all(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent]
    ) -> range:
        """Insert the first and ask its position; in one transaction the rest follow."""
        if not stored_events:
            return range(0)
        rows = [
            (s.originator_id, s.originator_version, s.topic, s.state)
            for s in stored_events
        ]
        c.execute(self.insert_events_statement, rows[0])
        given: int = c.lastrowid
        c.executemany(self.insert_events_statement, rows[1:])
        return range(given, given + len(rows))

    def select_stream(self, stream: str, after: int, limit: int) -> list[Row]:
        """Return a stream's rows past a version, each with its position."""
        return self._rows(
            f"SELECT {COLUMNS} FROM {TABLE} "
            "WHERE originator_id=? AND originator_version>? "
            "ORDER BY originator_version LIMIT ?",
            (stream, after, limit),
        )

    def select_after(self, position: int, limit: int) -> list[Row]:
        """Return rows past a position; the library's own way needs implicit rowids."""
        return self._rows(
            f"SELECT {COLUMNS} FROM {TABLE} WHERE position>? ORDER BY position LIMIT ?",
            (position, limit),
        )

    def _rows(self, statement: str, parameters: tuple[object, ...]) -> list[Row]:
        with self.datastore.transaction(commit=False) as c:
            c.sqlite_cursor.row_factory = None
            c.execute(statement, parameters)
            rows: list[Row] = c.fetchall()
            return rows
