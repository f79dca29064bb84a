"""One hub to a data folder: a lock on the folder that says who holds it."""

from __future__ import annotations

import fcntl
import os
import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO


class FolderUnusable(Exception):
    """The data folder cannot be worked in; the text says why and what to do."""


class FolderInUse(FolderUnusable):
    """Another hub works in this data folder; the text names it. Stop that one first."""


LOCK = "hub.lock"
UNFINISHED = "restore.unfinished"


class FolderLock:
    """Holds a data folder for as long as the process lives; freed even by kill -9."""

    def __init__(self, folder: Path, who: str = "hub") -> None:
        """Remember the folder, and who wants it; `take` locks it."""
        self._path = folder / LOCK
        self._who = who
        self._file: IO[str] | None = None

    def take(self, *, although_unfinished: bool = False) -> None:
        """Lock the folder and say who holds it, or raise `FolderUnusable`.

        A folder that a restore left half done is for another restore only.
        """
        file = self._open()
        if not although_unfinished and self._path.with_name(UNFINISHED).exists():
            with file:
                raise FolderUnusable(_half_done(self._path.parent))
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with file:
                raise FolderInUse(self._taken_by(file)) from None
        file.truncate(0)
        with suppress(OSError):  # a full disk keeps nobody from working
            os.write(file.fileno(), _named(self._who).encode())
        self._file = file

    def release(self) -> None:
        """Let the folder go."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> IO[str]:
        folder = self._path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return self._path.open("a+", encoding="utf-8")
        except OSError as error:
            msg = f"The data folder {folder} cannot be used ({error.strerror}). "
            raise FolderUnusable(f"{msg}Name another with --data.") from error

    def _taken_by(self, file: IO[str]) -> str:
        file.seek(0)
        holder = file.read().strip() or "another hub"
        return (
            f"The data folder {self._path.parent} is in use by {holder}. "
            "Stop that one first, or name another folder with --data."
        )


def is_held(folder: Path) -> bool:
    """Whether a hub or a restore works in the folder at this moment."""
    try:
        with (folder / LOCK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _named(who: str) -> str:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return f"{who} process {os.getpid()} on {socket.gethostname()} since {since}"


def _half_done(folder: Path) -> str:
    return (
        f"A restore into {folder} was cut off midway. "
        "Run `layso-hub restore` again before the hub is started."
    )
