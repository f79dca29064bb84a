"""The office as it was: rebuilt from events, it is what was shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import json

from events.recorded import Recorded
from hub.application.live_screen.lookback import StoreRecords
from hub.application.live_screen.past import DAYS_KEPT, Past
from hub.application.live_screen.played import EVERY
from hub.application.live_screen.shown import ManagerState
from hub.application.ports import EventStore
from hub.bootstrap.live_screen import whose
from tests.hub.played_day import PlayedDay
from tests.hub.rig import SITE, Rig


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A core over a store in memory, and a clock that is set by hand."""
    rig = Rig()
    yield rig
    rig.stop()


def at(rig: Rig, when: datetime) -> ManagerState | None:
    """Return the screen as it was."""
    body = rig.core.live.at(when).result(0)
    return None if body is None else json.decode(body, type=ManagerState)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_past_is_exactly_what_was_shown(rig: Rig, seed: int) -> None:
    """At whatever instant, every figure and every row; in any order of looking."""
    played = PlayedDay(rig, seed)
    played.play(300)
    rig.clock.goes(hours=14)
    played.play(120)
    rig.clock.goes(minutes=1)

    some = played.chance.sample(played.seen, 250)

    assert rig.store.last_position() > EVERY
    for shown in some:
        assert at(rig, shown.at) == shown


def test_looking_back_goes_on_with_the_day(rig: Rig) -> None:
    """What happens after the first look at today is seen by the next."""
    played = PlayedDay(rig, 4)
    played.play(10)
    at(rig, played.seen[-1].at)
    rig.clock.goes(hours=12)
    played.play(10)
    rig.clock.goes(minutes=1)

    assert all(at(rig, shown.at) == shown for shown in played.seen)


def test_a_restarted_hub_shows_the_same(rig: Rig) -> None:
    """What the book knows it has from the events, not from having been there."""
    PlayedDay(rig, 5).play(60)
    before = rig.core.live.now()
    rig.restart()

    assert rig.core.live.now() == before


def test_what_is_to_come_is_shown_as_now(rig: Rig) -> None:
    """Nobody sees the future."""
    PlayedDay(rig, 6).play(5)

    assert at(rig, rig.clock.now() + timedelta(days=1)) == rig.core.live.now()


class Counting(StoreRecords):
    """Reads a store, and counts how often it reads on."""

    def __init__(self, store: EventStore) -> None:
        super().__init__(store)
        self.pages = 0
        self._on = self.read_after
        self.read_after = self._counted

    def _counted(self, position: int, limit: int) -> list[Recorded]:
        self.pages += 1
        return self._on(position, limit)


def test_only_the_last_days_looked_at_are_kept(rig: Rig) -> None:
    """Memory does not grow with every day that somebody looks at."""
    ends = []
    for seed in range(DAYS_KEPT + 2):
        PlayedDay(rig, seed).play(3)
        ends.append(rig.clock.now())
        rig.clock.goes(hours=24)
    records = Counting(rig.store)
    past = Past(records, whose(SITE), lambda _: None)
    for end in ends[: DAYS_KEPT + 1]:
        past.at(end)
    before = records.pages
    for end in ends[1 : DAYS_KEPT + 1]:
        past.at(end)
    assert records.pages == before

    past.at(ends[0])
    assert records.pages > before


def test_before_the_first_day_there_is_nothing(rig: Rig) -> None:
    """An instant before any event has no screen."""
    PlayedDay(rig, 7).play(1)

    assert at(rig, datetime(2020, 1, 1, tzinfo=UTC)) is None
