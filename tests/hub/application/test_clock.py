"""Hub time: drifts are followed, jumps never."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest

from hub.application.clock import SteadyClock, since_boot
from tests.hub.rig import NINE


class TwoClocks:
    """A wall clock and a monotonic one that a test turns."""

    def __init__(self) -> None:
        self.wall = NINE
        self.monotonic = 100.0
        self.steady = SteadyClock(lambda: self.wall, lambda: self.monotonic)

    def go(self, seconds: float, wall: float | None = None) -> datetime:
        """Let time pass, the wall clock's perhaps otherwise; return hub time."""
        self.monotonic += seconds
        self.wall += timedelta(seconds=seconds if wall is None else wall)
        return self.steady.now()


@pytest.fixture
def clocks() -> TwoClocks:
    """Two that agree."""
    return TwoClocks()


def test_time_passes(clocks: TwoClocks) -> None:
    """Hub time is the wall clock's while that is sane."""
    assert clocks.steady.now() == NINE
    assert clocks.go(1.5) == NINE + timedelta(seconds=1.5)
    assert clocks.steady.jump is None


@pytest.mark.parametrize("drift", [0.9, 1.1])
def test_a_drift_is_followed(clocks: TwoClocks, drift: float) -> None:
    """A clock that is slowly set right takes hub time along, an hour's worth too."""
    for _ in range(3_600):
        now = clocks.go(1.0, wall=drift)

    assert now == clocks.wall
    assert clocks.steady.jump is None


@pytest.mark.parametrize("step", [2.5, -2.5, 3_600, -86_400, 600_000_000])
def test_a_jump_is_not_followed(clocks: TwoClocks, step: float) -> None:
    """After a step hub time goes on by monotonic time."""
    assert clocks.go(1.0, wall=1.0 + step) == NINE + timedelta(seconds=1)
    assert clocks.go(10.0) == NINE + timedelta(seconds=11)
    assert clocks.steady.jump == timedelta(seconds=step)


def test_a_small_step_is_no_jump(clocks: TwoClocks) -> None:
    """Up to two seconds the wall clock is believed."""
    assert clocks.go(1.0, wall=3.0) == NINE + timedelta(seconds=3)


def test_a_jump_is_told_once(clocks: TwoClocks, caplog) -> None:
    """The log says it at the first reading, and again only at another jump."""
    with caplog.at_level(logging.ERROR):
        clocks.go(1.0, wall=3_600)
        clocks.go(1.0)
        clocks.go(1.0)
        assert len(caplog.records) == 1
        assert "jumped by 3599 s" in caplog.text

        clocks.wall -= timedelta(seconds=3_599)  # set right
        assert clocks.go(1.0) == clocks.wall
        assert clocks.steady.jump is None
        clocks.go(1.0, wall=-60)
        assert len(caplog.records) == 2


def test_many_threads_may_ask() -> None:
    """Readings of many threads at once are sane and never go back."""
    clock = SteadyClock()
    began = clock.now()
    wrong: list[tuple[datetime, datetime]] = []

    def ask() -> None:
        last = clock.now()
        for _ in range(2_000):
            now = clock.now()
            if now < last - timedelta(milliseconds=50):
                wrong.append((last, now))
            last = now

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert timedelta() <= clock.now() - began < timedelta(minutes=1)


def test_it_is_in_utc() -> None:
    """Hub time knows its zone, and steady time counts a laptop's sleep."""
    assert SteadyClock().now().tzinfo is UTC
    assert since_boot() <= since_boot()
