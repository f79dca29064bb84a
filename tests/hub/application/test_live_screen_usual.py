"""What is usual on a day: asked for once, shown once it is known; alerts go by it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date, datetime

import pytest

from events.day import OpenDay
from events.local_time import local
from events.visit import IssueTicket
from hub.application.live_screen.lookback import OnUsual, Screen
from hub.application.live_screen.screen import MOST_PATIENCE, PATIENCE, UNHURRIED
from hub.projections.staffing.profile import Load, LoadProfile
from hub.store.past.process import IDLE_S
from tests.hub.rig import Rig

LOADS = {(1, half): Load(15, 2.5, 5) for half in range(18, 24)}
USUAL = LoadProfile(loads=LOADS, visits=400, taken=12.0)


class SayingNext:
    """Looks nothing up; tells what it was given, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[date] = []
        self.says: LoadProfile | None = None

    def at(self, when: datetime) -> Screen:
        """Promise to show something, and never do."""
        assert when
        return Future()

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


def test_nobody_is_asked_early_unless_somebody_looks(
    rig: Rig, past: SayingNext
) -> None:
    """A hub that starts has better things to do; alerts need it minutes later."""
    for _ in range(UNHURRIED - 1):
        rig.core.live.tick()
    assert past.asked == []

    rig.core.live.now()
    rig.core.live.tick()
    assert len(past.asked) == 1


def test_alerts_go_by_it_though_nobody_looks(rig: Rig, past: SayingNext) -> None:
    """One office, one day, the same alerts: whoever has the screen open or not."""
    past.says = USUAL
    rig.accepted(IssueTicket(service="A"))
    for _ in range(UNHURRIED):
        rig.core.live.tick()

    targets = rig.core.board.state.settings.held.targets
    assert len(past.asked) == 1
    assert rig.core.alerts.counters.needed(targets, 0, rig.clock.now())


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


def test_what_nobody_ever_can_say_is_asked_less_and_less(
    rig: Rig, past: SayingNext
) -> None:
    """In between, whoever looks back is let go for want of a question."""
    rig.core.live.now()
    for _ in range(20 * MOST_PATIENCE):
        rig.core.live.tick()

    assert 20 <= len(past.asked) < 20 + MOST_PATIENCE / PATIENCE
    assert MOST_PATIENCE > IDLE_S


def test_screen_and_alerts_share_one_advice(rig: Rig, past: SayingNext) -> None:
    """What the look at the office has reckoned is not reckoned again to be drawn."""
    past.says = USUAL
    rig.core.live.now()
    rig.core.live.tick()
    targets = rig.core.board.state.settings.held.targets
    wanted = rig.core.alerts.counters
    told = wanted.advising(USUAL, targets, 0, rig.clock.now())

    assert rig.core.live.now().advice is told
    assert wanted.needed(targets, 0, rig.clock.now()) == told.needed
