"""One hub to a data folder: a lock on the folder that says who holds it."""

from __future__ import annotations

import fcntl
import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import IO


class FolderUnusable(Exception):
    """The data folder cannot be worked in; the text says why and what to do."""


class FolderInUse(FolderUnusable):
    """Another hub works in this data folder; the text names it. Stop that one first."""


class FolderLock:
    """Holds a data folder for as long as the process lives; freed even by kill -9."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; `take` locks it."""
        self._path = folder / "hub.lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Lock the folder and say who holds it, or raise `FolderUnusable`."""
        file = self._open()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with file:
                raise FolderInUse(self._taken_by(file)) from None
        file.truncate(0)
        file.write(_who())
        file.flush()
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


def _who() -> str:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return f"hub process {os.getpid()} on {socket.gethostname()} since {since}"
