"""A copy of a log never holds what a later commit writes over."""

from __future__ import annotations

import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from hub.application.ports import CannotWrite
from hub.store.backup.growing import GrowingLog
from hub.store.sqlite import SQLiteEventStore
from tests.hub.written import answer, run


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """No file of this process grows past a size meanwhile."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def size_of(file: Path) -> int:
    """How long a file is."""
    return file.stat().st_size


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteEventStore]:
    """A store whose log is kept from being begun anew, and a copy of its file."""
    path = tmp_path / "events.db"
    store = SQLiteEventStore(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as holding:
        holding.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        holding.execute("BEGIN")
        holding.execute("SELECT COUNT(*) FROM events").fetchall()
        (tmp_path / "copy").mkdir()
        shutil.copy(path, tmp_path / "copy")
        yield store
    store.close()


def test_a_failed_commit_is_not_copied(store: SQLiteEventStore, tmp_path: Path) -> None:
    """A full disk leaves pages in the log; the copy waits for what replaces them."""
    log, copy = tmp_path / "events.db-wal", tmp_path / "copy" / "events.db-wal"
    growing = GrowingLog(log, copy)
    assert growing.grow()
    store.save(run(1, 5), [answer()])
    assert growing.grow()
    before = size_of(log)
    assert size_of(copy) == before
    with full_at(before + 20_000), pytest.raises(CannotWrite):
        store.save(run(6, 200), [answer()])
    assert size_of(log) > before

    assert growing.grow()

    assert size_of(copy) == before
    for position in range(6, 40):
        store.save(run(position, position), [answer()])
        assert growing.grow()
    with closing(SQLiteEventStore(copy.with_name("events.db"))) as standby:
        assert standby.last_position() == store.last_position() == 39


def test_a_log_begun_anew_ends_it(tmp_path: Path) -> None:
    """Another log, or one cut short, is not sent behind what was."""
    log, copy = tmp_path / "events.db-wal", tmp_path / "copy"
    with closing(SQLiteEventStore(tmp_path / "events.db")) as store:
        growing = GrowingLog(log, copy)
        assert growing.grow()
        copied = copy.read_bytes()
        with closing(sqlite3.connect(tmp_path / "events.db")) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert not growing.grow()

        store.save(run(1, 60), [answer()])
        assert size_of(log) > len(copied)
        assert not growing.grow()

    assert copy.read_bytes() == copied
