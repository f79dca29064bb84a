"""The file views.db: opened, made anew where it is of no use, told how far it is."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import NamedTuple

from events.ids import new_id
from hub.projections.measured.rows import Instant
from hub.store.views.schema import FORM, SHAPE

log = logging.getLogger(__name__)

VIEWS = "views.db"
LOCKED_S = 5.0
PAGE_BYTES = 4_096
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "wal_autocheckpoint=500")
# Nobody reads it before it is whole, and cut off it is begun anew.
UNSEEN = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE")
CACHE = "cache_size=-16000"
LEFTOVERS = ("", "-wal", "-shm", "-journal")
OF_NO_USE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}


class Place(NamedTuple):
    """How far views are: whose they are, up to which event, and its instant.

    `made` is new whenever they are begun anew or replaced.
    """

    store: str
    made: str
    position: int
    at: Instant


def opened(path: Path, store: str) -> tuple[sqlite3.Connection, Place]:
    """Open the views of a store to write them; made anew where they cannot be used."""
    why = None
    if path.exists():
        try:
            return _as_they_are(path, store)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            why = f"are damaged ({error})"
        except _OfNoUse as error:
            why = str(error)
    if why is not None:
        log.warning("the views in %s %s; making them anew from events", path, why)
    return anew(path, store)


def anew(
    path: Path, store: str, *, is_unseen: bool = False
) -> tuple[sqlite3.Connection, Place]:
    """Begin views at the first event of a store, whatever was there."""
    remove(path)
    place = Place(store, new_id(), 0, 0)
    writing = _connected(path, UNSEEN if is_unseen else PRAGMAS)
    try:
        writing.execute("BEGIN IMMEDIATE")
        for statement in SHAPE:
            writing.execute(statement)
        writing.execute("INSERT INTO about VALUES ('form', ?)", (FORM,))
        put_place(writing, place)
        writing.execute("COMMIT")
    except BaseException:
        writing.close()
        raise
    return writing, place


def remove(path: Path) -> None:
    """Remove the file and what SQLite keeps beside it; the file itself first.

    Whoever opens it meanwhile finds none, never a new one with the log of the old.
    """
    for left in LEFTOVERS:
        path.with_name(f"{path.name}{left}").unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is no sound database."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in OF_NO_USE


def place_of(reading: sqlite3.Connection) -> Place | None:
    """Return how far the views are; None where they are of another form."""
    about = dict(reading.execute("SELECT key, value FROM about"))
    if about.get("form") != FORM:
        return None
    store, made, at = str(about["store"]), str(about["made"]), int(about["at"])
    return Place(store, made, int(about["position"]), at)


def put_place(writing: sqlite3.Connection, place: Place) -> None:
    """Write down how far the views are."""
    writing.executemany(
        "INSERT OR REPLACE INTO about VALUES (?,?)", place._asdict().items()
    )


class _OfNoUse(Exception):
    """The views are sound, but not of this store or not of this form."""


def _as_they_are(path: Path, store: str) -> tuple[sqlite3.Connection, Place]:
    writing = _connected(path, PRAGMAS)
    try:
        known = writing.execute(
            "SELECT COUNT(*) FROM sqlite_master WHERE name='about'"
        ).fetchone()[0]
        place = place_of(writing) if known else None
        if place is None:
            raise _OfNoUse("are of another form")
        if place.store != store:
            raise _OfNoUse("are of another store")
    except BaseException:
        writing.close()
        raise
    return writing, place


def _connected(path: Path, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=LOCKED_S, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in (f"page_size={PAGE_BYTES}", *pragmas, CACHE):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
