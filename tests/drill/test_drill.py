"""The short drill: each kind of fault once, and everything checked after each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drill import plan
from tests.drill.drill import BUSY, running

pytestmark = pytest.mark.journey

SEED = 3
BY_BROKER = {
    "mosquitto": plan.SHORT,
    # It is the hub's child, and comes back by the hub's own care.
    "embedded": ("power-cut",),
}


@pytest.mark.parametrize("broker", BY_BROKER)
def test_a_house_under_load_survives_every_fault(tmp_path: Path, broker: str) -> None:
    """Nothing promised is lost, no number given twice, all come back by themselves."""
    faults = plan.faults(plan.SHORT_FROZEN_S)

    with running(tmp_path, broker, SEED) as drill:
        for name in BY_BROKER[broker]:
            drill.cycle(name, faults[name])
        found = drill.found(None)

    assert found.acknowledged >= BUSY * len(BY_BROKER[broker])
    assert (found.lost, found.doubled) == (0, 0)
