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
        self.is_set = True
        self.steady = self.start()

    def start(self) -> SteadyClock:
        """Begin anew, as a hub does when it starts."""
        self.steady = SteadyClock(
            lambda: self.wall, lambda: self.monotonic, lambda: self.is_set
        )
        return self.steady

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


class HeldUp:
    """Two clocks of a process that is once held up for three seconds while it reads."""

    def __init__(self, reading: int) -> None:
        self.at = 0.0
        self._readings_left = reading

    def wall(self) -> datetime:
        """Read the wall clock."""
        return NINE + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Read the other one, and be held up after the reading that was named."""
        read = self.at
        self._readings_left -= 1
        if self._readings_left == 0:
            self.at += 3.0
        return read


@pytest.mark.parametrize("reading", range(1, 13))
def test_a_process_held_up_between_two_readings_saw_no_jump(reading: int) -> None:
    """Frozen at the very moment it looks at the clocks, the hub goes on as if not."""
    clocks = HeldUp(reading)
    steady = SteadyClock(clocks.wall, clocks.monotonic)
    for _ in range(3):
        clocks.at += 1.0
        steady.now()

        assert steady.jump is None
    assert steady.now() == NINE + timedelta(seconds=6.0)


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


YEAR = timedelta(days=365)


@pytest.mark.parametrize("is_set", [True, False])
def test_hub_time_never_begins_before_the_newest_record(
    clocks: TwoClocks, is_set: bool
) -> None:
    """A clock a year behind is not taken, or each press would arrive expired."""
    clocks.wall, clocks.is_set = NINE - YEAR, is_set
    clocks.start().resume(NINE)

    assert clocks.go(1.0) == NINE + timedelta(seconds=1)
    assert clocks.steady.jump == -YEAR


def test_a_far_later_clock_that_nobody_set_is_not_taken(clocks: TwoClocks) -> None:
    """A clock a year ahead would open next year's day, and then no other."""
    clocks.wall, clocks.is_set = NINE + YEAR, False
    clocks.start().resume(NINE)

    assert clocks.go(1.0) == NINE + timedelta(seconds=1)
    assert clocks.steady.jump == YEAR


@pytest.mark.parametrize(
    ("is_set", "is_vouched", "days"),
    [(True, False, 365), (False, True, 365), (False, False, 30)],
    ids=["set from outside", "vouched for", "a month"],
)
def test_a_long_pause_is_believed(
    clocks: TwoClocks, is_set: bool, is_vouched: bool, days: int
) -> None:
    """If the clock was set, or somebody vouches for it, or the pause is no longer."""
    clocks.wall, clocks.is_set = NINE + timedelta(days=days), is_set
    clocks.start().resume(NINE, is_vouched=is_vouched)

    assert clocks.go(1.0) == clocks.wall
    assert clocks.steady.jump is None


def test_a_clock_that_is_set_after_the_start_is_followed_ahead(
    clocks: TwoClocks,
) -> None:
    """A machine without a clock of its own wakes in the past and then learns."""
    clocks.is_set = False
    clocks.start().resume(NINE)
    assert clocks.go(1.0, wall=50_000) == NINE + timedelta(seconds=1)

    clocks.is_set = True

    assert clocks.go(1.0) == clocks.wall
    assert clocks.steady.jump is None


def test_it_is_set_once(clocks: TwoClocks) -> None:
    """Later steps are jumps again, and a step back always is one."""
    clocks.is_set = False
    clocks.start()
    clocks.is_set = True
    assert clocks.go(1.0, wall=-60) == NINE + timedelta(seconds=1)
    assert clocks.go(1.0, wall=3_600) == clocks.wall
    assert clocks.go(1.0, wall=3_600) == clocks.wall - timedelta(seconds=3_599)


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
