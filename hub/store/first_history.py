"""The first history of a data folder: whole under its name, or not there at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.store.durable import sync
from hub.store.lock import FolderLock, FolderUnusable
from hub.store.sqlite import SQLiteEventStore

EVENTS = "events.db"
NEW = f"{EVENTS}.coming"


@contextmanager
def first_history(folder: Path) -> Iterator[SQLiteEventStore]:
    """Give a store to write to; it becomes the folder's when the block ends well.

    Raises `FolderUnusable` where the folder has events, or is another's. Whatever is
    raised within the block, nothing of it stays.
    """
    lock = FolderLock(folder, "a replay")
    lock.take()
    try:
        if (folder / EVENTS).exists():
            raise FolderUnusable(_has_events(folder))
        _clear(folder)
        store = SQLiteEventStore(folder / NEW)
        try:
            yield store
        except BaseException:
            store.close()
            _clear(folder)
            raise
        store.close()
        sync(folder / NEW)
        (folder / NEW).rename(folder / EVENTS)
        sync(folder)
    finally:
        lock.release()


def _clear(folder: Path) -> None:
    for left in folder.glob(f"{NEW}*"):
        left.unlink()


def _has_events(folder: Path) -> str:
    return (
        f"{folder} has a history already, and a log would mix with it. "
        "Name a new folder with --data."
    )
