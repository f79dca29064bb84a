"""The vault goes along with the events: copied encrypted, put back, erased again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.application.vault import Kind
from hub.store import backup
from hub.store.sqlite import SQLiteEventStore
from hub.store.vault import SQLiteVault
from tests.hub.store.test_sqlite_vault import vault_in
from tests.hub.store.vault_contract import CODE, NINE, REQUESTED, item
from tests.hub.written import run

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
REPLACE = backup.How(replace=True)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A hub's folder with some events."""
    folder = tmp_path / "hub"
    folder.mkdir()
    with closing(SQLiteEventStore(folder / "events.db")) as store:
        store.save(run(1, 5), [])
    return folder


@pytest.fixture
def vault(data: Path) -> Iterator[SQLiteVault]:
    """The folder's vault, as a hub that works holds it."""
    vault = vault_in(data)
    yield vault
    vault.close()


def kept_in(target: Path, data: Path) -> backup.Backup:
    """Make a backup."""
    return backup.back_up(data, target, NOW).backup


def test_it_is_copied_while_it_is_written(vault, data, target) -> None:
    """Whatever was kept before the backup is in it, and the key is not."""
    ref = vault.keep(item())

    made = kept_in(target, data)

    assert {file.name for file in made.folder.iterdir()} >= {"vault.db", "events.db"}
    assert "vault.db" in made.manifest.sha256
    assert not list(made.folder.glob("*.key*"))
    assert (made.folder / "vault.db").stat().st_mode & 0o777 == 0o600
    with closing(SQLiteVault(made.folder / "vault.db", data / "vault.key")) as copy:
        assert copy.reveal(ref, "dossier-code") == CODE


def test_it_is_put_back(vault, data, target, tmp_path) -> None:
    """On another machine, with its key, everything is there."""
    ref = vault.keep(item())
    made = kept_in(target, data)
    elsewhere = tmp_path / "elsewhere"

    backup.restore(made, elsewhere, NOW)

    (data / "vault.key").rename(elsewhere / "vault.key")
    with closing(vault_in(elsewhere)) as again:
        assert again.reveal(ref, "dossier-code") == CODE


def test_what_was_erased_since_is_known_after_a_restore(vault, data, target) -> None:
    """It stands in the copy; the first look at the vault erases it once more."""
    gone, stays = vault.keep(item()), vault.keep(item("other"))
    made = kept_in(target, data)
    vault.erase([gone], REQUESTED, NINE)
    vault.recorded(vault.owed()[0].id)
    vault.close()

    done = backup.restore(made, data, NOW, REPLACE)

    assert not done.may_rise
    with closing(vault_in(data)) as again:
        assert again.agree(frozenset(), NOW) == 1
        assert again.reveal(gone, "dossier-code") is None
        assert again.reveal(stays, "dossier-code") == "other"
        assert [(x.references, x.reason) for x in again.owed()] == [
            ((gone,), REQUESTED)
        ]


def test_an_unreadable_vault_is_told_at_a_restore(vault, data, target) -> None:
    """What it had erased may stand there again, so somebody must know."""
    vault.keep(item())
    made = kept_in(target, data)
    vault.close()
    (data / "vault.db").write_bytes(b"no vault at all" * 100)

    assert backup.restore(made, data, NOW, REPLACE).may_rise


def test_a_backup_without_a_vault_leaves_the_one_there(data, target) -> None:
    """A backup from before there were any takes nothing away."""
    made = kept_in(target, data)
    assert "vault.db" not in made.manifest.sha256
    with closing(vault_in(data)) as vault:
        ref = vault.keep(item())

    done = backup.restore(made, data, NOW, REPLACE)

    assert done.aside is not None
    assert not (done.aside / "vault.db").exists()
    with closing(vault_in(data)) as again:
        assert again.reveal(ref, "dossier-code") == CODE


def test_a_damaged_vault_keeps_no_events_from_being_saved(vault, data, target) -> None:
    """The events are copied, the fault is told, and older backups stay."""
    for number in range(200):
        vault.keep(item(f"code-{number}", Kind.NOTE))
    older = kept_in(target, data)
    vault.close()
    spoilt = bytearray((data / "vault.db").read_bytes())
    spoilt[4096:12000] = b"\x55" * (12000 - 4096)
    (data / "vault.db").write_bytes(spoilt)

    with pytest.raises(backup.Damaged, match=r"vault\.db is damaged .* was left out"):
        backup.back_up(data, target, NOW, backup.Keeping(newest=1))

    newest = backup.newest(target)
    assert newest.folder != older.folder
    assert "vault.db" not in newest.manifest.sha256
    backup.check(newest)
    backup.check(older)


def test_a_backup_spoilt_in_its_vault_is_refused(vault, data, target) -> None:
    """Its sum is looked at like that of the events."""
    vault.keep(item())
    made = kept_in(target, data)
    with (made.folder / "vault.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"x")

    with pytest.raises(backup.Damaged, match=r"vault\.db is not what was written"):
        backup.check(made)


def test_the_copy_is_of_one_instant(vault, data, target) -> None:
    """A copy made among writes holds each of them whole or not at all."""
    refs = [vault.keep(item(f"code-{number}")) for number in range(50)]
    made = kept_in(target, data)
    vault.erase(refs, REQUESTED, NINE)

    with closing(sqlite3.connect(made.folder / "vault.db")) as copy:
        assert copy.execute("SELECT COUNT(*) FROM kept").fetchone() == (50,)
        assert copy.execute("SELECT COUNT(*) FROM erased").fetchone() == (0,)
