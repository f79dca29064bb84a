"""The vault in a SQLite file of its own, opened at need and again after a failure."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from events.replies import Sentence
from events.vault import ErasureReason
from hub.application.vault import Erasure, IdReused, Item, Kind, VaultUnusable
from hub.store.vault import erasing, troubles
from hub.store.vault.file import Opened, open_vault, wipe

log = logging.getLogger(__name__)

# SQLite waits up to 5 s for a lock of its own.
TURN_S = 8.0

INSERT = "INSERT INTO kept VALUES (?,?,?,?,?,?)"
ASKED = "SELECT ref, mark FROM kept WHERE asked=?"
SEALED = "SELECT kind, sealed FROM kept WHERE ref=?"
PROBE = "INSERT OR REPLACE INTO about VALUES ('probe', randomblob(8))"
COUNT = "SELECT kind, COUNT(*) FROM kept GROUP BY kind"


class SQLiteVault:
    """Keeps what must be erasable; one connection, one at a time."""

    def __init__(self, path: Path, key: Path, turn_s: float = TURN_S) -> None:
        """Remember the file and the key's; both are opened at the first use."""
        self._path = path
        self._key = key
        self._turn_s = turn_s
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        # A program that was killed may have left what it had just erased.
        self._is_unclean = True
        self._trouble: Sentence | None = None

    @property
    def trouble(self) -> Sentence | None:
        """What keeps it from being used, as last seen; None if nothing does."""
        return self._trouble

    def keep(self, item: Item) -> str:
        """Keep a thing durably and return its reference, the same for the same ask."""
        with self._writing() as vault:
            mark = vault.seal.mark(item.kind, item.text)
            known = vault.connection.execute(ASKED, (item.asked,)).fetchone()
            if known is not None:
                if known[1] != mark:
                    raise IdReused
                return str(known[0])
            ref = str(uuid4())
            sealed = vault.seal.close(ref, item.kind, item.text)
            at = item.at.timestamp()
            row = (ref, item.kind, at, sealed, item.asked, mark)
            vault.connection.execute(INSERT, row)
            return ref

    def reveal(self, reference: str, kind: str) -> str | None:
        """Return what is kept, None if it is gone or is of another kind."""
        with self._using() as vault:
            row = vault.connection.execute(SEALED, (reference,)).fetchone()
            if row is None or row[0] != kind:
                return None
            text = vault.seal.open(reference, kind, row[1])
        if text is None:
            # One thing is spoilt, and the others are not.
            raise troubles.damaged(self._path.name, troubles.SPOILT)
        return text

    def erase(
        self, references: Iterable[str], reason: ErasureReason, at: datetime
    ) -> int:
        """Erase what stands behind these references and owe a record; return how many.

        What is erased is on the disk no more when this returns.
        """
        with self._writing() as vault:
            gone = erasing.standing(vault.connection, references)
            erasing.erase(vault.connection, gone, reason, at)
            self._is_unclean |= bool(gone)
        self._clean()
        return len(gone)

    def expire(
        self, before: Mapping[Kind, datetime], at: datetime
    ) -> Mapping[Kind, int]:
        """Erase of each kind whatever was kept before an instant; return how many."""
        with self._writing() as vault:
            gone = {
                kind: erasing.kept_before(vault.connection, kind, instant)
                for kind, instant in before.items()
            }
            refs = [ref for each in gone.values() for ref in each]
            erasing.erase(vault.connection, refs, ErasureReason.EXPIRED, at)
            self._is_unclean |= bool(refs)
        self._clean()
        return {kind: len(each) for kind, each in gone.items() if each}

    def was_erased(self, reference: str) -> bool:
        """Whether something stood behind this reference and is known to be erased."""
        with self._using() as vault:
            return erasing.is_erased(vault.connection, reference)

    def owed(self) -> list[Erasure]:
        """Return the erasures that are not known to be recorded yet."""
        with self._using() as vault:
            return erasing.owed(vault.connection)

    def recorded(self, erasure: str) -> None:
        """Owe the record of this erasure no longer."""
        with self._writing() as vault:
            erasing.settle(vault.connection, erasure)

    def agree(self, recorded: frozenset[str], at: datetime) -> int:
        """Make the vault and the record of erasures say the same, after a restore."""
        with self._writing() as vault:
            again = erasing.agree(vault.connection, recorded, at)
            self._is_unclean |= bool(again)
        self._clean()
        return again

    def forget_erasures(self, before: datetime) -> int:
        """Drop references of what was erased, and recorded, before; return how many."""
        with self._writing() as vault:
            return erasing.forget(vault.connection, before)

    def counts(self) -> Mapping[Kind, int]:
        """Return how many things of each kind are kept."""
        with self._using() as vault:
            found = dict(vault.connection.execute(COUNT).fetchall())
        return {kind: found.get(kind, 0) for kind in Kind}

    def probe(self) -> None:
        """See whether it can be used again, and finish what an erasure left undone."""
        with self._writing() as vault:
            if self._trouble is not None:
                vault.connection.execute(PROBE)
        self._clean()

    def close(self) -> None:
        """Let go of the file, unless the medium holds it."""
        with suppress(VaultUnusable), self._turn():
            self._let_go()

    def _clean(self) -> None:
        """Empty the log of what was erased; a backup that reads it puts that off."""
        if self._is_unclean:
            with self._using() as vault:
                self._is_unclean = not wipe(vault.connection)

    @contextmanager
    def _writing(self) -> Iterator[Opened]:
        """Write all or nothing, durably."""
        with self._using() as vault:
            vault.connection.execute("BEGIN IMMEDIATE")
            try:
                yield vault
                vault.connection.execute("COMMIT")
            finally:
                if vault.connection.in_transaction:
                    vault.connection.execute("ROLLBACK")

    @contextmanager
    def _using(self) -> Iterator[Opened]:
        """Have the file for oneself; what fails is told, and it is opened anew then."""
        with self._turn():
            try:
                yield self._open()
            except VaultUnusable as error:
                self._fail(error.text)
                raise
            except sqlite3.Error as error:
                unusable = troubles.of_sqlite(error, self._path.name)
                self._fail(unusable.text)
                raise unusable from error
            except OSError as error:
                unusable = troubles.of_system(error, self._path.name)
                self._fail(unusable.text)
                raise unusable from error
            self._mend()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for one's turn, but not for a medium that does not answer."""
        if not self._lock.acquire(timeout=self._turn_s):
            # Whoever has the turn has the file open: it is not taken away from him.
            unusable = troubles.too_slow(self._path.name)
            self._tell(unusable.text)
            raise unusable
        try:
            yield
        finally:
            self._lock.release()

    def _open(self) -> Opened:
        if self._opened is None:
            self._opened = open_vault(self._path, self._key)
        return self._opened

    def _fail(self, text: Sentence) -> None:
        self._tell(text)
        self._let_go()

    def _tell(self, text: Sentence) -> None:
        if self._trouble is None or self._trouble != text:
            where = f"{self._path}, its key {self._key}"
            log.error("the hub goes on without the vault (%s): %s", where, text.en)
        self._trouble = text

    def _mend(self) -> None:
        if self._trouble is not None:
            log.info("the vault can be used again")
            self._trouble = None

    def _let_go(self) -> None:
        if self._opened is not None:
            self._opened.connection.close()
            self._opened = None
