"""The store on a file keeps the promise, and every trap of SQLite is sprung here."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hub.application.ports import CannotWrite, Unreadable
from hub.store.sqlite import SQLiteEventStore
from tests.hub.store.contract import EventStoreContract
from tests.hub.written import BY, DAY, answer, run, written

FULL = 2


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
    """Return how one pooled connection writes."""
    with store._datastore.transaction(commit=False) as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        return mode, cursor.fetchone()[0]


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
        ("SET topic='ticket-issued/9'", "version 9 is unknown"),
        ("SET topic='ticket-lost/1'", "ticket-lost"),
        ("SET topic='ticket-issued'", "ticket-issued"),
        ("SET state='{}'", "at"),
        ("SET state=x'00ff'", "JSON"),
        ("SET state=replace(state, 'normal', 'royal')", "royal"),
        ("SET state=replace(state, '+00:00', '')", "timezone"),
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
    with store._datastore.transaction(commit=False) as cursor:
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
