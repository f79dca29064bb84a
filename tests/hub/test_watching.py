"""A hub that has lost a part of itself ends, to be started anew."""

from __future__ import annotations

import ctypes
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.day import OpenDay
from hub.bootstrap.watching import Watch
from hub.sd_notify import notify
from tests.hub.rig import Letterbox, Rig, wait_until


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A core that works."""
    rig = Rig()
    yield rig
    rig.trying.gate.set()
    rig.stop()


def end_by_force(name: str) -> None:
    """Make a thread end as nothing foreseen would."""
    for thread in threading.enumerate():
        if thread.name == name and thread.ident is not None:
            ident, error = ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, error)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_dead_writer_is_seen(rig: Rig, tmp_path: Path) -> None:
    """What kills the writer's thread is no longer unnoticed."""
    watch = Watch(tmp_path, rig.core.writer, {"web": lambda: True})
    watch.begun = True
    assert watch.dead() == ()

    end_by_force("writer")
    Letterbox(rig).put(OpenDay())
    wait_until(lambda: watch.dead() == ("writer",))
    assert watch.signs().dead_parts == ("writer",)


def test_nothing_is_dead_before_it_began(rig: Rig, tmp_path: Path) -> None:
    """Parts that are yet to be started are not missed."""
    watch = Watch(tmp_path, rig.core.writer, {"web": lambda: False})
    assert watch.dead() == ()

    watch.begun = True
    assert watch.dead() == ("web",)


def test_a_medium_that_hangs_is_seen(rig: Rig, tmp_path: Path) -> None:
    """While a commit hangs it shows for how long; after it nothing does."""
    watch = Watch(tmp_path, rig.core.writer, {})
    rig.trying.gate.clear()
    box = Letterbox(rig)
    box.put(OpenDay())
    assert rig.trying.is_at_gate.wait(10)
    assert watch.stuck_s() > 0
    assert not watch.is_hopeless()

    rig.trying.gate.set()
    box.wait(1)
    wait_until(lambda: watch.stuck_s() == 0)


@pytest.mark.parametrize("is_behind_a_batch", [False, True])
def test_a_chore_that_hangs_is_seen(
    rig: Rig, tmp_path: Path, is_behind_a_batch: bool
) -> None:
    """To tidy up is to write as well, alone or behind a batch."""
    watch = Watch(tmp_path, rig.core.writer, {})
    going, go = threading.Event(), threading.Event()

    def chore() -> None:
        going.set()
        assert go.wait(10)
        raise OSError("a fault of the medium")

    if is_behind_a_batch:
        rig.trying.gate.clear()
        box = Letterbox(rig)
        box.put(OpenDay())
        assert rig.trying.is_at_gate.wait(10)
        box.put(OpenDay())
    rig.core.writer.put_chore(chore)
    rig.trying.gate.set()
    assert going.wait(10)
    assert watch.stuck_s() > 0

    go.set()
    wait_until(lambda: watch.stuck_s() == 0)


def test_the_folder_is_looked_at(rig: Rig, tmp_path: Path) -> None:
    """Free space and the write-ahead log's size; a folder that went is no fault."""
    (tmp_path / "events.db-wal").write_bytes(b"x" * 10)
    signs = Watch(tmp_path, rig.core.writer, {}).signs()
    assert signs.wal_bytes == 10
    assert signs.free_bytes is not None

    gone = Watch(tmp_path / "gone", rig.core.writer, {}).signs()
    assert (gone.free_bytes, gone.wal_bytes) == (None, 0)


def test_a_disk_that_can_hold_nothing_looks_bad(rig: Rig, tmp_path: Path) -> None:
    """Without room, read-only or gone: it is seen without a write."""
    assert not Watch(tmp_path, rig.core.writer, {}).looks_bad()
    assert Watch(tmp_path / "gone", rig.core.writer, {}).looks_bad()
    assert Watch(Path("/sys"), rig.core.writer, {}).looks_bad()


def test_systemd_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A word goes to the socket that is named; without one to nobody."""
    where = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(where)
        notify("READY=1", where)
        assert systemd.recv(100) == b"READY=1"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        name = f"layso-test-{threading.get_ident()}-{tmp_path.name}"
        systemd.bind(f"\0{name}")
        notify("WATCHDOG=1", f"@{name}")
        assert systemd.recv(100) == b"WATCHDOG=1"
    notify("READY=1", str(tmp_path / "nobody"))
    assert "cannot be told" in caplog.text
