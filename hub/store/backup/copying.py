"""An events file copied while it is written.

One read transaction spans the copy: SQLite then copies the file as it was at one
instant, and need not begin anew whenever the hub writes. The hub's commits go on in
the WAL, which is folded into the file after the copy.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from hub.application.ports import Unreadable
from hub.store import soundness
from hub.store.backup.failures import Damaged, NoSuchData, writing_to
from hub.store.lock import is_held

EVENTS = "events.db"
STEP_PAGES = 1_024


def read_only(path: Path, *, is_still: bool = False) -> sqlite3.Connection:
    """Open an events file without ever writing to it; `is_still`: nobody else does."""
    how = "mode=ro&immutable=1" if is_still else "mode=ro"
    url = f"file:{quote(str(path.absolute()))}?{how}"
    return sqlite3.connect(url, uri=True, isolation_level=None)


def copy_online(data: Path, target: Path) -> int:
    """Copy the folder's events file as it is at one instant; return its position."""
    source = data / EVENTS
    if not source.exists():
        msg = f"There is no {EVENTS} in {data}. Name the hub's folder with --data."
        raise NoSuchData(msg)
    must_be_sound(data)
    place = target.parent.parent
    with closing(_opened(source)) as reading, writing_to(place):
        _must_fit(reading, place)
        target.touch(mode=0o600)
        descriptor = os.open(target, os.O_RDWR)
        try:
            _copy(reading, target, descriptor)
            os.fsync(descriptor)
            # What is checked next comes from the disk, not from memory.
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
        return position_of(reading)


def must_be_sound(data: Path) -> None:
    """Raise `Damaged` if the file or its log is; a running hub has looked itself.

    SQLite alone would copy a damaged log up to where it breaks off, and say nothing.
    """
    if is_held(data):
        return
    try:
        soundness.check(data / EVENTS)
    except Unreadable as error:
        # One that has just begun to write makes a log look so.
        if not is_held(data):
            raise Damaged(str(error)) from error


def position_of(reading: sqlite3.Connection) -> int:
    """Return the newest position ever given out, 0 if there is none."""
    statement = "SELECT seq FROM sqlite_sequence WHERE name='events'"
    row = reading.execute(statement).fetchone()
    return int(row[0]) if row else 0


def _opened(source: Path) -> sqlite3.Connection:
    reading = read_only(source)
    try:
        reading.execute("BEGIN")
        position_of(reading)
    except sqlite3.Error as error:
        reading.close()
        msg = f"{source} cannot be read as an events file ({error})."
        raise Damaged(f"{msg} Restore it from the last good backup.") from error
    return reading


def _must_fit(reading: sqlite3.Connection, place: Path) -> None:
    (pages,) = reading.execute("PRAGMA page_count").fetchone()
    (size,) = reading.execute("PRAGMA page_size").fetchone()
    if pages * size > shutil.disk_usage(place).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _copy(reading: sqlite3.Connection, target: Path, descriptor: int) -> None:
    """Copy page by page; each step is on the disk before the next.

    A pile of unwritten pages would make the hub's own commits wait behind it.
    """
    with closing(sqlite3.connect(target)) as writing:
        writing.execute("PRAGMA journal_mode=OFF")
        writing.execute("PRAGMA synchronous=OFF")
        reading.backup(
            writing,
            pages=STEP_PAGES,
            progress=lambda *_: os.fdatasync(descriptor),
            sleep=0.01,
        )
