"""A standby's copy follows the hub, and can be taken up at any moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from events.visit import IssueTicket
from hub.store.backup import NoSuchData, back_up
from hub.store.backup.following import Following, follow
from hub.store.backup.manifest import Holdings
from hub.store.secret import hub_secret
from hub.store.vault import SQLiteVault
from tests.hub.rig import wait_until
from tests.hub.store.kept import AT, at_work, office
from tests.hub.store.test_sqlite_vault import vault_in
from tests.hub.store.vault_contract import CODE, item

# Not for its length, but for rsync, which `make check` does without.
pytestmark = pytest.mark.journey


@contextmanager
def followed(data: Path, standby: Path, session_s: float = 60) -> Iterator[None]:
    """Copy a data folder on and on meanwhile."""
    stop = threading.Event()
    what = Following(data=data, target=str(standby), every_s=0.05, session_s=session_s)
    thread = threading.Thread(target=follow, args=(what, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def whole_copies(standby: Path) -> list[Path]:
    """Return the whole copies that stand there, the newest last."""
    marks = standby.glob("*/whole")
    return [m.parent for m in sorted(marks, key=lambda m: m.stat().st_mtime)]


def taken_up(standby: Path, place: Path) -> Holdings:
    """Return what the standby would go on from, were the hub lost now."""
    place.mkdir()
    return back_up(whole_copies(standby)[-1], place, AT).backup.manifest.holds


def test_what_is_committed_arrives(tmp_path: Path) -> None:
    """The standby has the secret, and soon every number that was given."""
    data, standby = tmp_path / "hub", tmp_path / "standby"
    office(data)
    with at_work(data) as rig, followed(data, standby):
        wait_until(lambda: bool(whole_copies(standby)))
        for _ in range(20):
            last = rig.accepted(IssueTicket(service="A")).ticket
        wal = data / "events.db-wal"
        copy = whole_copies(standby)[-1]
        wait_until(lambda: (copy / wal.name).stat().st_size == wal.stat().st_size)

    holds = taken_up(standby, tmp_path / "backups")
    assert (last, holds.next_numbers["A"]) == ("A025", "A026")
    assert hub_secret(copy) == hub_secret(data)


def test_the_vault_goes_along_without_its_key(tmp_path: Path) -> None:
    """What was kept before a session began is there, for whoever has the key."""
    data, standby = tmp_path / "hub", tmp_path / "standby"
    office(data)
    with closing(vault_in(data)) as vault:
        ref = vault.keep(item())
        with followed(data, standby):
            wait_until(lambda: bool(whole_copies(standby)))

    copy = whole_copies(standby)[-1]
    assert not list(copy.glob("*.key"))
    with closing(SQLiteVault(copy / "vault.db", data / "vault.key")) as again:
        assert again.reveal(ref, "dossier-code") == CODE


def test_a_new_session_leaves_the_last_copy_whole(tmp_path: Path) -> None:
    """Sessions take turns in two folders; what was told in one is in the next."""
    data, standby = tmp_path / "hub", tmp_path / "standby"
    office(data)
    with at_work(data) as rig, followed(data, standby, session_s=0.2):
        given = 5
        while len(whole_copies(standby)) < 2 or given < 60:
            rig.accepted(IssueTicket(service="A"))
            given += 1
        store, position = rig.store.store_id, rig.store.last_position()

    holds = taken_up(standby, tmp_path / "backups")
    assert holds.store == store
    assert 0 < holds.position <= position


def test_a_folder_without_a_hub_is_not_followed(tmp_path: Path) -> None:
    """There must be something to copy."""
    what = Following(data=tmp_path, target=str(tmp_path / "standby"))

    with pytest.raises(NoSuchData, match="--data"):
        follow(what, threading.Event())


def test_a_standby_that_is_away_is_told_once(tmp_path: Path, caplog) -> None:
    """Where rsync cannot write, the log says so and the hub's WAL is let go."""
    data = tmp_path / "hub"
    office(data)
    (tmp_path / "taken").touch()

    with followed(data, tmp_path / "taken"):
        wait_until(lambda: "not up to date" in caplog.text)

    assert caplog.text.count("not up to date") == 1
