"""What the hub alone may say: no door lets anybody else say it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from events import codec
from events.alert import EndAlert, RaiseAlert
from events.replies import RefusalReply
from events.vault import RecordErasure
from hub.web import commands
from tests.examples import example
from tests.hub.mqtt.wired import BOX, DISPENSER, Asker, Wired
from tests.hub.rig import Rig

HUB_ONLY = (RaiseAlert, EndAlert, RecordErasure)


@pytest.fixture
def wired() -> Iterator[Wired]:
    """A hub on a broker, its day open."""
    wired = Wired(Rig())
    wired.rig.open_with("1")
    yield wired
    wired.stop()


@pytest.mark.parametrize("kind", HUB_ONLY)
@pytest.mark.parametrize("device", [DISPENSER, BOX])
def test_no_device_says_it(wired: Wired, device: str, kind: type) -> None:
    """A dispenser and a counter box are refused, and nothing is written."""
    before = len(wired.rig.history())
    answer = Asker(wired, device).ask(example(kind))

    assert isinstance(answer, RefusalReply)
    assert answer.refusal == "not-allowed"
    assert len(wired.rig.history()) == before


@pytest.mark.parametrize("kind", HUB_ONLY)
def test_no_address_asks_for_it(kind: type) -> None:
    """Over HTTP there is no such act: neither of alerts nor of anything else."""
    name, _ = codec.NAMES[kind]
    acts = {act for each in commands.ACTS_ON.values() for act in each.acts.values()}

    assert name not in acts | set(commands.PLAIN_ACTS.values())
    assert name not in commands.DAY_ACTS.values()
    for verb in ("raise", "end", "close", name):
        assert commands.wanted(f"/api/v1/alerts/a1/{verb}") is None
