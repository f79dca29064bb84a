"""Views as their one writer sees them: a batch and its position in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from hub.application.ports import CannotWrite
from hub.projections.measured.changes import Changes
from hub.projections.measured.ledger.carried import NOTHING, Carried
from hub.projections.measured.rows import DIFFICULTIES, TABLES, Instant
from hub.store.views import file, sheets
from hub.store.views.file import Place
from hub.store.views.schema import PUT, TAKE, has_day

LAST_CARRIED = "SELECT carried FROM carried ORDER BY position DESC LIMIT 1"
CARRIED_OF = "SELECT carried FROM carried WHERE day=?"
DAY_OF_SESSION = "SELECT day FROM sessions WHERE session=? LIMIT 1"
NEWEST_DAY = "SELECT day FROM days ORDER BY begun DESC LIMIT 1"
SKIP = "INSERT OR IGNORE INTO skipped VALUES (?)"
COUNT_SKIPPED = "SELECT COUNT(*) FROM skipped"
OF_DAYS = [table for table in TABLES if has_day(table)]


class Replaced(Exception):
    """Somebody else made these views anew meanwhile; nothing was written."""


class Damaged(Exception):
    """The file is no sound database any more; it is to be made anew."""


class Batch(Struct, frozen=True, kw_only=True):
    """What a run of events changed, up to `position`; `anew` are whole days.

    `skipped` are the positions of events that changed nothing, for a fault.
    """

    position: int
    at: Instant
    changes: Changes
    carried: Mapping[str, Carried] = {}
    anew: Mapping[str, Changes] = {}
    skipped: Sequence[int] = ()


class Views:
    """The file as its one writer has it open; all methods are for one thread.

    `skipped` is how many events are in no row; anybody may look at it.
    """

    def __init__(self, path: Path, *, is_unseen: bool = False) -> None:
        """Remember the path; `is_unseen`: begun anew, faster, for nobody to read."""
        self.path = path
        self.place = Place("", "", 0, 0)
        self.skipped = 0
        self._is_unseen = is_unseen
        self._writing: sqlite3.Connection | None = None
        self._inode = 0

    def open(self, store: str) -> Place:
        """Open the views of a store, made anew where they cannot be used."""
        self.close()
        with _told(self.path):
            if self._is_unseen:
                opened = file.anew(self.path, store, is_unseen=True)
            else:
                opened = file.opened(self.path, store)
            self._writing, self.place = opened
            self._inode = self.path.stat().st_ino
            self.skipped = self._open.execute(COUNT_SKIPPED).fetchone()[0]
        return self.place

    def begin_anew(self) -> None:
        """Forget everything; the next opening begins at the first event."""
        self.close()
        with _told(self.path):
            file.remove(self.path)

    def close(self) -> None:
        """Let go of the file."""
        if self._writing is not None:
            self._writing.close()
            self._writing = None

    def carried(self) -> Carried:
        """Return what the last day took over."""
        return self._carried(LAST_CARRIED, ()) or NOTHING

    def carried_of(self, day: str) -> Carried | None:
        """Return what a day took over; None of a day that was never begun."""
        return self._carried(CARRIED_OF, (day,))

    def day_of_session(self, session: str) -> str | None:
        """Return the day on which a session was."""
        with _told(self.path):
            row = self._open.execute(DAY_OF_SESSION, (session,)).fetchone()
        return None if row is None else str(row[0])

    def save(self, batch: Batch) -> None:
        """Write a batch and its position, all or nothing."""
        place = self.place._replace(position=batch.position, at=batch.at)
        with _told(self.path), self._transaction() as writing:
            self._must_be_ours(writing)
            days = {*sheets.days_in(batch.changes), *batch.anew}
            if batch.carried:
                days.update(day for (day,) in writing.execute(NEWEST_DAY))
            _put(writing, batch.changes)
            for day, changes in batch.anew.items():
                _clear(writing, day)
                _put(writing, changes)
            _put_carried(writing, batch.carried)
            sheets.write(writing, days)
            writing.executemany(SKIP, [(position,) for position in batch.skipped])
            skipped = writing.execute(COUNT_SKIPPED).fetchone()[0]
            file.put_place(writing, place)
        self.place, self.skipped = place, skipped

    @property
    def _open(self) -> sqlite3.Connection:
        assert self._writing is not None, "open the views first"
        return self._writing

    def _carried(self, statement: str, parameters: tuple[str, ...]) -> Carried | None:
        with _told(self.path):
            row = self._open.execute(statement, parameters).fetchone()
        return None if row is None else msgspec.json.decode(row[0], type=Carried)

    def _must_be_ours(self, writing: sqlite3.Connection) -> None:
        is_there = self.path.exists() and self.path.stat().st_ino == self._inode
        if not is_there or file.place_of(writing) != self.place:
            raise Replaced

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        writing = self._open
        writing.execute("BEGIN IMMEDIATE")
        try:
            yield writing
            writing.execute("COMMIT")
        except BaseException:
            if writing.in_transaction:
                writing.execute("ROLLBACK")
            raise


def _put(writing: sqlite3.Connection, changes: Changes) -> None:
    for table, put, gone in changes:
        if gone:
            writing.executemany(TAKE[table.name], gone)
        if put:
            writing.executemany(PUT[table.name], put)


def _put_carried(writing: sqlite3.Connection, carried: Mapping[str, Carried]) -> None:
    writing.executemany(
        "INSERT OR REPLACE INTO carried VALUES (?,?,?)",
        [(day, c.position, msgspec.json.encode(c)) for day, c in carried.items()],
    )


def _clear(writing: sqlite3.Connection, day: str) -> None:
    """Take every row of a day away, save those of no session: they are no day's own."""
    for table in OF_DAYS:
        apart = " AND session<>''" if table == DIFFICULTIES else ""
        writing.execute(f"DELETE FROM {table.name} WHERE day=?{apart}", (day,))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say `Damaged` or `CannotWrite` for whatever SQLite and system raise."""
    try:
        yield
    except sqlite3.Error as error:
        if file.is_damage(error):
            raise Damaged(f"{path} is damaged ({error})") from error
        raise CannotWrite(f"{path} cannot be written ({error})") from error
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written ({error})") from error
