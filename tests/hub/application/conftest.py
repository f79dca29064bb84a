"""A working core for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hub.rig import Rig


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A core that works; no day is open yet."""
    rig = Rig()
    yield rig
    rig.stop()
