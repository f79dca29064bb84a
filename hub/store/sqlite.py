"""The event store on one SQLite file: WAL, synchronous FULL, one writer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from eventsourcing.persistence import ConnectionPoolClosedError, PersistenceError

from events.ids import new_id
from events.recorded import Recorded
from hub.application.ports import Answer, CannotWrite
from hub.store import soundness
from hub.store.mapper import to_recorded, to_stored
from hub.store.sqlite_datastore import FullSyncDatastore
from hub.store.sqlite_recorder import TABLE, EventRecorder, sortable

PAGE = 5_000
ROUND = 2_000

ANSWER = "SELECT * FROM answers WHERE source=? AND id=?"
END_OF_ROUND = (
    "SELECT source, id FROM answers WHERE (source, id)>(?, ?) "
    f"ORDER BY source, id LIMIT 1 OFFSET {ROUND - 1}"
)
FORGET = (
    "DELETE FROM answers WHERE (source, id)>(?, ?) AND (source, id)<=(?, ?) AND at<?"
)
PROBE = (
    "INSERT INTO about VALUES ('probes', '1') "
    "ON CONFLICT (key) DO UPDATE SET value=CAST(value AS INTEGER)+1"
)
BEFORE_ALL = ("", "")
AFTER_ALL = ("\U0010ffff", "")


class _OrCannotWrite:
    """Says `CannotWrite` for whatever library, SQLite and system raise.

    A class, because a generator's context costs each command microseconds.
    """

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, at: object) -> None:
        if isinstance(error, ConnectionPoolClosedError):
            raise CannotWrite("the store is closed") from error
        if isinstance(error, (PersistenceError, sqlite3.Error, OSError)):
            raise CannotWrite(str(error)) from error


_or_cannot_write = _OrCannotWrite()


class SQLiteEventStore:
    """Keeps the promise of `EventStore` on a file."""

    def __init__(self, path: Path) -> None:
        """Open the file, and make it if there is none; a damaged one is refused."""
        soundness.check(path)
        self._datastore = FullSyncDatastore(str(path))
        self._recorder = EventRecorder(self._datastore)
        self._forgotten_to = BEFORE_ALL
        try:
            with _or_cannot_write:
                self._recorder.create_table()
                self.store_id = self._identify()
        except CannotWrite as error:
            self.close()
            raise CannotWrite(_sentence(path, error)) from error

    def last_position(self) -> int:
        """Return the newest position ever given out, 0 if there is none."""
        statement = "SELECT seq FROM sqlite_sequence WHERE name=?"
        return self._value(statement, (TABLE,)) or 0

    def last_stream(self, first: str, below: str) -> str | None:
        """Return the last stream in name order with `first` <= name < `below`."""
        found = self._value(
            f"SELECT originator_id FROM {TABLE} "
            "WHERE originator_id>=? AND originator_id<? "
            "ORDER BY originator_id DESC LIMIT 1",
            (first, below),
        )
        return None if found is None else str(found)

    def newest(self, stream: str, limit: int) -> list[Recorded]:
        """Return a stream's last `limit` events, in order."""
        last = self.last_version(stream)
        with _or_cannot_write:
            rows = self._recorder.select_stream(stream, max(last - limit, 0), limit)
        return [to_recorded(*row) for row in rows]

    def last_version(self, stream: str) -> int:
        """Return the version of a stream's newest event, 0 if it has none."""
        statement = f"SELECT MAX(originator_version) FROM {TABLE} WHERE originator_id=?"
        return self._value(statement, (stream,)) or 0

    def read_stream(self, stream: str) -> Iterator[Recorded]:
        """Yield a stream's events in order, a page at a time."""
        version = 0
        while True:
            with _or_cannot_write:
                rows = self._recorder.select_stream(stream, version, PAGE)
            yield from [to_recorded(*row) for row in rows]
            if len(rows) < PAGE:
                return
            version = rows[-1][2]

    def read_after(self, position: int, limit: int) -> list[Recorded]:
        """Return the first `limit` events past a position, in order."""
        with _or_cannot_write:
            rows = self._recorder.select_after(position, limit)
        return [to_recorded(*row) for row in rows]

    def save(self, events: Sequence[Recorded], answers: Sequence[Answer]) -> None:
        """Write events and answers in one durable transaction."""
        with _or_cannot_write:
            self._recorder.insert_events(
                [to_stored(event) for event in events],
                answers=answers,
                first=events[0].position if events else None,
            )

    def answer_to(self, source: str, id: str) -> Answer | None:
        """Return the answer kept for a command, if there is one."""
        with _or_cannot_write:
            rows = self._datastore.writing.look_up(ANSWER, (source, id))
        return _answer(*rows[0]) if rows else None

    def forget_answers(self, before: datetime) -> int:
        """Drop those older than that among the next 2,000; return how many.

        Every answer's turn comes; all of them at once would keep the writer too long,
        and an index by age would cost every commit a page.
        """
        with _or_cannot_write, self._datastore.transaction(commit=True) as cursor:
            cursor.execute(END_OF_ROUND, self._forgotten_to)
            end = cursor.fetchone() or AFTER_ALL
            cursor.execute(FORGET, (*self._forgotten_to, *end, sortable(before)))
            self._forgotten_to = BEFORE_ALL if end == AFTER_ALL else end
            return int(cursor.sqlite_cursor.rowcount)

    def probe(self) -> None:
        """Count one up in `about`: SQLite does not write what is there already."""
        with _or_cannot_write, self._datastore.transaction(commit=True) as cursor:
            cursor.execute(PROBE)

    def close(self) -> None:
        """Let go of the file."""
        self._datastore.close()

    def _identify(self) -> str:
        with self._datastore.transaction(commit=True) as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO about VALUES ('store_id', ?)", (new_id(),)
            )
            cursor.execute("SELECT value FROM about WHERE key='store_id'")
            return str(cursor.fetchone()[0])

    def _value(self, statement: str, parameters: tuple[object, ...]) -> Any:
        with _or_cannot_write, self._datastore.transaction(commit=False) as cursor:
            cursor.execute(statement, parameters)
            row = cursor.fetchone()
        return None if row is None else row[0]


def _sentence(path: Path, error: Exception) -> str:
    return (
        f"{path} cannot be opened as an events file ({error}). "
        "Check the folder and its rights, or restore a backup: `layso-hub restore`."
    )


def _answer(
    source: str, id: str, digest: bytes, name: str, body: bytes, at: str
) -> Answer:
    return Answer(
        source=source,
        id=id,
        digest=digest,
        name=name,
        body=body,
        at=datetime.fromisoformat(at),
    )
