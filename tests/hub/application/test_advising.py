"""The staffing advice: reckoned once for a half hour, for whoever asks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from events.settings import Targets
from hub.application.advising import Advising
from hub.projections.staffing.advice import advise
from hub.projections.staffing.profile import Load, LoadProfile
from tests.hub.rig import NINE

LOADS = {(1, half): Load(52, 4.0, 8) for half in range(18, 20)}
USUAL = LoadProfile(loads=LOADS, visits=400, taken=12.0)
HALF_HOUR = timedelta(minutes=30)


def test_it_is_reckoned_once_in_a_half_hour() -> None:
    """The very same advice until the half hour is over."""
    advising = Advising()
    told = advising(USUAL, Targets(), 2, NINE)

    assert told == advise(USUAL, Targets(), 2, NINE)
    assert advising(USUAL, Targets(), 2, NINE + HALF_HOUR * 0.99) is told
    assert advising(USUAL, Targets(), 2, NINE + HALF_HOUR) is not told


@pytest.mark.parametrize(
    ("usual", "targets", "open_counters", "when"),
    [
        (USUAL, Targets(), 3, NINE),
        (USUAL, Targets(called_share=50), 2, NINE),
        (replace(USUAL, taken=20.0), Targets(), 2, NINE),
        (USUAL, Targets(), 2, NINE + HALF_HOUR),
        (USUAL, Targets(), 2, NINE + 4 * HALF_HOUR),
    ],
)
def test_whatever_else_is_asked_is_reckoned_anew(
    usual: LoadProfile, targets: Targets, open_counters: int, when: datetime
) -> None:
    """Nobody is told what was true of other targets, counters, weeks or hours."""
    advising = Advising()
    advising(USUAL, Targets(), 2, NINE)

    told = advising(usual, targets, open_counters, when)
    assert told == advise(usual, targets, open_counters, when)
