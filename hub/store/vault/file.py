"""The vault's file: made once, opened with its key, wiped where something was erased.

SQLite's `secure_delete` writes zeros over what is deleted; the log that still holds it
is emptied after each erasure, and the file gives back the pages that fell free.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from hub.store.vault import troubles
from hub.store.vault.key import read_key
from hub.store.vault.seal import Seal

VAULT = "vault.db"
FORM = 1
LOCKED_S = 5.0

# Of a new file, before anything is written; later it knows.
FIRST = ("PRAGMA auto_vacuum=INCREMENTAL", "PRAGMA journal_mode=WAL")
EACH_TIME = ("PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON")
SHAPE = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE kept (ref TEXT PRIMARY KEY, kind TEXT NOT NULL, "
    "kept_at REAL NOT NULL, sealed BLOB NOT NULL, asked TEXT UNIQUE, "
    "mark BLOB NOT NULL)",
    "CREATE INDEX kept_since ON kept (kind, kept_at)",
    # `batch` is the id of the command that is to record it; NULL once that is done.
    "CREATE TABLE erased (ref TEXT PRIMARY KEY, reason TEXT NOT NULL, "
    "erased_at REAL NOT NULL, batch TEXT)",
    "CREATE INDEX owed ON erased (batch) WHERE batch IS NOT NULL",
    f"PRAGMA user_version={FORM}",
)


class Opened(NamedTuple):
    """A vault's file and what opens the things in it."""

    connection: sqlite3.Connection
    seal: Seal


def open_vault(path: Path, key: Path) -> Opened:
    """Open the file, made at the first call; `VaultUnusable` if it cannot be used."""
    is_new = not path.exists() or path.stat().st_size == 0
    seal = Seal(read_key(key, path, may_make=is_new))
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = _connected(path, EACH_TIME if not is_new else FIRST + EACH_TIME)
    try:
        _shape(connection, seal)
        _must_fit(connection, seal, path, key)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, seal)


def wipe(connection: sqlite3.Connection) -> bool:
    """Give back free pages and empty the log; false where a reader still holds it."""
    # As a script: `execute` would stop after the first of the pages.
    connection.executescript("PRAGMA incremental_vacuum")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _connected(path: Path, pragmas: Sequence[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=LOCKED_S, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _shape(connection: sqlite3.Connection, seal: Seal) -> None:
    """Make the tables of a new file, all of them or none."""
    if connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]:
        return
    connection.execute("BEGIN IMMEDIATE")
    for statement in SHAPE:
        connection.execute(statement)
    connection.execute("INSERT INTO about VALUES ('sign', ?)", (seal.sign(),))
    connection.execute("COMMIT")


def _must_fit(
    connection: sqlite3.Connection, seal: Seal, path: Path, key: Path
) -> None:
    said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        last = str(said).strip().splitlines()[-1]
        raise troubles.damaged(path.name, troubles.told_by(last))
    form = connection.execute("PRAGMA user_version").fetchone()[0]
    if form > FORM:
        raise troubles.newer(path.name, form)
    row = connection.execute("SELECT value FROM about WHERE key='sign'").fetchone()
    if row is None:
        raise troubles.damaged(path.name, troubles.UNSIGNED)
    if not seal.knows(row[0]):
        raise troubles.key_wrong(key.name, path.name)
