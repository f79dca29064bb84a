"""A hub on a broker in memory for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hub.mqtt.wired import Asker, Wired
from tests.hub.rig import Rig


@pytest.fixture
def wired() -> Iterator[Wired]:
    """A hub that is up, with its day open."""
    wired = Wired(Rig())
    wired.rig.open_with()
    wired.flushed()
    yield wired
    wired.stop()


@pytest.fixture
def asker(wired: Wired) -> Asker:
    """The dispenser."""
    return Asker(wired)
