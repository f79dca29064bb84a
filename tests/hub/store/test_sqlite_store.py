"""The store on a file keeps the promise, and every trap of SQLite is sprung here."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from hub.application.ports import CannotWrite, Unreadable
from hub.store.sqlite import ROUND, SQLiteEventStore
from hub.store.sqlite_datastore import LOG_BYTES, PAGE_BYTES
from tests.hub.store.contract import EventStoreContract
from tests.hub.written import AT, BY, DAY, answer, run, written

FULL = 2
FRAME_HEAD = 24


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is."""
    return tmp_path / "events.db"


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteEventStore]:
    """A store on a new file."""
    store = SQLiteEventStore(path)
    yield store
    store.close()


def changed(path: Path, *statements: str) -> None:
    """Change the file behind the store's back, as only an accident would."""
    with sqlite3.connect(path) as other:
        for statement in statements:
            other.execute(statement)
    other.close()


class TestSQLiteEventStore(EventStoreContract):
    """`SQLiteEventStore` is an `EventStore`."""


def pragmas(store: SQLiteEventStore) -> tuple[str, int]:
    """Return how the writer's connection writes."""
    with store._datastore.transaction(commit=True) as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        return mode, cursor.fetchone()[0]


def test_a_line_that_broke_keeps_nobody_out(store: SQLiteEventStore) -> None:
    """Where even the rollback fails, the next who writes need not wait for ever."""
    writing = store._datastore.writing
    with pytest.raises(sqlite3.ProgrammingError), writing as cursor:
        cursor.sqlite_cursor.connection.close()

    came: list[bool] = []

    def write() -> None:
        came.append(writing.lock.acquire(timeout=5))
        writing.lock.release()

    other = threading.Thread(target=write)
    other.start()
    other.join()
    assert came == [True]


def test_every_connection_is_durable(store: SQLiteEventStore) -> None:
    """WAL and synchronous FULL hold on each connection, of new threads too."""
    together = threading.Barrier(6)
    seen: list[tuple[str, int]] = []

    def look() -> None:
        with store._datastore.get_connection(commit=False) as own:
            together.wait(10)  # so that six connections are open at once
            cursor = own.cursor()
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            seen.append((mode, cursor.fetchone()[0]))

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [("wal", FULL)] * 6
    assert pragmas(store) == ("wal", FULL)


def test_a_position_is_never_used_again(path: Path, store: SQLiteEventStore) -> None:
    """After the newest row is gone, the next event gets a new position."""
    store.save(run(1, 3), [])
    changed(path, "DELETE FROM events WHERE position=3")

    assert store.last_position() == 3
    store.save([written(4, 3)], [])

    assert [e.position for e in store.read_after(0, 10)] == [1, 2, 4]


def test_a_foretold_position_is_held_to(store: SQLiteEventStore) -> None:
    """Where SQLite gives another position than was foretold, nothing is written."""
    store.save(run(1, 1), [])

    with pytest.raises(CannotWrite, match="position 7 was foretold, SQLite gave 2"):
        store.save(run(7, 8), [answer("press-1")])

    assert store.last_position() == 1
    assert store.answer_to(BY, "press-1") is None


def test_topics_are_wire_names(path: Path, store: SQLiteEventStore) -> None:
    """A moved class loses no history: rows say name and version, never a path."""
    store.save(run(1, 1), [])

    with sqlite3.connect(path) as other:
        topic, state = other.execute("SELECT topic, state FROM events").fetchone()
    other.close()
    assert topic == "ticket-issued/1"
    assert b"events." not in state
    assert b'"ticket":"A047"' in state


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SET topic='ticket-issued/9'", "up to version 1"),
        ("SET topic='ticket-lost/1'", "ticket-lost"),
        ("SET topic='ticket-issued'", "ticket-issued"),
        ("SET state='{}'", "at"),
        ("SET state=x'00ff'", "JSON"),
        ("SET state=replace(state, 'normal', 'royal')", "class: is none"),
        ("SET state=replace(state, '+00:00', '')", "with its zone"),
    ],
)
def test_an_unreadable_event_stops_the_reader(
    path: Path, store: SQLiteEventStore, statement: str, said: str
) -> None:
    """History is not tolerant: the reader stops and names position and type."""
    store.save(run(1, 3), [])
    changed(
        path,
        "UPDATE events SET state=replace(state, 'Z\"', '+00:00\"')",
        f"UPDATE events {statement} WHERE position=2",
    )

    with pytest.raises(Unreadable, match="position 2") as stopped:
        list(store.read_stream(DAY))
    assert "ticket-" in str(stopped.value)
    assert said in str(stopped.value)
    with pytest.raises(Unreadable):
        store.read_after(0, 10)
    assert [e.position for e in store.read_after(2, 10)] == [3]


def test_its_id_is_the_files(path: Path, tmp_path: Path) -> None:
    """The id stays over reopening; another file has another."""

    def identity(where: Path) -> str:
        store = SQLiteEventStore(where)
        store.close()
        return store.store_id

    assert identity(path) == identity(path)
    assert identity(path) != identity(tmp_path / "other.db")


def test_it_goes_on_where_it_was_closed(path: Path, store: SQLiteEventStore) -> None:
    """Events, answers and positions are there after reopening."""
    store.save(run(1, 5), [answer("press-1")])
    store.close()

    again = SQLiteEventStore(path)
    assert again.last_position() == 5
    assert again.answer_to(BY, "press-1") == answer("press-1")
    again.save(run(6, 6), [])
    assert [e.position for e in again.read_after(4, 10)] == [5, 6]
    again.close()


