"""A backup is made while the hub works, and is whole or not there."""

from __future__ import annotations

import fcntl
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from events.visit import IssueTicket
from hub.store.backup import (
    Backup,
    Damaged,
    Keeping,
    NoSuchBackup,
    NoSuchData,
    TargetUnusable,
    back_up,
    check,
    newest,
)
from hub.store.secret import hub_secret
from hub.store.sqlite import SQLiteEventStore
from tests.hub.store.kept import AT, at_work, issue, office, spoil


def names(folder: Path) -> list[str]:
    """What stands in a folder, our own lock apart."""
    return sorted(f.name for f in folder.iterdir() if f.suffix != ".lock")


def test_it_says_what_it_holds(data: Path, target: Path) -> None:
    """The manifest tells day, visits, next numbers, position and store."""
    made = back_up(data, target, AT).backup

    holds = made.manifest.holds
    store = SQLiteEventStore(data / "events.db")
    assert (holds.store, holds.position) == (store.store_id, store.last_position())
    assert (holds.office, str(holds.day)) == ("hk01", "2026-11-23")
    assert (holds.is_open, holds.visits) == (True, 5)
    assert holds.next_numbers["A"] == "A006"
    assert holds.next_numbers["B"] == "B001"
    store.close()


def test_it_is_named_for_office_and_local_time(data: Path, target: Path) -> None:
    """One folder holds the events, the secret and the manifest, for the owner only."""
    made = back_up(data, target, AT).backup

    assert made.name == "layso-hk01-20261123-093000"
    assert names(made.folder) == ["events.db", "hub.secret", "manifest.json"]
    assert (made.folder / "hub.secret").read_bytes() == hub_secret(data)
    assert {f.stat().st_mode & 0o077 for f in made.folder.iterdir()} == {0}
    assert made.folder.stat().st_mode & 0o077 == 0


def test_two_within_a_second_stand_side_by_side(data: Path, target: Path) -> None:
    """No backup takes another's name."""
    one, two = (back_up(data, target, AT).backup for _ in range(2))

    assert two.name == f"{one.name}-2"
    check(one)
    check(two)


def test_a_folder_never_used_can_be_kept(tmp_path: Path, target: Path) -> None:
    """A store without a day is a backup too."""
    (tmp_path / "hub").mkdir()
    SQLiteEventStore(tmp_path / "hub" / "events.db").close()

    made = back_up(tmp_path / "hub", target, AT).backup

    assert made.name == "layso-new-20261123-093000"
    assert (made.manifest.holds.position, made.manifest.holds.office) == (0, None)


def test_the_hub_goes_on_meanwhile(data: Path, target: Path) -> None:
    """Copies taken while numbers are given each end at one instant of the store."""
    done = threading.Event()
    copies: list[Backup] = []

    def copy() -> None:
        try:
            copies.extend(back_up(data, target, AT).backup for _ in range(3))
        finally:
            done.set()

    with at_work(data) as rig:
        thread = threading.Thread(target=copy)
        thread.start()
        given = 5
        while not done.is_set():
            rig.accepted(IssueTicket(service="A"))
            given += 1
        thread.join()

    assert len(copies) == 3
    visits = [copy.manifest.holds.visits for copy in copies]
    assert sorted(visits) == visits
    assert 5 <= visits[0] <= visits[-1] <= given
    for each in copies:
        check(each)


def test_what_waits_in_the_wal_is_copied(data: Path, target: Path) -> None:
    """Commits that are not yet folded into the file are in the backup."""
    with at_work(data) as rig:
        rig.accepted(IssueTicket(service="B"))
        assert (data / "events.db-wal").stat().st_size > 0

        made = back_up(data, target, AT).backup

    assert made.manifest.holds.next_numbers["B"] == "B002"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET topic='ticket-issued/9' WHERE position=4", "position 4 "),
        ("UPDATE events SET state='{}' WHERE position=3", "position 3 "),
        ("DELETE FROM events WHERE position=2", "gap"),
        ("UPDATE sqlite_sequence SET seq=99", "position 99 is missing"),
        ("DELETE FROM about", "no store id"),
        ("DROP TABLE answers", "no such table"),
    ],
)
def test_a_damaged_store_makes_no_backup(data: Path, target: Path, statement, said):
    """What cannot be read is named, nothing is left, older backups stay."""
    good = back_up(data, target, AT).backup
    spoil(data, statement)

    with pytest.raises(Damaged, match=said):
        back_up(data, target, AT + timedelta(hours=1), Keeping(1))

    assert names(target) == [good.name]


