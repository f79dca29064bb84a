"""The first history of a data folder: whole under its name, or not there at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from hub.application.ports import CannotWrite
from hub.store.durable import sync
from hub.store.lock import LOCK, FolderLock, FolderUnusable
from hub.store.sqlite import SQLiteEventStore

EVENTS = "events.db"
NEW = f"{EVENTS}.coming"


@contextmanager
def first_history(folder: Path) -> Iterator[SQLiteEventStore]:
    """Give a store to write to; it becomes the folder's when the block ends well.

    Raises `FolderUnusable` where the folder has events, is another's or cannot be
    written. Whatever is raised within the block, nothing of it stays, and a folder that
    was made for it goes too.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    lock = FolderLock(folder, "a replay")
    lock.take()
    try:
        with _coming(folder) as store:
            yield store
    except CannotWrite as error:
        raise FolderUnusable(_not_written(folder, error)) from error
    finally:
        if made and not (folder / EVENTS).exists():
            _leave(folder, made)
        lock.release()


@contextmanager
def _coming(folder: Path) -> Iterator[SQLiteEventStore]:
    """Give a store beside its name, and give it the name when the block ends well."""
    if (folder / EVENTS).exists():
        raise FolderUnusable(_has_events(folder))
    _clear(folder)
    try:
        store = SQLiteEventStore(folder / NEW)
        try:
            yield store
        finally:
            store.close()
        sync(folder / NEW)
        (folder / NEW).rename(folder / EVENTS)
    except BaseException:
        _clear(folder)
        raise
    sync(folder)


def _leave(folder: Path, made: Sequence[Path]) -> None:
    """Take away what was made, as long as nobody else has put anything there."""
    (folder / LOCK).unlink(missing_ok=True)
    with suppress(OSError):
        for one in made:
            one.rmdir()


def _clear(folder: Path) -> None:
    for left in folder.glob(f"{NEW}*"):
        left.unlink()


def _has_events(folder: Path) -> str:
    return (
        f"{folder} has a history already, and a log would mix with it. "
        "Name a new folder with --data."
    )


def _not_written(folder: Path, error: CannotWrite) -> str:
    why = error.__cause__ or error
    return (
        f"The data folder {folder} cannot be written ({why}). Nothing was kept. "
        "Free space there, or name another with --data."
    )
