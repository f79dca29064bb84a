"""How much one sender may send: a token bucket for each, at every door.

Whoever sends more is refused and nothing is kept, so that one stuck device neither
fills the disk nor delays the others. Who a sender is the door says: a device may be two
of them, one for its facts and one for all else. It goes by monotonic time: a clock set
back must not shut the door for a year.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from msgspec import Struct

log = logging.getLogger(__name__)

OVER_AFTER_S = 5.0
MOST_SENDERS = 10_000


class Allowance(Struct, frozen=True, kw_only=True):
    """What a sender may send: so many at once, then so many a second."""

    per_s: float
    burst: int


# An answer to every refused message would double the flood.
ANSWERS = Allowance(per_s=5, burst=5)


class Bucket(NamedTuple):
    """What is left to a sender of its allowance, and since when."""

    tokens: float
    at: float

    def filled(self, now: float, allowance: Allowance) -> Bucket:
        """Return it with what has run in since, never more than the burst."""
        tokens = self.tokens + (now - self.at) * allowance.per_s
        return Bucket(min(tokens, allowance.burst), now)

    def drawn(self) -> tuple[Bucket, bool]:
        """Return it with one token less and True, or as it is and False."""
        if self.tokens < 1:
            return self, False
        return Bucket(self.tokens - 1, self.at), True


class Flood(NamedTuple):
    """A sender that is over its allowance: since when, until when, how many refused."""

    began: float
    last: float
    refused: int
    answers: Bucket
    called: str


class Passage(Enum):
    """What becomes of a message at the door."""

    FREE = "free"
    REFUSED = "refused"
    SILENT = "silent"


class FloodGate:
    """A bucket for each sender; any thread may ask."""

    def __init__(
        self, allowance: Allowance, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Remember what everybody may send; nobody has sent anything."""
        self.refused = 0
        self._allowance = allowance
        self._monotonic = monotonic
        self._buckets: dict[str, Bucket] = {}
        self._floods: dict[str, Flood] = {}
        self._lock = threading.Lock()

    def passage(self, sender: str, called: str = "") -> Passage:
        """Return whether one more message may pass; if not, whether to answer it.

        `called` is what the log calls a sender whose own name must not stand there.
        """
        with self._lock:
            now = self._monotonic()
            self._buckets[sender], is_free = self._bucket(sender, now).drawn()
            if is_free:
                return Passage.FREE
            return self._refuse(sender, called or sender, now)

    def tick(self) -> None:
        """Tell which floods are over; forget whoever has been quiet long enough."""
        with self._lock:
            now = self._monotonic()
            over = [s for s, f in self._floods.items() if now - f.last > OVER_AFTER_S]
            ended = [self._floods.pop(sender) for sender in over]
            self._forget_the_quiet(now)
        for flood in ended:
            lasted = flood.last - flood.began
            text = "the flood from %s is over: %d refused in %.1f s"
            log.warning(text, flood.called, flood.refused, lasted)

    def _bucket(self, sender: str, now: float) -> Bucket:
        known = self._buckets.get(sender)
        if known is not None:
            return known.filled(now, self._allowance)
        if len(self._buckets) >= MOST_SENDERS:
            self._buckets.pop(next(iter(self._buckets)))
        return Bucket(self._allowance.burst, now)

    def _refuse(self, sender: str, called: str, now: float) -> Passage:
        self.refused += 1
        flood = self._floods.get(sender) or self._begin(called, now)
        bucket, is_answered = flood.answers.filled(now, ANSWERS).drawn()
        self._floods[sender] = flood._replace(
            last=now, refused=flood.refused + 1, answers=bucket
        )
        return Passage.REFUSED if is_answered else Passage.SILENT

    def _begin(self, called: str, now: float) -> Flood:
        rate, burst = self._allowance.per_s, self._allowance.burst
        text = "flood from %s: more than %d at once and %g a second is refused"
        log.warning(text, called, burst, rate)
        return Flood(now, now, 0, Bucket(ANSWERS.burst, now), called)

    def _forget_the_quiet(self, now: float) -> None:
        """A bucket that is full again says nothing more than a new one."""
        full = self._allowance.burst
        self._buckets = {
            sender: bucket
            for sender, bucket in self._buckets.items()
            if bucket.filled(now, self._allowance).tokens < full
        }
