"""The vault in a file: the promise, and what must hold of key, file and disk."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hub.application.vault import Kind, VaultUnusable
from hub.store.vault import SQLiteVault, troubles
from hub.store.vault.seal import Seal
from tests.hub.store.vault_contract import CODE, NINE, REQUESTED, VaultContract, item


def vault_in(folder: Path) -> SQLiteVault:
    """Return the vault of a folder."""
    return SQLiteVault(folder / "vault.db", folder / "vault.key")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[SQLiteVault]:
    """An empty one."""
    vault = vault_in(tmp_path)
    yield vault
    vault.close()


class TestSQLiteVault(VaultContract):
    """`SQLiteVault` is a `Vault`."""


def on_disk(folder: Path) -> bytes:
    """Return every byte of the vault's files."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("vault.db*")))


def sealed(folder: Path) -> dict[str, bytes]:
    """Return the sealed bytes behind each reference."""
    with closing(sqlite3.connect(folder / "vault.db")) as reading:
        return dict(reading.execute("SELECT ref, sealed FROM kept").fetchall())


def test_it_lasts(vault: SQLiteVault, tmp_path: Path) -> None:
    """What was kept is there after a restart."""
    ref = vault.keep(item())
    vault.close()

    again = vault_in(tmp_path)
    assert again.reveal(ref, "dossier-code") == CODE
    again.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.hub.store.test_sqlite_vault import vault_in