def test_a_torn_page_makes_no_backup(data: Path, target: Path) -> None:
    """A page overwritten on the disk is found."""
    with (data / "events.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096)

    with pytest.raises(Damaged):
        back_up(data, target, AT)

    assert names(target) == []


def test_what_is_no_store_is_named(tmp_path: Path, target: Path) -> None:
    """A folder without events, and a file that holds none, are told apart."""
    (tmp_path / "hub").mkdir()
    with pytest.raises(NoSuchData, match="--data"):
        back_up(tmp_path / "hub", target, AT)

    (tmp_path / "hub" / "events.db").write_bytes(b"no database" * 100)
    with pytest.raises(Damaged, match="last good backup"):
        back_up(tmp_path / "hub", target, AT)


def test_a_target_that_is_no_folder(data: Path, tmp_path: Path) -> None:
    """A place that cannot be written is answered with a sentence."""
    (tmp_path / "taken").touch()

    with pytest.raises(TargetUnusable, match=r"taken is a file. Name a folder"):
        back_up(data, tmp_path / "taken", AT)


def test_a_missing_target_is_not_made(data: Path, tmp_path: Path) -> None:
    """A disk that is not mounted is noticed, not replaced by a folder of its name."""
    with pytest.raises(TargetUnusable, match=r"no folder .*Mount its disk, or make it"):
        back_up(data, tmp_path / "disk" / "backups", AT)

    assert not (tmp_path / "disk").exists()


@pytest.mark.parametrize("inside", [".", "backups", "../hub/backups"])
def test_a_target_inside_the_data_is_refused(data: Path, inside: str) -> None:
    """A backup that goes with what it keeps is none."""
    (data / "backups").mkdir()

    with pytest.raises(TargetUnusable, match="inside the data folder"):
        back_up(data, data / inside, AT)

    assert list(data.glob("**/layso-*")) == []


def test_one_backup_at_a_time(data: Path, target: Path) -> None:
    """A second one does not clear the first one's part."""
    with (target / ".layso-backup.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(TargetUnusable, match="Let it finish first"):
            back_up(data, target, AT)


def test_only_so_many_stay(data: Path, target: Path) -> None:
    """The newest stay, and the last of each day where days are kept too."""
    for hours in range(0, 72, 12):
        back_up(data, target, AT + timedelta(hours=hours))

    last = back_up(data, target, AT + timedelta(days=3), Keeping(2, days=3))

    assert names(target) == [
        "layso-hk01-20261124-213000",
        "layso-hk01-20261125-213000",
        "layso-hk01-20261126-093000",
    ]
    assert len(last.removed) == 4


def test_the_last_of_each_day_alone(data: Path, target: Path) -> None:
    """Where only days are given, their last backups are what stays."""
    for hours in range(0, 60, 12):
        back_up(data, target, AT + timedelta(hours=hours))

    back_up(data, target, AT + timedelta(hours=60), Keeping(days=2))

    assert names(target) == [
        "layso-hk01-20261124-213000",
        "layso-hk01-20261125-213000",
    ]


def test_a_new_backup_stays_whatever_its_clock_says(data: Path, target: Path) -> None:
    """A clock set back does not have the new one removed in favour of older ones."""
    back_up(data, target, AT)

    made = back_up(data, target, AT - timedelta(days=365), Keeping(1))

    assert names(target) == [made.backup.name]


def test_other_offices_and_files_stay(data: Path, target: Path) -> None:
    """Only backups of the same office make room."""
    office(data.with_name("new"), waiting=1)
    (target / "layso-notes").mkdir()
    other = data.with_name("other")
    other.mkdir()
    SQLiteEventStore(other / "events.db").close()
    back_up(other, target, AT)
    back_up(data, target, AT)

    kept = back_up(data, target, AT + timedelta(hours=1), Keeping(1))

    assert kept.removed == ["layso-hk01-20261123-093000"]
    assert names(target) == [
        "layso-hk01-20261123-103000",
        "layso-new-20261123-093000",
        "layso-notes",
    ]


def test_the_newest_is_found(data: Path, target: Path) -> None:
    """A folder of backups stands for its newest; a part stands for nothing."""
    back_up(data, target, AT)
    issue(data, 1)
    last = back_up(data, target, AT + timedelta(minutes=15)).backup
    (target / "layso-20270101-000000.part").mkdir()

    assert newest(target) == last
    assert newest(last.folder) == last
    with pytest.raises(NoSuchBackup):
        newest(target / "layso-20270101-000000.part")
    with pytest.raises(NoSuchBackup):
        newest(data)
