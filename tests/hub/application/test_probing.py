"""Health follows the disk without anybody asking for anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from events.visit import IssueTicket
from hub.application.probing import IN_TROUBLE_S, QUIET_S, Prober
from hub.store.memory import MemoryEventStore
from tests.hub.rig import Letterbox, Rig, wait_until


class CountingStore(MemoryEventStore):
    """A store that counts how often it was tried."""

    def __init__(self) -> None:
        super().__init__()
        self.probes = 0

    def probe(self) -> None:
        """Count it, and fail if told to."""
        self.probes += 1
        super().probe()


class Quiet:
    """A hub that nobody asks for anything, and the clock of its prober."""

    def __init__(self) -> None:
        self.store = CountingStore()
        self.rig = Rig(self.store)
        self.now = 0.0
        self.writer = self.rig.core.writer
        self.prober = Prober(self.writer, lambda: self.now)

    def passes(self, seconds: float) -> int:
        """Tick every second for so long; return how often the disk was tried."""
        before = self.store.probes
        for _ in range(round(seconds)):
            self.now += 1
            self.prober.tick()
            wait_until(
                lambda: self.writer.busy_since is None and not self.writer.waiting
            )
        return self.store.probes - before


@pytest.fixture
def quiet() -> Iterator[Quiet]:
    """Nobody asks."""
    quiet = Quiet()
    yield quiet
    quiet.rig.stop()


def test_a_quiet_hub_spares_its_card(quiet: Quiet) -> None:
    """While all is well the disk is tried once a minute."""
    assert quiet.passes(10 * QUIET_S) == 10


def test_trouble_shows_without_a_command(quiet: Quiet) -> None:
    """A disk that fails is found out in a minute, and that it works again in 10 s."""
    quiet.store.is_broken = True
    quiet.passes(QUIET_S)
    wait_until(lambda: quiet.rig.core.office.trouble is not None)

    assert quiet.passes(5 * IN_TROUBLE_S) == 5

    quiet.store.is_broken = False
    quiet.passes(IN_TROUBLE_S)
    wait_until(lambda: quiet.rig.core.office.trouble is None)
    assert quiet.passes(QUIET_S - 1) == 0


def test_a_disk_that_looks_bad_is_tried_soon(quiet: Quiet) -> None:
    """A full or read-only disk says so itself, so nobody waits a minute to know."""
    quiet.store.is_broken = True
    quiet.prober.looks_bad = lambda: True

    quiet.passes(IN_TROUBLE_S)

    wait_until(lambda: quiet.rig.core.office.trouble is not None)


def test_a_commit_is_a_trial(quiet: Quiet) -> None:
    """Who writes anyhow finds out anyhow: no page more is written."""
    quiet.rig.open_with()
    committed_at = quiet.writer.tallies.committed_at
    assert committed_at is not None
    quiet.now = committed_at

    assert quiet.passes(QUIET_S - 1) == 0
    assert quiet.passes(1) == 1


def test_a_writer_at_work_is_not_given_more(rig: Rig) -> None:
    """While the disk hangs no trials gather behind it."""
    now = 0.0
    prober = Prober(rig.core.writer, lambda: now)
    rig.open_with()
    rig.trying.gate.clear()
    rig.trying.is_at_gate.clear()
    box = Letterbox(rig)
    box.put(IssueTicket(service="A"))
    assert rig.trying.is_at_gate.wait(10)

    now = 1e9
    prober.tick()

    assert rig.core.writer.waiting == 0
    rig.trying.gate.set()
    box.wait(1)
