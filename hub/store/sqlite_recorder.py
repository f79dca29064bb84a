"""The library's SQLite recorder, with what it leaves to its users set right.

`position` is AUTOINCREMENT, because implicit rowids are used again after a deletion;
`synchronous` is FULL by our own word, because its default depends on how SQLite was
built; answers to commands are inserted in the transaction of their events.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from hub.application.ports import Answer

TABLE = "events"

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
    "CREATE INDEX IF NOT EXISTS answers_by_age ON answers (at)",
    "CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
)


def sortable(at: datetime) -> str:
    """Return an instant as text that sorts as time does: always UTC."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class FullSyncPool(SQLiteConnectionPool):
    """Connections that have every commit on the disk before it returns."""

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        connection.cursor().execute("PRAGMA synchronous=FULL")
        return connection


class FullSyncDatastore(SQLiteDatastore):
    """The library's datastore over a `FullSyncPool`, with text as stream ids."""

    def __init__(self, db_name: str) -> None:
        """Open lazily; `db_name` is a path."""
        super().__init__(db_name, originator_id_type="text")
        self.pool.close()
        self.pool = FullSyncPool(db_name=db_name)


class EventRecorder(SQLiteApplicationRecorder):
    """Events and answers in one file, written together."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        """Name the columns, so that SQLite itself gives the position."""
        super().__init__(datastore, events_table_name=TABLE)
        self.insert_events_statement = (
            f"INSERT INTO {TABLE} "
            "(originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
        )

    def construct_create_table_statements(self) -> list[str]:
        """Return the tables of an events file."""
        return list(CREATE)

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        answers: Sequence[Answer] = (),
        first: int | None = None,
        **kwargs: Any,
    ) -> Sequence[int] | None:
        """Insert events and answers; `first` is the position foretold for the first."""
        positions = super()._insert_events(c, stored_events, **kwargs)
        if positions and first is not None and positions[0] != first:
            msg = f"position {first} was foretold, SQLite gave {positions[0]}"
            raise IntegrityError(msg)
        c.executemany(
            "INSERT INTO answers VALUES (?,?,?,?,?,?)",
            [
                (a.source, a.id, a.digest, a.name, a.body, sortable(a.at))
                for a in answers
            ],
        )
        return positions

    def select_stream(self, stream: str, after: int, limit: int) -> list[Notification]:
        """Return a stream's rows past a version, each with its position."""
        with self.datastore.transaction(commit=False) as c:
            c.execute(
                f"SELECT * FROM {TABLE} WHERE originator_id=? AND originator_version>? "
                "ORDER BY originator_version LIMIT ?",
                (stream, after, limit),
            )
            return [_notification(row) for row in c.fetchall()]

    def select_after(self, position: int, limit: int) -> list[Notification]:
        """Return rows past a position; the library's own way needs implicit rowids."""
        with self.datastore.transaction(commit=False) as c:
            c.execute(
                f"SELECT * FROM {TABLE} WHERE position>? ORDER BY position LIMIT ?",
                (position, limit),
            )
            return [_notification(row) for row in c.fetchall()]


def _notification(row: Any) -> Notification:
    return Notification(
        id=row["position"],
        originator_id=row["originator_id"],
        originator_version=row["originator_version"],
        topic=row["topic"],
        state=row["state"],
    )
