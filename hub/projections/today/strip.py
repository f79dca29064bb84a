"""How many waited, minute by minute, since the day began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

MINUTE = timedelta(minutes=1)


class Strip(Struct, frozen=True):
    """At each minute's end so many waited; the last goes on until something changes."""

    begun: datetime
    counts: Sequence[int] = (0,)

    def after(self, at: datetime, waiting: int) -> Strip:
        """Return the strip after so many wait from an instant on."""
        minute = self._minute(at)
        last = len(self.counts) - 1
        if minute == last and self.counts[last] == waiting:
            return self
        if minute <= last:
            return Strip(self.begun, [*self.counts[:-1], waiting])
        still = [self.counts[last]] * (minute - last - 1)
        return Strip(self.begun, [*self.counts, *still, waiting])

    def at_minute(self, at: datetime) -> int | None:
        """Return how many waited when an instant's minute began; None before the day.

        Asked of the very first minute it is 0: nobody can have come before.
        """
        minute = self._minute(at) - 1
        if minute < 0:
            return 0 if at >= self.begun else None
        return self.counts[min(minute, len(self.counts) - 1)]

    def most_in(self, minutes: int, until: datetime) -> tuple[int, ...]:
        """Return the most that waited in each stretch of so many minutes."""
        end = self._minute(until) + 1
        known = [*self.counts[:end]]
        known += [known[-1]] * (end - len(known))
        return tuple(max(known[n : n + minutes]) for n in range(0, end, minutes))

    def _minute(self, at: datetime) -> int:
        return max((at - self.begun) // MINUTE, 0)


def begun_at(at: datetime) -> Strip:
    """Return the strip of a day that begins, counted from the full minute."""
    return Strip(at.replace(second=0, microsecond=0))
