"""Hub time: follows the wall clock while that is sane, and never follows a jump."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

log = logging.getLogger(__name__)

JUMP = timedelta(seconds=2)
# Two readings nearer together than this are of one instant.
AT_ONCE_S = 0.05
READINGS = 5
# An office is shut for two weeks at Tết; a clock that nobody set may stand anywhere.
LONGEST_SHUT = timedelta(days=31)


def wall_clock() -> datetime:
    """Return what the machine's clock says, in UTC."""
    return datetime.now(UTC)


def since_boot() -> float:
    """Return seconds since the machine started, a sleeping laptop's sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class SteadyClock:
    """Goes on by monotonic time when the wall clock steps by more than two seconds.

    `jump` is how far the wall clock stands from hub time while it is not followed,
    None while it is. `is_set` says whether the machine's clock was set from outside:
    where that comes to be so after the start, a step ahead is followed.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = wall_clock,
        monotonic: Callable[[], float] = since_boot,
        is_set: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take the wall clock as it is now."""
        self._wall = wall
        self._monotonic = monotonic
        self._is_set = is_set
        self._was_set = is_set()
        self._base, self._since = self._both()
        self._lock = threading.Lock()
        self.jump: timedelta | None = None

    def resume(self, newest: datetime, *, is_vouched: bool = False) -> None:
        """Go on from the newest record where the wall clock cannot be right.

        It cannot if it stands before that record, nor if it stands more than 31 days
        past it and nothing has set it; unless somebody vouches for so long a pause.
        """
        ahead = self._base - newest
        is_lost = ahead > LONGEST_SHUT and not self._was_set and not is_vouched
        if ahead < -JUMP or is_lost:
            self._base = newest
        self.now()

    def now(self) -> datetime:
        """Return hub time; small drifts are followed, jumps are told once."""
        with self._lock:
            return self._read()

    def _read(self) -> datetime:
        wall, since = self._both()
        steady = self._base + timedelta(seconds=since - self._since)
        apart = wall - steady
        if abs(apart) > JUMP and not self._came_to_be_set(apart):
            self._tell(apart)
            return steady
        self.jump = None
        self._base, self._since = wall, since
        return wall

    def _both(self) -> tuple[datetime, float]:
        """Return both clocks as of one instant.

        A process may be held up between two readings, and that pause would be taken for
        a jump that never ends: they are then read again.
        """
        for _ in range(READINGS):
            before, wall, after = self._monotonic(), self._wall(), self._monotonic()
            if after - before < AT_ONCE_S:
                break
        return wall, after

    def _came_to_be_set(self, apart: timedelta) -> bool:
        """Whether the machine learned the time after we began, and it is later."""
        if self._was_set or apart < timedelta() or not self._is_set():
            return False
        self._was_set = True
        log.warning("the clock was set; following it by %.0f s", apart.total_seconds())
        return True

    def _tell(self, apart: timedelta) -> None:
        if self.jump is None:
            log.error(
                "the clock jumped by %.0f s; going on by monotonic time. "
                "Set the clock right, then restart the hub.",
                apart.total_seconds(),
            )
        self.jump = apart
