"""The tables of accounts.db, and what their rows say."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from events.settings import Role
from hub.application.accounts import Account, Kept, Misses, SignIn

SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
    clerk TEXT PRIMARY KEY, hash TEXT NOT NULL, role TEXT) STRICT;
CREATE TABLE IF NOT EXISTS misses (
    clerk TEXT PRIMARY KEY, count INTEGER NOT NULL, at REAL NOT NULL,
    until REAL) STRICT;
CREATE TABLE IF NOT EXISTS sign_in (
    mark BLOB PRIMARY KEY, clerk TEXT NOT NULL, began REAL NOT NULL,
    seen REAL NOT NULL, locked REAL, ended TEXT) STRICT;
CREATE TABLE IF NOT EXISTS listed (clerk TEXT PRIMARY KEY) STRICT;
"""
PUT_ACCOUNT = "INSERT OR REPLACE INTO account (clerk, hash, role) VALUES (?, ?, ?)"
FORGET_LISTED = "DELETE FROM listed"
PUT_LISTED = "INSERT INTO listed (clerk) VALUES (?)"
FORGET_CLERK = (
    "DELETE FROM account WHERE clerk = ?",
    "DELETE FROM misses WHERE clerk = ?",
    "DELETE FROM sign_in WHERE clerk = ?",
)
PUT_MISSES = "INSERT OR REPLACE INTO misses (clerk, count, at, until) VALUES (?,?,?,?)"
FORGET_MISSES = "DELETE FROM misses WHERE clerk = ?"
FORGET_MOST_MISSES = (
    "DELETE FROM misses WHERE clerk NOT IN (SELECT clerk FROM account) AND clerk NOT "
    "IN (SELECT clerk FROM misses ORDER BY at DESC LIMIT ?)"
)
PUT_SIGN_IN = (
    "INSERT INTO sign_in (mark, clerk, began, seen, locked, ended) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
SEEN = "UPDATE sign_in SET seen = ? WHERE mark = ?"
LOCK = "UPDATE sign_in SET locked = ? WHERE mark = ?"
END = "UPDATE sign_in SET ended = ? WHERE clerk = ? AND ended IS NULL"
LISTED = "SELECT clerk FROM listed"
DROP = "DELETE FROM sign_in WHERE mark = ?"


def read(connection: sqlite3.Connection) -> Kept:
    """Return everything that the file holds, as of one instant."""
    connection.execute("BEGIN")
    try:
        accounts = connection.execute("SELECT clerk, hash, role FROM account")
        found = {row[0]: _account(row) for row in accounts}
        misses = connection.execute("SELECT clerk, count, at, until FROM misses")
        wrong = {row[0]: _misses(row) for row in misses}
        rows = connection.execute(
            "SELECT mark, clerk, began, seen, locked, ended FROM sign_in"
        )
        sign_ins = {row[0]: _sign_in(row) for row in rows}
        listed = frozenset(one for (one,) in connection.execute(LISTED))
    finally:
        connection.rollback()
    return Kept(accounts=found, misses=wrong, sign_ins=sign_ins, listed=listed)


def of_account(one: Account) -> tuple[Any, ...]:
    """Return an account's row."""
    return (one.clerk, one.hash, one.role and str(one.role))


def of_misses(one: Misses) -> tuple[Any, ...]:
    """Return the row of a code's misses."""
    return (one.clerk, one.count, one.at.timestamp(), _stamp(one.until))


def of_sign_in(one: SignIn) -> tuple[Any, ...]:
    """Return a sign-in's row."""
    began, seen = one.began.timestamp(), one.seen.timestamp()
    return (one.mark, one.clerk, began, seen, _stamp(one.locked), one.ended)


def _account(row: Any) -> Account:
    clerk, hash, role = row
    return Account(clerk=clerk, hash=hash, role=Role(role) if role else None)


def _misses(row: Any) -> Misses:
    clerk, count, at, until = row
    return Misses(clerk=clerk, count=count, at=_instant(at), until=_maybe(until))


def _sign_in(row: Any) -> SignIn:
    mark, clerk, began, seen, locked, ended = row
    return SignIn(
        mark=mark,
        clerk=clerk,
        began=_instant(began),
        seen=_instant(seen),
        locked=_maybe(locked),
        ended=ended,
    )


def _stamp(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()


def _instant(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


def _maybe(stamp: float | None) -> datetime | None:
    return None if stamp is None else _instant(stamp)
