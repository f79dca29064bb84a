"""The hub's secret stands beside the store, for the hub alone."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hub.store.lock import FolderUnusable
from hub.store.secret import hub_secret

# Says what is renamed and opened, as Python itself reports it.
MAKER = """
import sys
from pathlib import Path
from hub.store.secret import hub_secret
def hook(what, args):
    if what == "os.rename":
        print(what)
    if what == "open":
        print(what, args[0])
sys.addaudithook(hook)
hub_secret(Path(sys.argv[1]))
"""


def test_it_is_made_once(tmp_path: Path) -> None:
    """The first call makes 32 bytes of chance, later ones find them."""
    secret = hub_secret(tmp_path)

    assert len(secret) == 32
    assert hub_secret(tmp_path) == secret
    assert [file.name for file in tmp_path.iterdir()] == ["hub.secret"]


def test_each_folder_has_its_own(tmp_path: Path) -> None:
    """Two hubs never share follow tokens."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    assert hub_secret(tmp_path / "a") != hub_secret(tmp_path / "b")


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    """Its mode is 0600."""
    hub_secret(tmp_path)

    assert stat.S_IMODE((tmp_path / "hub.secret").stat().st_mode) == 0o600


def test_its_name_is_on_the_disk_before_it_is_used(tmp_path: Path) -> None:
    """After the rename the folder is synced, or a power cut takes the secret back."""
    said = subprocess.run(
        (sys.executable, "-c", MAKER, str(tmp_path)),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    assert "os.rename" in said
    assert f"open {tmp_path}" in said[said.index("os.rename") :]


@pytest.mark.parametrize("left", [b"", b"short", b"x" * 33])
def test_a_damaged_one_is_refused(tmp_path: Path, left: bytes) -> None:
    """An empty secret would let anybody compute tokens: the hub does not start."""
    (tmp_path / "hub.secret").write_bytes(left)

    with pytest.raises(FolderUnusable, match="damaged"):
        hub_secret(tmp_path)


def test_one_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """What stands in the way is said in a sentence."""
    (tmp_path / "hub.secret").mkdir()

    with pytest.raises(FolderUnusable, match=r"hub\.secret cannot be used"):
        hub_secret(tmp_path)
