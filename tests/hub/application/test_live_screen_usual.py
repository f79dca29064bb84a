"""What is usual on a day: asked for when somebody looks, and shown once it is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from events.day import OpenDay
from events.local_time import local
from hub.application.live_screen.lookback import OnUsual
from hub.application.live_screen.screen import PATIENCE
from hub.projections.staffing.profile import Load, LoadProfile
from tests.hub.rig import Rig

LOADS = {(1, half): Load(15, 2.5, 5) for half in range(18, 24)}
USUAL = LoadProfile(loads=LOADS, visits=400, taken=12.0)


class SayingNext:
    """Looks nothing up; tells what it was given, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[date] = []
        self.says: LoadProfile | None = None

    def at(self, when: datetime) -> bytes | None:
        """Show nothing."""
        assert when
        return None

    def usual(self, day: date, then: OnUsual) -> None:
        """Tell it at once."""
        self.asked.append(day)
        then(self.says)


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A core whose day is open; nothing ticks by itself."""
    rig = Rig()
    rig.accepted(OpenDay())
    yield rig
    rig.stop()


@pytest.fixture
def past(rig: Rig) -> SayingNext:
    """Who is asked."""
    rig.core.live.lookback = past = SayingNext()
    return past


def test_nobody_is_asked_while_nobody_looks(rig: Rig, past: SayingNext) -> None:
    """An office without such a screen pays nothing for it."""
    rig.core.live.tick()
    assert past.asked == []


def test_what_is_usual_is_shown(rig: Rig, past: SayingNext) -> None:
    """Expected arrivals by hour, and advice for this half hour; asked once a day."""
    past.says = USUAL
    assert rig.core.live.now().advice is None
    for _ in range(2 * PATIENCE):
        rig.core.live.tick()

    shown = rig.core.live.now()

    assert past.asked == [local(rig.clock.now()).date()]
    assert [(one.hour, one.expected) for one in shown.hours] == [
        (9, 6.0),
        (10, 6.0),
        (11, 6.0),
    ]
    assert shown.advice is not None
    assert shown.advice.sentence.vi


def test_what_nobody_can_say_is_asked_again_later(rig: Rig, past: SayingNext) -> None:
    """Views that are being rebuilt will know some minutes later."""
    rig.core.live.now()
    for _ in range(PATIENCE + 1):
        rig.core.live.tick()

    assert len(past.asked) == 2
