"""The live manager screen at the edges of its definitions, over a real core."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from events.counter import OpenCounter
from events.day import CloseDay, OpenDay
from events.session import Rate
from events.visit import (
    AbandonVisit,
    CallNext,
    FinishServing,
    IssueTicket,
    StartServing,
    Undo,
)
from hub.application.live_screen.book import AT_ONCE
from hub.application.live_screen.draw import STRIP_STEP_MIN
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import micros
from hub.projections.measures.compute import figures
from hub.projections.measures.figures import Figures
from tests.hub.rig import Rig


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A core whose day is open."""
    rig = Rig()
    rig.accepted(OpenDay())
    yield rig
    rig.stop()


def measured(rig: Rig) -> Figures:
    """Return what the measures say of the same day."""
    return figures(replace(facts_of(rig.history()), at=micros(rig.clock.now())))


def test_however_the_day_is_gone_through_it_is_the_same(rig: Rig) -> None:
    """At a look, in ticks after a start, and in part by both, while others come."""
    for _ in range(AT_ONCE + 1):
        rig.accepted(IssueTicket(service="A"))
    shown = rig.core.live.now()
    assert shown.figures.visitors == AT_ONCE + 1

    rig.restart()
    rig.core.live.tick()
    assert rig.core.live.now() == shown
    rig.restart()
    for _ in range(4):
        rig.core.live.tick()
    rig.accepted(IssueTicket(service="A"))
    assert rig.core.live.now().figures.visitors == AT_ONCE + 2


@pytest.mark.parametrize(("seconds", "mistaken"), [(59, 1), (60, 1), (61, 0)])
def test_a_mistake_is_given_back_within_a_minute(
    rig: Rig, seconds: int, mistaken: int
) -> None:
    """The sixtieth second counts, here and in the measures."""
    ticket = rig.accepted(IssueTicket(service="A")).ticket or ""
    rig.clock.goes(seconds=seconds)
    rig.accepted(AbandonVisit(ticket=ticket))

    assert rig.core.live.now().figures.mistaken == mistaken
    assert measured(rig).mistaken == mistaken


def test_a_rating_counts_while_its_session_is_ended(rig: Rig) -> None:
    """Taken back, the visitor is still being helped: nothing is rated yet."""
    rig.accepted(OpenCounter(counter="1"))
    rig.accepted(IssueTicket(service="A"))
    for kind in (CallNext, StartServing, FinishServing):
        rig.accepted(kind(counter="1"))
    rig.accepted(Rate(counter="1", score=3))
    assert rig.core.live.now().figures.satisfaction.n == 1
    rig.accepted(Undo(counter="1"))

    assert rig.core.live.now().figures.satisfaction.n == measured(rig).liked.whole == 0
    rig.accepted(FinishServing(counter="1"))
    shown = rig.core.live.now().figures.satisfaction
    assert (shown.n, shown.mean) == (1, measured(rig).mean_score) == (1, 3)


def test_the_strip_of_a_closed_day_is_done(rig: Rig) -> None:
    """It ends where the day was closed, however much later it is looked at."""
    rig.clock.goes(hours=1)
    rig.accepted(CloseDay())
    closed = rig.core.live.now().strip
    rig.clock.goes(hours=5)
    later = rig.core.live.now().strip

    assert closed is not None
    assert later == closed
    assert (
        len(closed.most) == timedelta(hours=1) // timedelta(minutes=STRIP_STEP_MIN) + 1
    )


@pytest.mark.parametrize(
    ("minutes", "bands"), [(15, (1, 0, 0)), (16, (0, 1, 0)), (30, (0, 1, 0))]
)
def test_exactly_the_limit_is_not_over_it(
    rig: Rig, minutes: int, bands: tuple[int, int, int]
) -> None:
    """Up to 15 minutes is in time, up to 30 not yet too long, the last included."""
    rig.accepted(IssueTicket(service="A"))
    rig.clock.goes(minutes=minutes)

    assert rig.core.live.now().services[0].bands == bands
    rig.clock.goes(minutes=30 - minutes, microseconds=1)
    assert rig.core.live.now().services[0].bands == (0, 0, 1)
