"""What somebody is told of the wait: the schedule's figure, by how it came true."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from events.replies import WaitRange
from hub.domain.day import Day
from hub.domain.paces import Paces

METHOD = "list-scheduling"
# Nobody is told from a shorter wait than this: then it is the clerk's hand that counts.
SHORTEST_S = 60.0
# From here on the schedule is trusted less and less, down to half.
TAIL_S = 3_600.0
LEAST_TRUST = 0.5


class Expected(Struct, frozen=True, kw_only=True):
    """What a schedule says of a wait and the range told from it, in seconds."""

    schedule_s: int
    from_s: int
    to_s: int
    method: str = METHOD


def expected(
    start: float, service: str, paces: Paces, head_waited: float | None = None
) -> Expected:
    """Return what is told of a start in so many seconds.

    `head_waited` is for how long whoever is next for the service has waited.
    """
    reckoned = round(_blended(start, head_waited))
    ratios = paces.ratios_of(service) if reckoned else paces.prompt
    basis = max(float(reckoned), SHORTEST_S)
    least = round(basis * ratios.half) if reckoned else 0
    return Expected(
        schedule_s=reckoned,
        from_s=least,
        to_s=max(round(basis * ratios.most), least),
    )


def range_of(told: Expected) -> WaitRange:
    """Return the range alone."""
    return WaitRange(from_s=told.from_s, to_s=told.to_s)


def head_waited(day: Day, service: str, at: datetime) -> float | None:
    """Return how long whoever came first of those who wait for a service has waited."""
    lines = day.waiting.of(service).values()
    heads = [x[0].arrived for both in lines for x in (both.normal, both.priority) if x]
    return (at - min(heads)).total_seconds() if heads else None


def _blended(start: float, head: float | None) -> float:
    """Return a start that lies far off drawn towards the wait that was just seen."""
    if start <= TAIL_S or head is None:
        return start
    trust = max(TAIL_S / start, LEAST_TRUST)
    return trust * start + (1 - trust) * max(head, TAIL_S)
