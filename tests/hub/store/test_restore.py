"""A backup put back: what it held holds again, and nothing is deleted for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from events.ids import new_id
from events.visit import IssueTicket
from hub.store.backup import (
    Backup,
    Damaged,
    How,
    NoSuchBackup,
    TargetUnusable,
    WouldReplace,
    back_up,
    newest,
    origins,
    restore,
)
from hub.store.backup.lineage import notice
from hub.store.lock import UNFINISHED, FolderLock, FolderUnusable
from hub.store.secret import hub_secret
from hub.store.sqlite import SQLiteEventStore
from tests.hub.store.kept import AT, LATER, aside, at_work, issue, office, spoil

REPLACE = How(replace=True)


def test_all_is_as_it_was(data: Path, target: Path) -> None:
    """State, next number and kept answers are those of the backup."""
    press = new_id()
    with at_work(data) as rig:
        before = rig.accepted(IssueTicket(service="B"), press)
        screen = rig.core.board.now.screen
        counters = rig.core.board.counters()
        history = rig.history()
    kept = back_up(data, target, AT).backup
    issue(data, 3)

    restore(kept, data, LATER, REPLACE)

    with at_work(data) as rig:
        assert rig.history() == history
        assert rig.core.board.now.screen == screen
        assert rig.core.board.counters() == counters
        assert rig.accepted(IssueTicket(service="B"), press) == before
        assert rig.accepted(IssueTicket(service="A")).ticket == "A006"
        assert rig.store.last_position() == len(history) + 1


def test_an_empty_machine_takes_it(kept: Backup, data: Path, tmp_path: Path) -> None:
    """On a new machine nothing need be replaced; the secret comes along."""
    done = restore(kept, tmp_path / "new", LATER)

    assert (done.gap, done.aside) == (None, None)
    assert hub_secret(tmp_path / "new") == hub_secret(data)
    assert (tmp_path / "new" / "hub.secret").stat().st_mode & 0o077 == 0


def test_it_is_another_store(kept: Backup, data: Path) -> None:
    """Its id is new, so that readers of what was lost begin anew."""
    done = restore(kept, data, LATER, REPLACE)

    store = SQLiteEventStore(data / "events.db")
    assert store.store_id == done.store != kept.manifest.holds.store
    store.close()
    (origin,) = origins(data)
    assert origin.store == kept.manifest.holds.store
    assert origin.position == kept.manifest.holds.position
    assert (origin.made_at, origin.restored_at) == (AT, LATER)


def test_origins_are_handed_down(kept: Backup, data: Path) -> None:
    """A restored store's own backup knows both restores."""
    restore(kept, data, LATER, REPLACE)
    again = back_up(data, kept.folder.parent, LATER).backup

    done = restore(again, data, LATER + timedelta(hours=1), REPLACE)

    assert [o.store for o in origins(data)] == [
        kept.manifest.holds.store,
        again.manifest.holds.store,
    ]
    assert done.gap is not None
    assert done.gap.is_related


def test_staff_are_told_for_a_day(kept: Backup, data: Path) -> None:
    """The notice names both instants, on the local clock, and passes."""
    restore(kept, data, LATER, REPLACE)

    said = notice(origins(data), LATER + timedelta(hours=2))
    assert said is not None
    assert "at 2026-11-23 10:30:00 from the backup of 2026-11-23 09:30:00" in said.en
    assert "lúc 2026-11-23 10:30:00 từ bản sao lưu lúc 2026-11-23 09:30:00" in said.vi
    assert "given twice" in said.en
    assert notice(origins(data), LATER + timedelta(hours=25)) is None
    assert notice((), LATER) is None


def test_staff_are_told_what_was_given_again(kept: Backup, data: Path) -> None:
    """After `--issued` nobody is told that those numbers may be given twice."""
    how = How(replace=True, issued={"A": "A009", "B": "B002"})
    restore(kept, data, LATER, how)

    said = notice(origins(data), LATER)

    assert said is not None
    assert "Numbers up to A009, B002 were given again" in said.en
    assert "only later ones" in said.en
    assert "đến A009, B002 đã được ghi lại" in said.vi


