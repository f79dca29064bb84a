"""Why a backup or a restore came to nothing.

KeepingFailed
 ├ NoSuchData        no events file to copy
 ├ NoSuchBackup      no whole backup under that name
 ├ TargetUnusable    the folder cannot be written, or its disk is full
 ├ WouldReplace      there are data already, and nobody said to replace them
 └ Damaged           what was read is not what was once written
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class KeepingFailed(Exception):
    """A backup or a restore came to nothing; the text says why and what to do."""

    code: ClassVar[int] = 2


class NoSuchData(KeepingFailed):
    """There is no events file to copy. Name the hub's folder with --data."""


class NoSuchBackup(KeepingFailed):
    """There is no whole backup under that name. Name a backup, or a folder of them."""


class TargetUnusable(KeepingFailed):
    """The folder cannot be written. Give this user its rights, or free space."""


class WouldReplace(KeepingFailed):
    """The data folder has data already. Say --replace to have them set aside."""

    code: ClassVar[int] = 3


class Damaged(KeepingFailed):
    """What was read is not what was once written. Take another backup."""

    code: ClassVar[int] = 4


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Turn what the disk says while a folder is written into `TargetUnusable`."""
    try:
        yield
    except OSError as error:
        full = error.errno in FULL
        raise TargetUnusable(_full(folder) if full else _shut(folder, error)) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise TargetUnusable(_full(folder)) from error
        msg = f"{folder} cannot be written ({error}). Look at its disk, or name another"
        raise TargetUnusable(f"{msg} folder.") from error


def _full(folder: Path) -> str:
    return f"The disk of {folder} is full. Free space on it, or name another folder."


def _shut(folder: Path, error: OSError) -> str:
    return (
        f"{folder} cannot be written ({error.strerror}). "
        "Give this user its rights, or name another folder."
    )
