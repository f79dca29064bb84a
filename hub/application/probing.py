"""Does the disk still take what is written? Tried when nobody else finds out.

Every commit is a trial of its own. A quiet hub writes a page a minute, so as not to
wear a card; one in trouble, or whose disk looks bad from outside, one every 10 s.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from hub.application.writer import Writer

IN_TROUBLE_S = 10.0
QUIET_S = 60.0


class Prober:
    """Has the writer try the disk, so that health follows it without a command."""

    def __init__(
        self, writer: Writer, monotonic: Callable[[], float] = perf_counter
    ) -> None:
        """Remember the writer; `looks_bad` is asked often and must cost nothing."""
        self._writer = writer
        self._monotonic = monotonic
        self._asked_at = monotonic()
        self.looks_bad: Callable[[], bool] = lambda: False

    def tick(self) -> None:
        """Have the disk tried if that is due; who is at work finds out by itself."""
        writer, now = self._writer, self._monotonic()
        if writer.busy_since is not None or writer.waiting:
            return
        is_doubtful = writer.trouble is not None or self.looks_bad()
        known_at = max(self._asked_at, writer.tallies.committed_at or 0.0)
        if now - known_at >= (IN_TROUBLE_S if is_doubtful else QUIET_S):
            self._asked_at = now
            writer.put_chore(writer.try_disk)
