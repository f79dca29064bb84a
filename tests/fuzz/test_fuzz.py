"""Whatever is sent, nothing falls over: more than 20,000 inputs at each run."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.bodies_under_fire import Bodies
from tests.fuzz.boxes_under_fire import Boxes
from tests.fuzz.hub_under_fire import HubUnderFire

SEEDS = (1, 2, 3, 4)
LETTERS = 5_500
FOR_BOXES = 1_500
BODIES = 1_000


def test_that_is_enough() -> None:
    """The hub alone takes more than 20,000."""
    assert len(SEEDS) * LETTERS > 20_000


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hub_under_fire_stands(seed: int) -> None:
    """Every letter is answered or counted once; what is refused leaves no trace."""
    hub = HubUnderFire(Random(seed))
    try:
        hub.fire(LETTERS)
    finally:
        hub.end()

    assert hub.fed == LETTERS
    assert hub.granted > LETTERS / 20, "hardly anything was right: a blunt test"


@pytest.mark.parametrize("seed", SEEDS)
def test_boxes_under_fire_stand(seed: int, tmp_path: Path) -> None:
    """A box understands a message or passes it over; junk that was kept, too."""
    boxes = Boxes(Random(seed), tmp_path)
    boxes.fire(FOR_BOXES)
    boxes.end()

    assert boxes.fed == FOR_BOXES
    assert boxes.understood > FOR_BOXES / 20


@pytest.mark.parametrize("seed", SEEDS)
def test_the_codec_under_fire_says_what_is_wrong(seed: int) -> None:
    """Bytes become a body that survives the way back, or one of four errors."""
    bodies = Bodies(Random(seed))
    bodies.fire(BODIES)

    assert bodies.fed == BODIES
    assert bodies.understood > BODIES / 10
