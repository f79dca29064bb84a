"""What the writer counts of its work."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from events.day import OpenDay
from events.replies import Accepted
from events.visit import IssueTicket, TicketIssued
from hub.application.jobs import Job
from hub.application.tallies import Spread, Tallies
from tests.hub.rig import Rig


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A core that works."""
    rig = Rig()
    yield rig
    rig.stop()


def test_a_measurement_stands_under_its_step() -> None:
    """A step holds what is not above it; the last place what is above all."""
    spread = Spread((1.0, 2.0))
    for value in (0.5, 1.0, 1.5, 9.0):
        spread.add(value)

    assert (spread.counts, spread.total) == ([2, 1, 1], 12.0)


def test_commands_events_and_commits_are_counted(rig: Rig) -> None:
    """Accepted and refused apart; events by kind; what is answered was counted."""
    rig.accepted(OpenDay())
    for _ in range(2):
        rig.accepted(IssueTicket(service="A"))
    rig.refused(IssueTicket(service="Z"))
    tallies = rig.core.writer.tallies

    assert tallies.commands == {
        (OpenDay, False): 1,
        (IssueTicket, False): 2,
        (IssueTicket, True): 1,
    }
    assert tallies.events[TicketIssued] == 2
    assert sum(tallies.command_s.counts) == 4
    assert sum(tallies.commit_s.counts) == 4  # the refusal's answer is kept too
    assert tallies.batch.counts[0] == 4
    assert rig.core.oddities.counts()[1] == {("unknown-service", "http"): 1}


def test_what_could_not_be_written_is_refused(rig: Rig) -> None:
    """A command that the store did not take counts as refused, and names why."""
    rig.accepted(OpenDay())
    rig.trying.is_broken = True
    rig.refused(IssueTicket(service="A"))

    assert rig.core.writer.tallies.commands[IssueTicket, True] == 1
    assert rig.core.oddities.counts()[1] == {("hub-cannot-write", "http"): 1}


def test_counting_never_stops_the_road(caplog: pytest.LogCaptureFixture) -> None:
    """A slip in counting is logged, and the answers go out."""
    caplog.set_level(logging.ERROR)
    job = Job(body=None, id="i", source="s", respond=print, put_at=None)  # type: ignore[arg-type]  # the slip
    Tallies().answered([(job, Accepted())])

    assert "could not be counted" in caplog.text