from tests.hub.store.vault_contract import NINE, REQUESTED, item
vault = vault_in(Path(sys.argv[1]))
kept = [vault.keep(item(f"code-{n}")) for n in range(3)]
vault.erase(kept[:1], REQUESTED, NINE)
print(*kept, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_loses_nothing(tmp_path: Path) -> None:
    """What was answered stands, what was erased is gone and still owed."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, tmp_path], stdout=subprocess.PIPE, check=False
    )
    gone, *stay = done.stdout.decode().split()

    vault = vault_in(tmp_path)
    assert [vault.reveal(ref, "dossier-code") for ref in stay] == ["code-1", "code-2"]
    assert vault.reveal(gone, "dossier-code") is None
    assert [each.references for each in vault.owed()] == [(gone,)]
    vault.close()


def test_files_are_their_owners_alone(vault: SQLiteVault, tmp_path: Path) -> None:
    """Nobody else may read vault, log or key."""
    vault.keep(item())

    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert set(modes) >= {"vault.db", "vault.db-wal", "vault.key"}
    assert set(modes.values()) == {0o600}


def test_nothing_stands_in_clear(vault: SQLiteVault, tmp_path: Path) -> None:
    """Neither text nor key is in the file or its log."""
    vault.keep(item("TranThiCanary", Kind.NOTE, asked="press-1"))
    key = (tmp_path / "vault.key").read_bytes().strip()

    found = on_disk(tmp_path)
    assert b"press-1" in found
    assert b"TranThiCanary" not in found
    assert "TranThiCanary".encode("utf-16-le") not in found
    assert key not in found


def test_a_length_tells_little(vault: SQLiteVault, tmp_path: Path) -> None:
    """A short text and a shorter one take the same room."""
    vault.keep(item("a"))
    vault.keep(item("a" * 32))

    one, two = (len(each) for each in sealed(tmp_path).values())
    assert one == two


def test_what_is_sealed_opens_in_its_place_only(tmp_path: Path) -> None:
    """Moved behind another reference or called another kind, it is no thing of ours."""
    seal = Seal(b"k" * 32)
    closed = seal.close("ref-1", "phone", "0912345678")

    assert seal.open("ref-1", "phone", closed) == "0912345678"
    assert seal.open("ref-2", "phone", closed) is None
    assert seal.open("ref-1", "note", closed) is None
    assert seal.open("ref-1", "phone", closed[:-1] + b"x") is None
    assert Seal(b"q" * 32).open("ref-1", "phone", closed) is None


def test_one_spoilt_thing_is_told_and_the_others_go_on(
    vault: SQLiteVault, tmp_path: Path
) -> None:
    """Who swaps two things in the file gets neither, and the vault works."""
    refs = [vault.keep(item(f"code-{n}")) for n in range(3)]
    swapped = sealed(tmp_path)[refs[1]]
    with closing(sqlite3.connect(tmp_path / "vault.db")) as other, other:
        other.execute("UPDATE kept SET sealed=? WHERE ref=?", (swapped, refs[0]))

    with pytest.raises(VaultUnusable, match="damaged"):
        vault.reveal(refs[0], "dossier-code")
    assert vault.reveal(refs[1], "dossier-code") == "code-1"
    assert vault.trouble is None


def test_what_is_erased_leaves_no_trace(vault: SQLiteVault, tmp_path: Path) -> None:
    """Not even its sealed form stands in file or log, wherever in the file it was."""
    dice = random.Random(7)
    refs = [vault.keep(item("x" * dice.randint(1, 400), Kind.NOTE)) for _ in range(400)]
    before = sealed(tmp_path)
    for share in (1, 5, 50, 200):
        gone = dice.sample(refs, share)
        vault.erase(gone, REQUESTED, NINE)
        refs = [ref for ref in refs if ref not in gone]
        left = on_disk(tmp_path)
        assert [ref for ref in before if ref not in refs and before[ref] in left] == []
        # The beginning and the middle of one tell as much.
        parts = [before[ref][n : n + 16] for ref in gone for n in (0, 16)]
        assert [part for part in parts if part in left] == []

    assert (tmp_path / "vault.db-wal").stat().st_size == 0
    with closing(sqlite3.connect(tmp_path / "vault.db")) as reading:
        assert reading.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert all(before[ref] in on_disk(tmp_path) for ref in refs)


def test_a_reader_puts_the_wiping_off_and_no_longer(
    vault: SQLiteVault, tmp_path: Path
) -> None:
    """While a backup reads, the log stays; the next look empties it."""
    ref = vault.keep(item())
    form = sealed(tmp_path)[ref]
    with closing(sqlite3.connect(tmp_path / "vault.db")) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM kept").fetchall()
        vault.erase([ref], REQUESTED, NINE)
        assert vault.reveal(ref, "dossier-code") is None

    vault.probe()
    assert form not in on_disk(tmp_path)


def trouble(vault: SQLiteVault) -> str:
    """Return the sentence that the vault gives when it is used."""
    with pytest.raises(VaultUnusable) as no:
        vault.probe()
    assert vault.trouble == no.value.text
    assert no.value.text.vi
    return no.value.text.en


def test_without_its_key_it_is_left_alone(vault: SQLiteVault, tmp_path: Path) -> None:
    """A missing key is named; no other is made, and the vault opens once it is back."""
    ref = vault.keep(item())
    vault.close()
    key = (tmp_path / "vault.key").rename(tmp_path / "elsewhere")
    before = on_disk(tmp_path)

    assert "vault.key of the vault" in trouble(vault)
    assert "Put it back" in trouble(vault)
    assert not (tmp_path / "vault.key").exists()
    assert on_disk(tmp_path) == before

    key.rename(tmp_path / "vault.key")
    assert vault.reveal(ref, "dossier-code") == CODE
    assert vault.trouble is None


def test_a_wrong_key_touches_nothing(vault: SQLiteVault, tmp_path: Path) -> None:
    """A vault made with another key is neither read nor written."""
    vault.keep(item())
    vault.close()
    other = tmp_path / "other"
    other.mkdir()
    with closing(vault_in(other)) as stranger:
        stranger.probe()
    before = on_disk(tmp_path)
    os.replace(other / "vault.key", tmp_path / "vault.key")

    assert "does not open the vault" in trouble(vault)
    assert on_disk(tmp_path) == before


@pytest.mark.parametrize("written", [b"", b"short\n", b"\xff" * 44, b"A" * 45])
def test_a_key_that_is_none_is_told(tmp_path: Path, written: bytes) -> None:
    """A file that holds no key is left as it is."""
    (tmp_path / "vault.key").write_bytes(written)

    assert "one line of 44 signs" in trouble(vault_in(tmp_path))
    assert (tmp_path / "vault.key").read_bytes() == written


def test_our_own_reasons_are_told_in_both_languages(tmp_path: Path) -> None:
    """Who reads Vietnamese at /healthz meets no English of ours in it."""
    (tmp_path / "vault.key").write_bytes(b"short\n")
    with pytest.raises(VaultUnusable) as no:
        vault_in(tmp_path).probe()

    assert "(không phải là một dòng 44 ký tự)" in no.value.text.vi
    for reason in (troubles.SPOILT, troubles.UNSIGNED):
        said = troubles.damaged("vault.db", reason).text
        assert f"({reason.vi})" in said.vi
        assert f"({reason.en})" in said.en


def test_a_missed_turn_is_told_as_trouble(tmp_path: Path) -> None:
    """Who waits in vain says so; the next who gets through takes it back."""
    vault = SQLiteVault(tmp_path / "vault.db", tmp_path / "vault.key", turn_s=0.01)
    ref = vault.keep(item())
    with vault._turn(), pytest.raises(VaultUnusable):
        vault.reveal(ref, "dossier-code")
    assert vault.trouble is not None
    assert "does not answer" in vault.trouble.en
    assert "không trả lời" in vault.trouble.vi

    assert vault.reveal(ref, "dossier-code") == CODE
    assert vault.trouble is None
    vault.close()


def test_a_medium_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A key on a medium that is not mounted is not made elsewhere."""
    vault = SQLiteVault(tmp_path / "vault.db", tmp_path / "stick" / "vault.key")

    assert "vault.key cannot be used" in trouble(vault)
    assert str(tmp_path) not in trouble(vault)  # anybody may read it
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_told_and_kept(vault: SQLiteVault, tmp_path: Path) -> None:
    """Damage is named, and nothing is made in its place."""
    for number in range(200):
        vault.keep(item(f"code-{number}"))
    vault.close()
    spoilt = bytearray((tmp_path / "vault.db").read_bytes())
    spoilt[4096:20000] = b"\x55" * (20000 - 4096)
    (tmp_path / "vault.db").write_bytes(spoilt)

    assert "damaged" in trouble(vault)
    assert (tmp_path / "vault.db").read_bytes() == bytes(spoilt)
    (tmp_path / "vault.db").write_bytes(b"no database at all" * 300)
    assert "damaged" in trouble(vault)


def test_a_newer_form_is_left_to_a_newer_hub(
    vault: SQLiteVault, tmp_path: Path
) -> None:
    """A file of a form not known here is not guessed at."""
    vault.probe()
    vault.close()
    with closing(sqlite3.connect(tmp_path / "vault.db")) as other:
        other.execute("PRAGMA user_version=9")

    assert "newer hub" in trouble(vault)


def fill(vault: SQLiteVault) -> None:
    """Keep more than a file of one size can take."""
    for _ in range(40):
        vault.keep(item("x" * 500, Kind.NOTE))


def test_a_full_disk_is_told_and_passes(vault: SQLiteVault, tmp_path: Path) -> None:
    """What cannot be written is told; what was kept is there, and later it goes on."""
    ref = vault.keep(item())
    assert vault._opened is not None
    connection = vault._opened.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages}").fetchall()

    with pytest.raises(VaultUnusable, match="full"):
        fill(vault)

    assert vault.trouble is not None
    assert vault.reveal(ref, "dossier-code") == CODE
    vault.probe()
    assert vault.trouble is None
    assert vault.keep(item("y" * 500, Kind.NOTE))


def test_a_file_begun_and_not_finished_is_begun_again(tmp_path: Path) -> None:
    """A power cut while the file was made leaves nothing that stands in the way."""
    (tmp_path / "vault.db").write_bytes(b"")

    with closing(vault_in(tmp_path)) as vault:
        assert vault.keep(item())
