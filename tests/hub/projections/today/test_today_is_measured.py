"""The day as it is followed live, and as it is measured from nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from events.day import DayOpened
from hub.application.live_screen.draw import manager_state
from hub.application.live_screen.lines import waits
from hub.application.live_screen.seen import Seen, follow
from hub.application.live_screen.shown import ManagerState
from hub.domain.asked import Asked
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import micros
from hub.projections.measures import Dimension, by, figures
from hub.projections.measures.figures import Figures
from hub.projections.today.day import Today
from tests.history import OFFICE
from tests.hub.projections.measures.left_standing import LeftStanding

DAYS_OF_THEM = settings(max_examples=12, stateful_step_count=25, deadline=None)


class WatchedHouse(LeftStanding):
    """A house whose screen is drawn after every act, and measured beside it."""

    def __init__(self) -> None:
        """Begin before the first day."""
        super().__init__()
        self.today = Today()
        self.told = 0
        self.begun = 0

    def teardown(self) -> None:
        """It is the same once the hub has cleared up what was left standing."""
        self.leave()
        super().teardown()

    def follow(self, events: tuple[Any, ...], asked: Asked) -> None:
        """Write down what follows, and look at the screen."""
        super().follow(events, asked)
        new, self.told = self.history[self.told :], len(self.history)
        self.today = follow(self.today, new, OFFICE)
        for place, recorded in enumerate(self.history):
            if isinstance(recorded.event, DayOpened):
                self.begun = place
        seen = Seen(state=self.state, today=self.today, position=self.told)
        the_screen_is_measured(manager_state(seen, self.now), self)


def the_screen_is_measured(screen: ManagerState, house: WatchedHouse) -> None:
    """Every figure on the screen is the one that the day's rows come to."""
    rows = facts_of(house.history[house.begun :])
    facts = replace(rows, at=micros(screen.at))
    every = figures(facts, targets=house.state.settings.held.targets)
    the_row_is_true(screen, every)
    parts = by(facts, Dimension.SERVICE)
    for service in screen.services:
        part = parts.get(service.service)
        assert service.waits == (waits(part.wait_first) if part else waits(NOBODY))
    assert sum(hour.arrived for hour in screen.hours) == every.issued
    assert sum(hour.served for hour in screen.hours) == every.served
    counted = sum(sum(service.bands) for service in screen.services)
    assert counted == sum(service.waiting for service in screen.services)
    assert screen.strip is not None
    assert house.today.strip is not None
    assert house.today.strip.counts[-1] == every.waiting


def the_row_is_true(screen: ManagerState, every: Figures) -> None:
    """The seven figures are those of the measures."""
    now = screen.figures
    assert now.waiting == every.waiting
    assert now.called_in_time == every.called_in_time
    assert now.waits == waits(every.wait_first)
    assert now.visitors == every.visitors
    assert now.mistaken == every.mistaken
    assert now.served == every.served
    assert now.no_shows == every.no_show.part
    assert now.submitted == every.submitted
    assert now.satisfaction.mean == every.mean_score
    assert now.satisfaction.liked == every.liked


NOBODY = figures(facts_of(())).wait_first


def test_the_live_screen_is_what_measures_say() -> None:
    """At every step of every day, whatever is done and undone."""
    run_state_machine_as_test(WatchedHouse, settings=DAYS_OF_THEM)