def test_a_closed_store_says_so(store: SQLiteEventStore) -> None:
    """Whoever comes too late hears a sentence, not the library's own exception."""
    store.close()

    with pytest.raises(CannotWrite, match="closed"):
        store.last_position()


def test_somebody_elses_lock_is_no_crash(path: Path, store: SQLiteEventStore) -> None:
    """A file that another program holds is `CannotWrite`; afterwards it goes on."""
    store.save(run(1, 1), [])
    with store._datastore.transaction(commit=True) as cursor:
        cursor.execute("PRAGMA busy_timeout=50")
    thief = sqlite3.connect(path, isolation_level=None)
    thief.execute("BEGIN IMMEDIATE")

    with pytest.raises(CannotWrite, match="locked"):
        store.save(run(2, 2), [])

    thief.execute("ROLLBACK")
    thief.close()
    store.save(run(2, 2), [])
    assert store.last_position() == 2


def a_folder(path: Path) -> None:
    """Put a folder where the file should be."""
    path.mkdir()


def another_file(path: Path) -> None:
    """Put something that is no database there."""
    path.write_bytes(b"This is no database at all, but a text of some length." * 20)


@pytest.mark.parametrize("put", [a_folder, another_file], ids=lambda put: put.__name__)
def test_a_file_that_is_none_is_named(path: Path, put: Callable[[Path], None]) -> None:
    """What cannot be opened is named, with what to do."""
    put(path)

    with pytest.raises(CannotWrite, match=r"events\.db cannot be opened .* Check"):
        SQLiteEventStore(path)


def test_a_probe_reaches_the_disk(path: Path, store: SQLiteEventStore) -> None:
    """Each trial writes one page; where nothing can be written it says so."""
    store.probe()
    before = log_bytes(path)
    for _ in range(3):
        store.probe()
    assert log_bytes(path) - before == 3 * (PAGE_BYTES + FRAME_HEAD)

    store.close()
    with pytest.raises(CannotWrite, match="closed"):
        store.probe()


def test_readers_do_not_wait_for_the_writer(store: SQLiteEventStore) -> None:
    """While a commit is under way another thread reads what was there before."""
    store.save(run(1, 2), [])
    found: list[int] = []

    with store._datastore.transaction(commit=True) as cursor:
        cursor.execute("DELETE FROM events")
        reader = threading.Thread(
            target=lambda: found.append(len(store.read_after(0, 10)))
        )
        reader.start()
        reader.join(5)

    assert found == [2]


def test_an_old_file_opens_without_its_index(path: Path) -> None:
    """A file of 0.1 had an index by age: it goes, answers and events stay."""
    store = SQLiteEventStore(path)
    store.save(run(1, 2), [answer("press-1")])
    store.close()
    changed(path, "CREATE INDEX answers_by_age ON answers (at)")

    again = SQLiteEventStore(path)

    assert again.answer_to(BY, "press-1") == answer("press-1")
    again.save(run(3, 3), [])
    assert again.last_position() == 3
    again.close()
    with closing(sqlite3.connect(path)) as other:
        indices = other.execute("SELECT name FROM sqlite_master WHERE type='index'")
        assert "answers_by_age" not in {name for (name,) in indices}


def test_every_answer_has_its_turn_to_be_forgotten(store: SQLiteEventStore) -> None:
    """Old answers go some at a time, whoever sent them; the others stay."""
    old = [answer(f"old-{n:05d}", days_ago=8) for n in range(ROUND)]
    new = [answer(f"new-{n:05d}") for n in range(ROUND)]
    other = answer("old", days_ago=8, source="/office/hk01/http")
    store.save([], [*old, *new, other])

    gone = [store.forget_answers(AT - timedelta(days=7)) for _ in range(4)]

    assert sum(gone) == ROUND + 1
    assert max(gone) <= ROUND
    assert store.answer_to(BY, "old-00007") is None
    assert store.answer_to(other.source, "old") is None
    assert all(store.answer_to(BY, a.id) for a in (new[0], new[-1]))


def log_bytes(path: Path) -> int:
    """Return the size of the log beside the file."""
    return path.with_name(f"{path.name}-wal").stat().st_size


def test_the_log_stays_small(path: Path, store: SQLiteEventStore) -> None:
    """A log that grew behind a long reader is cut once the reader has gone."""
    store.save([written(1)], [])
    big = [written(p, cause="c" * 60_000) for p in range(2, 602)]
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM events").fetchone()
        store.save(big, [])
        assert log_bytes(path) > 2 * LOG_BYTES

    store.save(run(602, 602), [])  # moves the log into the file
    store.save(run(603, 603), [])  # begins it anew

    assert log_bytes(path) <= LOG_BYTES


def test_no_reader_is_left_behind(path: Path, store: SQLiteEventStore) -> None:
    """Nothing that was asked of the store keeps its log from being moved away."""
    store.save(run(1, 10), [answer("press-1"), answer("press-2")])
    store.answer_to(BY, "press-1")
    store.answer_to(BY, "press-9")
    store.read_after(0, 3)
    next(iter(store.read_stream(DAY)))
    store.newest(DAY, 2)
    store.last_version(DAY)
    store.forget_answers(AT)
    with pytest.raises(CannotWrite):
        store.save(run(10, 10), [])

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        busy, *_ = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    assert busy == 0
    assert log_bytes(path) == 0
