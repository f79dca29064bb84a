"""Hub time: follows the wall clock while that is sane, and never follows a jump."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

log = logging.getLogger(__name__)

JUMP = timedelta(seconds=2)


def wall_clock() -> datetime:
    """Return what the machine's clock says, in UTC."""
    return datetime.now(UTC)


def since_boot() -> float:
    """Return seconds since the machine started, a sleeping laptop's sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class SteadyClock:
    """Goes on by monotonic time when the wall clock steps by more than two seconds.

    `jump` is how far the wall clock stands from hub time while it is not followed,
    None while it is. A restart takes the wall clock anew.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = wall_clock,
        monotonic: Callable[[], float] = since_boot,
    ) -> None:
        """Take the wall clock as it is now."""
        self._wall = wall
        self._monotonic = monotonic
        self._base = wall()
        self._since = monotonic()
        self._lock = threading.Lock()
        self.jump: timedelta | None = None

    def now(self) -> datetime:
        """Return hub time; small drifts are followed, jumps are told once."""
        with self._lock:
            return self._read()

    def _read(self) -> datetime:
        steady = self._base + timedelta(seconds=self._monotonic() - self._since)
        wall = self._wall()
        apart = wall - steady
        if abs(apart) > JUMP:
            self._tell(apart)
            return steady
        self.jump = None
        self._base, self._since = wall, self._monotonic()
        return wall

    def _tell(self, apart: timedelta) -> None:
        if self.jump is None:
            log.error(
                "the clock jumped by %.0f s; going on by monotonic time. "
                "Set the clock right, then restart the hub.",
                apart.total_seconds(),
            )
        self.jump = apart
