"""An office at work, a folder for its backups, and one that was taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.store.backup import Backup, back_up
from tests.hub.store.kept import AT, office


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of an office at work, where A005 was given last."""
    office(tmp_path / "hub")
    return tmp_path / "hub"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where backups go."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


@pytest.fixture
def kept(data: Path, target: Path) -> Backup:
    """A backup of it."""
    return back_up(data, target, AT).backup
