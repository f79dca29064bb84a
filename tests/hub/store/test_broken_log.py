"""What a log that breaks off does to backup, restore and standby: nobody trusts it."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from events.visit import IssueTicket
from hub.store.backup import (
    Backup,
    Damaged,
    How,
    back_up,
    newest,
    restore,
    slips,
)
from hub.store.backup.following import Following, follow
from hub.store.backup.saying import of_gap
from hub.store.backup.slips import give_again
from hub.store.lock import FolderLock
from tests.hub.rig import wait_until
from tests.hub.store.kept import LATER, at_work


@pytest.fixture
def broken(kept: Backup, tmp_path: Path) -> Path:
    """The same folder after a power cut at A025, a byte of its log turned over."""
    cut = tmp_path / "cut"
    with at_work(tmp_path / "hub") as rig:
        for _ in range(20):
            rig.accepted(IssueTicket(service="A"))
        cut.mkdir()
        for file in ("events.db", "events.db-wal", "hub.secret"):
            shutil.copy(tmp_path / "hub" / file, cut / file)
    log = bytearray((cut / "events.db-wal").read_bytes())
    log[len(log) // 2] ^= 0xFF
    (cut / "events.db-wal").write_bytes(log)
    return cut


def test_it_makes_no_backup(kept: Backup, broken: Path) -> None:
    """A copy up to where the log breaks off would be the newest; the good one stays."""
    with pytest.raises(Damaged, match=r"its log breaks off.*layso-hub restore"):
        back_up(broken, kept.folder.parent, LATER)

    assert newest(kept.folder.parent) == kept


def test_slips_are_asked_for(kept: Backup, broken: Path) -> None:
    """The numbers that the file still shows are not the last ones people hold."""
    done = restore(kept, broken, LATER, How(replace=True))

    assert done.gap is not None
    assert not done.gap.is_whole
    last = done.gap.numbers["A"].last
    assert "A006" < last < "A025"
    told = " ".join(of_gap(done.gap, kept.manifest.holds, done.slips))
    assert "more may be lost than it still shows" in told
    assert "If people wait with numbers from A006 or" in told
    assert f"--issued {last}" not in told


def test_an_emptied_file_keeps_its_log(kept: Backup, broken: Path) -> None:
    """Nothing can be told from it; what is left of it is set aside, not thrown away."""
    (broken / "events.db").write_bytes(b"")
    log = (broken / "events.db-wal").read_bytes()

    done = restore(kept, broken, LATER, How(replace=True))

    assert done.gap is not None
    assert (done.gap.is_whole, done.gap.events) == (False, 0)
    assert done.aside is not None
    assert (done.aside / "events.db-wal").read_bytes() == log


def test_no_standby_takes_it(broken: Path, tmp_path: Path, caplog) -> None:
    """A session would fold the log into the file up to there, and empty it."""
    log = (broken / "events.db-wal").read_bytes()
    stop = threading.Event()
    what = Following(data=broken, target=str(tmp_path / "standby"))
    thread = threading.Thread(target=follow, args=(what, stop))
    thread.start()
    wait_until(lambda: "not up to date" in caplog.text)
    stop.set()
    thread.join()

    assert "its log breaks off" in caplog.text
    assert (broken / "events.db-wal").read_bytes() == log


def test_a_hub_that_runs_has_looked_itself(kept: Backup, tmp_path: Path) -> None:
    """Where somebody holds the folder, its log may change under the look."""
    office_at = tmp_path / "hub"
    lock = FolderLock(office_at)
    lock.take()
    (office_at / "events.db-wal").write_bytes(b"\x01" * 40)

    assert back_up(office_at, kept.folder.parent, LATER).backup != kept

    lock.release()
    with pytest.raises(Damaged, match="the head of its log"):
        back_up(office_at, kept.folder.parent, LATER)


def test_a_copy_that_broke_takes_no_numbers(kept: Backup, broken: Path) -> None:
    """Where the disk spoils the copy itself, the restore ends with a sentence."""
    given = slips(kept.manifest.holds, {"A": "A009"}, LATER)

    with pytest.raises(Damaged, match="is damaged"):
        give_again(broken / "events.db", kept.manifest.holds, given, LATER)
