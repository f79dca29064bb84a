"""What stands beside the events, copied and put back with them: vault and accounts.

A vault is copied as it is, encrypted; its key never is. Whatever was erased stays
erased: what the replaced vault knows of that goes into the one that is put back.
Accounts go without sign-ins: nobody comes back in who has signed out since.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hub.store.backup.copying import STEP_PAGES, read_only
from hub.store.backup.failures import writing_to
from hub.store.durable import sync

VAULT = "vault.db"
ACCOUNTS = "accounts.db"
BESIDE = (VAULT, ACCOUNTS)
ERASED = "SELECT ref, reason, erased_at FROM erased"
BURY = "INSERT OR IGNORE INTO erased VALUES (?,?,?,NULL)"


def copy_beside(data: Path, part: Path) -> list[str]:
    """Copy each file as it is at one instant; return what is wrong with those left out.

    Events are written after what they refer to is kept here, so this comes after them.
    """
    wrong = []
    for name in BESIDE:
        if (data / name).exists():
            try:
                _copy(data / name, part / name)
            except sqlite3.DatabaseError as error:
                for left in part.glob(f"{name}*"):
                    left.unlink()
                wrong.append(f"{data / name} is damaged ({error})")
    return wrong


def carry_over(there: Path, copy: Path) -> bool:
    """Note in a vault that is put back what the one there has erased; false: unread."""
    if not there.exists():
        return True
    try:
        with closing(read_only(there)) as reading:
            erased = reading.execute(ERASED).fetchall()
    except sqlite3.Error:
        return False
    with closing(sqlite3.connect(copy)) as writing, writing:
        writing.execute("PRAGMA synchronous=FULL")
        writing.executemany(BURY, erased)
    return True


def _copy(source: Path, target: Path) -> None:
    with closing(read_only(source)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        with writing_to(target.parent.parent):
            target.touch(mode=0o600)
            _fill(reading, target)
            if target.name == ACCOUNTS:
                _sign_out(target)
            sync(target)
    with closing(read_only(target, is_still=True)) as copied:
        (said,) = copied.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(str(said).strip().splitlines()[-1])


def _sign_out(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as writing, writing:
        writing.execute("DELETE FROM sign_in")


def _fill(reading: sqlite3.Connection, target: Path) -> None:
    """Copy page by page."""
    with closing(sqlite3.connect(target)) as writing:
        writing.execute("PRAGMA journal_mode=OFF")
        writing.execute("PRAGMA synchronous=OFF")
        reading.backup(writing, pages=STEP_PAGES, sleep=0.01)
