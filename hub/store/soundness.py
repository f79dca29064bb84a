"""Is an events file sound? Looked at before the hub opens it, and without changing it.

SQLite takes a write-ahead log up to the first frame that is not whole, which is right
after a power cut: what follows was never acknowledged. Where two commits follow, one of
them was, and SQLite would go on without it and say nothing.
"""

from __future__ import annotations

import logging
import sqlite3
import struct
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from hub.application.ports import Unreadable
from hub.store.secret import SECRET

log = logging.getLogger(__name__)

LOOK_AT_MOST_S = 0.5
STEPS = 20_000
WAL_HEAD = struct.Struct(">8I")
FRAME_HEAD = struct.Struct(">6I")
BIG_ENDIAN = 0x377F0683
MAGIC = {0x377F0682, BIG_ENDIAN}
# Where the shared index of a log, in the machine's byte order, says how much is whole.
WHOLE_FRAMES_AT = 16


class Frame(NamedTuple):
    """One page in a write-ahead log, as its head and its place say."""

    is_commit: bool
    sum: tuple[int, int]
    summed: bytes


def check_there(path: Path) -> None:
    """Raise `Unreadable` if a hub has worked in the folder and its events are gone.

    A hub makes its secret after its events file, so none stands alone by accident.
    """
    secret = path.with_name(SECRET)
    if secret.exists() and not _size(path):
        raise Unreadable(_gone(path, secret))


def check(path: Path) -> None:
    """Raise `Unreadable` if the file or its log is damaged; with neither it is sound.

    SQLite throws a log away that stands beside an empty file, so no line is opened
    to one before this.
    """
    log_file = path.with_name(f"{path.name}-wal")
    if not _size(path) and _size(log_file):
        raise Unreadable(_gone(path, log_file))
    if not path.is_file() or not _size(path):
        return
    damage = _damaged_head(log_file) or _damage(path, log_file)
    if damage is not None:
        msg = (
            f"{path} is damaged ({damage}). It was left as it is. "
            "Restore the newest backup with `layso-hub restore`."
        )
        raise Unreadable(msg)


def whole_frames(log_file: Path) -> int | None:
    """Return how many frames SQLite found whole; it says so in the shared index."""
    index = _bytes(log_file.with_name(log_file.name.removesuffix("wal") + "shm"))
    if len(index) < WHOLE_FRAMES_AT + 4:
        return None
    return int(struct.unpack_from("=I", index, WHOLE_FRAMES_AT)[0])


def _gone(path: Path, left: Path) -> str:
    return (
        f"{path} is missing or empty, but {left.name} stands there: a hub has worked "
        "here. Mount the disk that has the events, or restore the newest backup with "
        "`layso-hub restore`. To begin anew on purpose, with numbers from 001, move "
        f"{left.name} out of {path.parent} first."
    )


def _damage(path: Path, log_file: Path) -> str | None:
    # Read-only, or SQLite would tidy the log away as it leaves.
    with closing(
        sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    ) as line:
        try:
            return _bad_pages(line) or _lost_commits(log_file)
        except sqlite3.DatabaseError as error:
            # Of anything else the opening itself tells.
            is_damage = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT
            return str(error) if is_damage else None


def _bad_pages(line: sqlite3.Connection) -> str | None:
    """Return what SQLite finds in half a second; years of records take longer."""
    until = time.monotonic() + LOOK_AT_MOST_S
    line.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    try:
        (said,) = line.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        log.info("the events file is long; only part of it was looked through")
        return None
    return None if said == "ok" else str(said)


def _damaged_head(log_file: Path) -> str | None:
    """Return what is wrong with a log's head: one that is not whole hides all of it."""
    head = _bytes(log_file)[: WAL_HEAD.size]
    # A shorter one is torn at its first write: SQLite takes the log as empty.
    if len(head) < WAL_HEAD.size or not any(head):
        return None
    words = WAL_HEAD.unpack(head)
    is_whole = words[0] in MAGIC and _sum(head[:24], words[0], (0, 0)) == words[6:]
    return None if is_whole else "the head of its log cannot be read"


def _lost_commits(log_file: Path) -> str | None:
    whole = whole_frames(log_file)
    raw = _bytes(log_file)
    if whole is None or len(raw) < WAL_HEAD.size:
        return None
    magic, _, page, _, *salt = WAL_HEAD.unpack(raw[: WAL_HEAD.size])[:6]
    commits, before = 0, None
    for frame in _frames_after(raw, whole, page, tuple(salt)):
        follows = before is not None and _follows(frame, before, magic)
        commits = frame.is_commit + (commits if follows else 0)
        if commits > 1:
            return f"its log breaks off after {whole} pages, and commits follow"
        before = frame
    return None


def _frames_after(
    raw: bytes, whole: int, page: int, salt: tuple[int, ...]
) -> list[Frame]:
    """Return the frames past the whole ones that were written since the last reset."""
    size = FRAME_HEAD.size + page
    frames = []
    for at in range(WAL_HEAD.size + whole * size, len(raw) - size + 1, size):
        _, commit, *rest = FRAME_HEAD.unpack_from(raw, at)
        if tuple(rest[:2]) == salt:
            summed = raw[at : at + 8] + raw[at + FRAME_HEAD.size : at + size]
            frames.append(Frame(commit > 0, (rest[2], rest[3]), summed))
    return frames


def _follows(frame: Frame, before: Frame, magic: int) -> bool:
    """Whether a frame was written right after the other; each sum goes on from there.

    What a failed commit left behind, and later ones wrote over in part, does not.
    """
    return _sum(frame.summed, magic, before.sum) == frame.sum


def _sum(data: bytes, magic: int, start: tuple[int, int]) -> tuple[int, int]:
    """Return SQLite's checksum of a log, going on from another."""
    first, second = start
    order = ">" if magic == BIG_ENDIAN else "<"
    words = struct.unpack(f"{order}{len(data) // 4}I", data[: len(data) // 4 * 4])
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""
