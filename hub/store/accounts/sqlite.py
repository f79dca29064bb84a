"""Accounts in SQLite: accounts.db, of the owner only, each change on the disk at once.

`layso-hub pin` writes into the same file while the hub runs, so what is held in memory
is read anew whenever anybody has changed it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from hub.application.accounts import Account, Kept, Misses, SignIn
from hub.application.ports import CannotWrite
from hub.store.accounts import rows

ACCOUNTS = "accounts.db"
OWNER_ONLY = 0o600
LOCK_TIMEOUT_S = 5.0
# Codes that nobody has are counted too; no more of them than this.
MOST_MISSES = 1_000

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL")


class SQLiteAccountStore:
    """Accounts, wrong PINs and sign-ins; reads and writes have a line each."""

    def __init__(self, path: Path) -> None:
        """Open the file, made if missing; raises `CannotWrite`."""
        self._path = path
        self._changing, self._looking = threading.Lock(), threading.Lock()
        self._version: int | None = None
        self._kept = Kept()
        with self._told():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
            path.chmod(OWNER_ONLY)
            self._writing = self._connect()
            self._reading = self._connect()
            with self._writing:
                self._writing.executescript(rows.SCHEMA)

    def kept(self) -> Kept:
        """Return everything; read again only if the file has changed."""
        with self._told(), self._looking:
            ((version,),) = self._reading.execute("PRAGMA data_version")
            if version != self._version:
                self._kept = rows.read(self._reading)
                self._version = version
            return self._kept

    def put_account(self, account: Account) -> None:
        """Keep an account in place of the clerk's former one; its misses are over."""
        with self._change() as change:
            change.execute(rows.PUT_ACCOUNT, rows.of_account(account))
            change.execute(rows.FORGET_MISSES, (account.clerk,))

    def put_listed(self, listed: frozenset[str], gone: Sequence[str]) -> None:
        """Keep which codes are on the list; forget all that is kept of who is gone."""
        with self._change() as change:
            change.execute(rows.FORGET_LISTED)
            change.executemany(rows.PUT_LISTED, [(one,) for one in sorted(listed)])
            for statement in rows.FORGET_CLERK:
                change.executemany(statement, [(one,) for one in gone])

    def put_misses(self, misses: Misses) -> None:
        """Keep the wrong PINs of a code, and of a thousand codes at most."""
        with self._change() as change:
            change.execute(rows.PUT_MISSES, rows.of_misses(misses))
            change.execute(rows.FORGET_MOST_MISSES, (MOST_MISSES,))

    def forget_misses(self, clerk: str) -> None:
        """Let a code be tried again."""
        with self._change() as change:
            change.execute(rows.FORGET_MISSES, (clerk,))

    def put_sign_in(self, sign_in: SignIn) -> None:
        """Keep a new sign-in, and end all others of this clerk as `elsewhere`."""
        with self._change() as change:
            change.execute(rows.END, ("elsewhere", sign_in.clerk))
            change.execute(rows.PUT_SIGN_IN, rows.of_sign_in(sign_in))

    def put_seen(self, seen: Mapping[bytes, datetime]) -> None:
        """Write down the last acts of sign-ins."""
        with self._change() as change:
            pairs = [(at.timestamp(), mark) for mark, at in seen.items()]
            change.executemany(rows.SEEN, pairs)

    def lock(self, mark: bytes, at: datetime | None) -> None:
        """Lock a sign-in, or open it again."""
        with self._change() as change:
            change.execute(rows.LOCK, (at and at.timestamp(), mark))

    def end(self, clerk: str, why: str) -> None:
        """End every sign-in of a clerk that is not over."""
        with self._change() as change:
            change.execute(rows.END, (why, clerk))

    def drop(self, marks: Sequence[bytes]) -> None:
        """Forget sign-ins."""
        with self._change() as change:
            change.executemany(rows.DROP, [(mark,) for mark in marks])

    def close(self) -> None:
        """Let go of the file, when the change in hand is done."""
        with self._changing, self._looking:
            self._writing.close()
            self._reading.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=LOCK_TIMEOUT_S, check_same_thread=False
        )
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._told(), self._changing, self._writing:
            yield self._writing

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            msg = f"{self._path} cannot be used ({error}). Look at disk and rights."
            raise CannotWrite(msg) from error
