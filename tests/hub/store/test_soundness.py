"""A damaged events file is refused, with the command that helps; a torn one is not."""

from __future__ import annotations

import random
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from hub.application.ports import CannotWrite, Unreadable
from hub.store import soundness
from hub.store.secret import hub_secret
from hub.store.sqlite import SQLiteEventStore
from tests.hub.written import answer, run

FRAME_HEAD, LOG_HEAD = 24, 32


def after_a_power_cut(folder: Path, *groups: int) -> Path:
    """Write groups of events, and return the files as a power cut leaves them."""
    path = folder / "events.db"
    store = SQLiteEventStore(path)
    last = 0
    for size in groups:
        store.save(run(last + 1, last + size), [answer()])
        last += size
    cut = folder / f"cut-{random.random()}"
    cut.mkdir()
    for name in ("events.db", "events.db-wal"):
        shutil.copy(folder / name, cut / name)
    store.close()
    return cut / "events.db"


def log_of(path: Path) -> Path:
    """Return the write-ahead log of a file."""
    return path.with_name("events.db-wal")


def damage(file: Path, at: int) -> None:
    """Turn some bytes over."""
    raw = bytearray(file.read_bytes())
    raw[at : at + 8] = bytes(byte ^ 0xFF for byte in raw[at : at + 8])
    file.write_bytes(raw)


def last_commit(log: bytes) -> bytes:
    """Return the frames of a log's last commit."""
    (page,) = struct.unpack_from(">I", log, 8)
    frames = [
        log[at : at + FRAME_HEAD + page]
        for at in range(LOG_HEAD, len(log), FRAME_HEAD + page)
    ]
    ends = [n for n, one in enumerate(frames) if any(one[4:8])]
    return b"".join(frames[ends[-2] + 1 :])


def positions(path: Path) -> list[int]:
    """Open the file as the hub does, and return what it holds."""
    store = SQLiteEventStore(path)
    try:
        return [event.position for event in store.read_after(0, 1_000)]
    finally:
        store.close()


def test_what_a_power_cut_leaves_is_sound(tmp_path: Path) -> None:
    """A log that was not tidied away is taken over whole."""
    assert positions(after_a_power_cut(tmp_path, 1, 3, 1)) == [1, 2, 3, 4, 5]


def test_a_missing_and_an_empty_file_are_sound(tmp_path: Path) -> None:
    """A new office begins with one."""
    (tmp_path / "empty.db").touch()
    assert positions(tmp_path / "new.db") == positions(tmp_path / "empty.db") == []


@pytest.mark.parametrize("tail", [b"\0" * 5_000, b"\xa5" * 3_333, b"x"])
def test_a_torn_end_is_what_was_never_acknowledged(tmp_path: Path, tail: bytes) -> None:
    """The hub goes on with all that was."""
    cut = after_a_power_cut(tmp_path, 2, 2)
    with log_of(cut).open("ab") as log:
        log.write(tail)

    assert positions(cut) == [1, 2, 3, 4]


def test_the_last_commit_may_be_torn(tmp_path: Path) -> None:
    """Nothing tells it from one that the power cut short."""
    cut = after_a_power_cut(tmp_path, 2, 2)
    damage(log_of(cut), log_of(cut).stat().st_size - 100)

    assert positions(cut) == [1, 2]


@pytest.mark.parametrize("part", [0.2, 0.5, 0.7])
def test_a_log_damaged_before_its_last_commit_is_refused(
    tmp_path: Path, part: float
) -> None:
    """SQLite alone would go on without what follows; asked again, it stays so."""
    cut = after_a_power_cut(tmp_path, *[2] * 20)
    damage(log_of(cut), int(log_of(cut).stat().st_size * part))

    for _ in range(2):
        with pytest.raises(Unreadable, match="layso-hub restore"):
            positions(cut)


def test_a_log_without_its_head_is_refused(tmp_path: Path) -> None:
    """One bad byte there would hide all of it."""
    cut = after_a_power_cut(tmp_path, 2)
    damage(log_of(cut), 16)

    with pytest.raises(Unreadable, match="the head of its log"):
        positions(cut)


def test_what_failed_commits_left_behind_is_no_damage(tmp_path: Path) -> None:
    """Commits that could not be synced are written over, but not to their ends."""
    cut = after_a_power_cut(tmp_path, 2, 2)
    raw = log_of(cut).read_bytes()
    last = last_commit(raw)
    log_of(cut).write_bytes(raw + last + last)

    assert positions(cut) == [1, 2, 3, 4]


@pytest.mark.parametrize("length", [1, 20, 23, 31])
def test_a_log_shorter_than_its_head_is_empty(tmp_path: Path, length: int) -> None:
    """Torn at its first write it holds no commit: the file alone is what there is."""
    cut = after_a_power_cut(tmp_path, 2)
    with closing(sqlite3.connect(cut)) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log_of(cut).write_bytes(b"\x37" * length)

    assert positions(cut) == [1, 2]


@pytest.mark.parametrize("how", ["emptied", "missing"])
def test_a_log_without_its_file_is_kept_and_refused(tmp_path: Path, how: str) -> None:
    """SQLite would throw it away and begin at 001; moved aside on purpose, so it is."""
    cut = after_a_power_cut(tmp_path, 2, 2)
    log = log_of(cut).read_bytes()
    cut.unlink()
    if how == "emptied":
        cut.touch()

    for _ in range(2):
        with pytest.raises(Unreadable, match=r"layso-hub restore.*move events\.db-wal"):
            positions(cut)
    assert log_of(cut).read_bytes() == log

    log_of(cut).rename(tmp_path / "aside")
    assert positions(cut) == []


def test_a_secret_without_events_is_a_loss(tmp_path: Path) -> None:
    """A hub has worked there; moved away on purpose, the folder is a new one."""
    events = tmp_path / "events.db"
    hub_secret(tmp_path)
    with pytest.raises(Unreadable, match=r"layso-hub restore.*move hub\.secret"):
        soundness.check_there(events)
    events.touch()
    with pytest.raises(Unreadable, match="missing or empty"):
        soundness.check_there(events)

    (tmp_path / "hub.secret").rename(tmp_path / "aside")
    soundness.check_there(events)
    assert positions(events) == []
    hub_secret(tmp_path)
    soundness.check_there(events)


@pytest.mark.parametrize("rubbish", ["zeros", "noise"])
def test_every_page_that_matters_is_looked_at(tmp_path: Path, rubbish: str) -> None:
    """Whichever page of the file is lost, the hub refuses it or holds every event."""
    cut = after_a_power_cut(tmp_path, *[10] * 30)
    with closing(sqlite3.connect(cut)) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((size,),) = line.execute("PRAGMA page_size")
    whole, chance, refused = cut.read_bytes(), random.Random(1), 0
    for at in range(0, len(whole), size):
        page = bytes(size) if rubbish == "zeros" else chance.randbytes(size)
        cut.write_bytes(whole[:at] + page + whole[at + size :])
        try:
            held = positions(cut)
        except (CannotWrite, Unreadable) as error:
            held, said = list(range(1, 301)), str(error)
            refused += "layso-hub restore" in said
        assert held == list(range(1, 301)), at

    assert refused >= len(whole) // size - 1