def test_nothing_is_replaced_unasked(kept: Backup, data: Path) -> None:
    """Without the word it says what would go and what would be lost."""
    issue(data, 2)
    before = {f.name: f.read_bytes() for f in data.glob("*.db")}

    with pytest.raises(WouldReplace) as told:
        restore(kept, data, LATER)

    assert "events.db" in str(told.value)
    assert "Numbers given since: A006 to A007" in str(told.value)
    assert {f.name: f.read_bytes() for f in data.glob("*.db")} == before
    assert aside(data) == []


def test_what_was_there_is_set_aside(kept: Backup, data: Path) -> None:
    """The replaced files stand in a folder with a date and can be read."""
    issue(data, 2)

    done = restore(kept, data, LATER, REPLACE)
    restore(kept, data, LATER, REPLACE)

    assert [f.name for f in aside(data)] == [
        "replaced-20261123-103000",
        "replaced-20261123-103000-2",
    ]
    assert done.aside is not None
    store = SQLiteEventStore(done.aside / "events.db")
    assert store.last_position() == kept.manifest.holds.position + 2
    store.close()


def test_the_gap_is_told(kept: Backup, data: Path) -> None:
    """Events and numbers since the backup are counted from the file that goes."""
    issue(data, 3)
    issue(data, 1, "C")

    lost = restore(kept, data, LATER, REPLACE).gap

    assert lost is not None
    assert (lost.is_whole, lost.is_related, lost.events) == (True, True, 4)
    numbers = {s: (n.first, n.last, n.count) for s, n in lost.numbers.items()}
    assert numbers == {"A": ("A006", "A008", 3), "C": ("C001", "C001", 1)}


def test_a_damaged_file_tells_what_it_can(kept: Backup, data: Path) -> None:
    """Up to the event that cannot be read all are counted; a ruin counts for none."""
    issue(data, 3)
    last = kept.manifest.holds.position + 3
    spoil(data, f"UPDATE events SET state='' WHERE position={last}")

    lost = restore(kept, data, LATER, REPLACE).gap
    assert lost is not None
    assert (lost.is_whole, lost.events) == (False, 2)

    (data / "events.db").write_bytes(b"ruin" * 5_000)
    lost = restore(kept, data, LATER, REPLACE).gap
    assert lost is not None
    assert (lost.is_whole, lost.is_related, lost.events) == (False, False, 0)


def test_another_offices_data_are_no_gap(kept: Backup, tmp_path: Path) -> None:
    """A file of another store is told as such."""
    office(tmp_path / "other", waiting=1)

    lost = restore(kept, tmp_path / "other", LATER, REPLACE).gap

    assert lost is not None
    assert not lost.is_related


def test_a_missing_file_is_named(kept: Backup, data: Path) -> None:
    """What a backup lacks is said, and when it was made, as all dates are."""
    (kept.folder / "events.db").unlink()
    with pytest.raises(Damaged, match=r"^events.db is missing in .* 2026-11-23 09:30"):
        restore(kept, data, LATER, REPLACE)

    (kept.folder / "manifest.json").unlink()
    with pytest.raises(NoSuchBackup, match=r"^manifest.json is missing in "):
        newest(kept.folder)


def test_a_running_hub_keeps_its_folder(kept: Backup, data: Path) -> None:
    """The holder is named, and nothing changes."""
    lock = FolderLock(data)
    lock.take()

    with pytest.raises(TargetUnusable, match="in use by hub process"):
        restore(kept, data, LATER, REPLACE)

    lock.release()
    assert aside(data) == []


@pytest.mark.parametrize("name", ["events.db", "hub.secret", "manifest.json"])
def test_a_damaged_backup_touches_nothing(kept: Backup, data: Path, name: str) -> None:
    """A backup with one byte changed, or a file gone, is not put in place."""
    file = kept.folder / name
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file.write_bytes(whole)

    with pytest.raises(Damaged):
        restore(newest(kept.folder), data, LATER, REPLACE)

    assert aside(data) == []


def test_a_restore_cut_off_is_done_again(kept: Backup, data: Path) -> None:
    """A folder left half done is refused to a hub, and taken by the next restore."""
    (data / UNFINISHED).touch()
    (data / "events.db.restoring-wal").write_bytes(b"of a run that was killed")
    lock = FolderLock(data)
    with pytest.raises(FolderUnusable, match="layso-hub restore"):
        lock.take()

    restore(kept, data, LATER, REPLACE)

    lock.take()
    lock.release()
    assert list(data.glob("*.restoring*")) == []
    with at_work(data) as rig:
        assert rig.accepted(IssueTicket(service="A")).ticket == "A006"
