"""Erasing inside the vault's file, and what is owed of the record of it.

Nothing here decides what is erased; all of it runs inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby, islice

from events.ids import new_id
from events.vault import ErasureReason
from hub.application.vault import Erasure, Kind

# References in one record: about 4 kB of an event.
BATCH = 100

DELETE = "DELETE FROM kept WHERE ref=?"
BURY = "INSERT OR REPLACE INTO erased VALUES (?,?,?,?)"
OWED = "SELECT batch, reason, ref FROM erased WHERE batch IS NOT NULL ORDER BY 1, 3"


def standing(connection: sqlite3.Connection, references: Iterable[str]) -> list[str]:
    """Return those of the references that something stands behind."""
    ask = "SELECT 1 FROM kept WHERE ref=?"
    return [ref for ref in references if connection.execute(ask, (ref,)).fetchone()]


def kept_before(
    connection: sqlite3.Connection, kind: Kind, instant: datetime
) -> list[str]:
    """Return the references of everything of a kind that was kept before an instant."""
    ask = "SELECT ref FROM kept WHERE kind=? AND kept_at<?"
    rows = connection.execute(ask, (kind, instant.timestamp())).fetchall()
    return [str(ref) for (ref,) in rows]


def erase(
    connection: sqlite3.Connection,
    references: Sequence[str],
    reason: ErasureReason,
    at: datetime,
) -> None:
    """Delete what stands behind the references; owe its record, in batches."""
    connection.executemany(DELETE, [(ref,) for ref in references])
    _owe(connection, [(ref, reason, at.timestamp()) for ref in references])


def is_erased(connection: sqlite3.Connection, reference: str) -> bool:
    """Whether a reference is that of something erased."""
    ask = "SELECT 1 FROM erased WHERE ref=?"
    return connection.execute(ask, (reference,)).fetchone() is not None


def owed(connection: sqlite3.Connection) -> list[Erasure]:
    """Return what is to be recorded, each under the id it was given."""
    rows = connection.execute(OWED).fetchall()
    return [
        Erasure(
            id=batch,
            reason=ErasureReason(reason),
            references=tuple(ref for _, _, ref in each),
        )
        for (batch, reason), each in groupby(rows, lambda row: (row[0], row[1]))
    ]


def settle(connection: sqlite3.Connection, batch: str) -> None:
    """Owe a record no longer."""
    connection.execute("UPDATE erased SET batch=NULL WHERE batch=?", (batch,))


def forget(connection: sqlite3.Connection, before: datetime) -> int:
    """Drop what was erased before an instant and is recorded."""
    told = "DELETE FROM erased WHERE batch IS NULL AND erased_at<?"
    return connection.execute(told, (before.timestamp(),)).rowcount


def agree(
    connection: sqlite3.Connection, recorded: frozenset[str], at: datetime
) -> int:
    """Erase what is recorded as erased; owe what is erased and not recorded."""
    again = standing(connection, recorded)
    # What this file itself knows as erased may stand in it as well: carried over from
    # the data that a restore replaced.
    known = connection.execute("SELECT ref, reason, erased_at, batch FROM erased")
    rows = known.fetchall()
    risen = standing(connection, [row[0] for row in rows])
    connection.executemany(DELETE, [(ref,) for ref in {*again, *risen}])
    reason, stamp = ErasureReason.EXPIRED, at.timestamp()
    missed = {row[0] for row in rows}
    connection.executemany(
        BURY, [(ref, reason, stamp, None) for ref in again if ref not in missed]
    )
    lost = [r[:3] for r in rows if r[3] is None and r[0] not in recorded]
    _owe(connection, lost)
    return len({*again, *risen})


def _owe(
    connection: sqlite3.Connection, rows: Sequence[tuple[str, str, float]]
) -> None:
    """Write references down as erased and owed, batch by batch, each of one reason."""
    by_reason = sorted(rows, key=lambda row: row[1])
    for _, each in groupby(by_reason, lambda row: row[1]):
        while batch := list(islice(each, BATCH)):
            id = new_id()
            connection.executemany(BURY, [(*row, id) for row in batch])
