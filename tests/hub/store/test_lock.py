"""One hub to a data folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hub.store.lock import FolderInUse, FolderLock, FolderUnusable, is_held

HOLDER = """
import sys, time
from pathlib import Path
from hub.store.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.take()
print("taken", flush=True)
time.sleep(60)
"""


def test_a_second_hub_hears_who_is_there(tmp_path: Path) -> None:
    """The folder is refused with a sentence that names the holder and what to do."""
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.take()

    with pytest.raises(FolderInUse) as refused:
        second.take()

    sentence = str(refused.value)
    assert f"in use by hub process {os.getpid()} on " in sentence
    assert "Stop that one first" in sentence
    first.release()


def test_a_released_folder_is_free(tmp_path: Path) -> None:
    """Whoever lets go lets the next in; the new holder's name stands there then."""
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.take()
    first.release()
    first.release()

    second.take()

    assert (tmp_path / "hub.lock").read_text().count("hub process") == 1
    second.release()


def test_whoever_asks_holds_nothing(tmp_path: Path) -> None:
    """Whether a folder is held can be asked without keeping anybody out."""
    assert not is_held(tmp_path)
    lock = FolderLock(tmp_path)
    lock.take()
    assert is_held(tmp_path)
    lock.release()
    assert not is_held(tmp_path)
    lock.take()
    lock.release()


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    """After kill -9 the folder is free at once."""
    command = (sys.executable, "-c", HOLDER, str(tmp_path))
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"taken\n"
        with pytest.raises(FolderInUse, match=f"hub process {holder.pid} on "):
            FolderLock(tmp_path).take()
        holder.send_signal(signal.SIGKILL)

    lock = FolderLock(tmp_path)
    lock.take()
    lock.release()


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    """The data folder need not be there yet."""
    lock = FolderLock(tmp_path / "new" / "hub-data")

    lock.take()

    assert (tmp_path / "new" / "hub-data" / "hub.lock").exists()
    lock.release()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """What cannot be a data folder is named, with what to do."""
    (tmp_path / "file").write_text("")

    with pytest.raises(FolderUnusable, match=r"cannot be used .* Name another"):
        FolderLock(tmp_path / "file").take()
