"""accounts.db: the owner's alone, told at once of what another program writes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from events.settings import Role
from hub.application.accounts import Account, Misses, SignIn
from hub.application.ports import CannotWrite
from hub.store.accounts import ACCOUNTS, PinHasher, SQLiteAccountStore
from hub.store.accounts.hashing import Cost
from hub.store.accounts.sqlite import MOST_MISSES
from tests.hub.rig import NINE

ACCOUNT = Account(clerk="QL-01", hash="$argon2id$…", role=Role.MANAGER)


def signed_in(mark: bytes, clerk: str = "NV-01") -> SignIn:
    """A sign-in at nine."""
    return SignIn(mark=mark, clerk=clerk, began=NINE, seen=NINE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteAccountStore]:
    """An empty store."""
    store = SQLiteAccountStore(tmp_path / ACCOUNTS)
    yield store
    store.close()


def test_the_file_is_the_owners_alone(
    store: SQLiteAccountStore, tmp_path: Path
) -> None:
    """Nobody else on the machine reads hashes, not even from SQLite's own files."""
    store.put_account(ACCOUNT)
    files = list(tmp_path.iterdir())

    assert {f.name for f in files} >= {ACCOUNTS, f"{ACCOUNTS}-wal"}
    assert {oct(f.stat().st_mode & 0o777) for f in files} == {"0o600"}


def test_every_commit_is_on_the_disk(store: SQLiteAccountStore, tmp_path: Path) -> None:
    """A PIN that was changed stays so after a power cut."""
    settings = {
        name: store._writing.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    }

    assert settings == {"journal_mode": "wal", "synchronous": 2}


def test_everything_is_kept_over_a_restart(tmp_path: Path) -> None:
    """Accounts, wrong PINs, sign-ins: as they were written."""
    misses = Misses(clerk="NV-01", count=5, at=NINE, until=NINE + timedelta(minutes=1))
    store = SQLiteAccountStore(tmp_path / ACCOUNTS)
    store.put_account(ACCOUNT)
    store.put_misses(misses)
    store.put_sign_in(signed_in(b"one"))
    store.put_seen({b"one": NINE + timedelta(seconds=1)})
    store.lock(b"one", NINE + timedelta(seconds=2))
    store.close()
    store = SQLiteAccountStore(tmp_path / ACCOUNTS)
    kept = store.kept()
    store.close()

    assert kept.accounts == {"QL-01": ACCOUNT}
    assert kept.misses == {"NV-01": misses}
    one = kept.sign_ins[b"one"]
    assert one.seen == NINE + timedelta(seconds=1)
    assert one.locked == NINE + timedelta(seconds=2)


def test_what_another_program_writes_is_seen_at_once(
    store: SQLiteAccountStore, tmp_path: Path
) -> None:
    """`layso-hub pin` works beside a running hub."""
    assert store.kept().accounts == {}
    with closing(SQLiteAccountStore(tmp_path / ACCOUNTS)) as other:
        other.put_account(ACCOUNT)

    assert store.kept().accounts == {"QL-01": ACCOUNT}


def test_nothing_is_read_again_while_nothing_changes(
    store: SQLiteAccountStore,
) -> None:
    """Each request looks; the file is asked for one number only."""
    store.put_account(ACCOUNT)

    assert store.kept() is store.kept()


def test_a_new_sign_in_ends_the_clerks_others(store: SQLiteAccountStore) -> None:
    """And nobody else's."""
    for mark, clerk in ((b"one", "NV-01"), (b"two", "NV-02"), (b"three", "NV-01")):
        store.put_sign_in(signed_in(mark, clerk))
    ended = {mark: one.ended for mark, one in store.kept().sign_ins.items()}

    assert ended == {b"one": "elsewhere", b"two": None, b"three": None}


def test_codes_that_nobody_has_do_not_fill_the_disk(store: SQLiteAccountStore) -> None:
    """Of wrong PINs for invented codes a thousand are kept, the newest."""
    store.put_account(ACCOUNT)
    store.put_misses(Misses(clerk="QL-01", count=1, at=NINE - timedelta(days=1)))
    for n in range(MOST_MISSES + 20):
        at = NINE + timedelta(seconds=n)
        store.put_misses(Misses(clerk=f"X-{n}", count=1, at=at))
    kept = store.kept().misses

    assert len(kept) == MOST_MISSES + 1
    assert {"QL-01", f"X-{MOST_MISSES + 19}"} <= kept.keys()
    assert "X-0" not in kept


def test_many_threads_may_ask_and_write(store: SQLiteAccountStore) -> None:
    """The event loop reads while a thread writes."""
    failed: list[Exception] = []

    def work(name: str) -> None:
        try:
            for n in range(20):
                store.put_sign_in(signed_in(f"{name}{n}".encode(), name))
                assert store.kept().sign_ins[f"{name}{n}".encode()].ended is None
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(f"NV-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    """A damaged file is named, with what to do."""
    (tmp_path / ACCOUNTS).write_bytes(b"no database at all" * 100)
    with pytest.raises(CannotWrite, match=r"accounts\.db cannot be used"):
        SQLiteAccountStore(tmp_path / ACCOUNTS)


def test_a_disk_that_fails_is_said_so(
    store: SQLiteAccountStore, tmp_path: Path
) -> None:
    """No error of SQLite's comes out bare."""
    with closing(sqlite3.connect(tmp_path / ACCOUNTS)) as other:
        other.execute("DROP TABLE misses")
        other.commit()
    with pytest.raises(CannotWrite, match="no such table"):
        store.forget_misses("NV-01")


def test_two_hashes_of_one_pin_differ() -> None:
    """Nobody sees who has the same; with another secret nothing fits."""
    cheap = Cost(memory_kib=64, passes=1)
    ours, others = PinHasher(b"a" * 32, cheap), PinHasher(b"b" * 32, cheap)
    one, two = ours.hash("480215"), ours.hash("480215")

    assert one != two
    assert ours.fits(one, "480215")
    assert ours.fits(two, "480215")
    assert not ours.fits(one, "480216")
    assert not others.fits(one, "480215")
    assert not ours.fits("no hash", "480215")


def test_a_hash_costs_what_a_pi_can_bear() -> None:
    """19 MiB and two passes: dear for who guesses, cheap for who signs in."""
    assert "m=19456,t=2,p=1" in PinHasher(b"a" * 32).hash("480215")
