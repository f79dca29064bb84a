"""What is amiss at counters: a visit without end, an idle one, too many picks."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from events.alert import AlertKind, RaiseAlert
from events.visit import Serving
from hub.domain.calling_rule import callable_at
from hub.domain.day import Day
from hub.domain.issue_limits import usual_min
from hub.domain.last_hour import LastHour

# How often one counter calls out of order in an hour without anybody asking why.
PICKS_PER_HOUR = 6
PAST_P95 = 1.5
PAST_USUAL = 3


def long_services(
    day: Day, handling: Mapping[str, timedelta], now: datetime
) -> Iterator[RaiseAlert]:
    """Yield the visits that have been served for unusually long without a break."""
    for counter in day.counters:
        visit = day.visit_at(counter)
        if visit is None or not isinstance(visit.place, Serving):
            continue
        if now - visit.place.since > longest(day, visit.service, handling):
            yield RaiseAlert(
                kind=AlertKind.LONG_SERVICE,
                service=visit.service,
                counter=counter,
                visit=visit.id,
                ticket=visit.ticket,
            )


def longest(day: Day, service: str, handling: Mapping[str, timedelta]) -> timedelta:
    """Return how long serving a visit may take before it is unusual.

    Half as long again as 95 of 100 recent ones took, and never less than what the
    manager calls usual; three times the usual where nothing is known yet.
    """
    usual = timedelta(minutes=usual_min(day, service))
    known = handling.get(service)
    return usual * PAST_USUAL if known is None else max(known * PAST_P95, usual)


def idle_counters(day: Day) -> Iterator[RaiseAlert]:
    """Yield the counters that serve nobody while somebody waits whom they may call."""
    for counter in day.counters.values():
        is_idle = counter.is_open and not counter.is_paused and counter.visit is None
        if is_idle and any(
            x.normal or x.priority for x in callable_at(day, counter.id)
        ):
            yield RaiseAlert(kind=AlertKind.IDLE_COUNTER, counter=counter.id)


def many_picks(hour: LastHour) -> Iterator[RaiseAlert]:
    """Yield the counters that called out of order too often in the last hour."""
    picks = Tally(call.counter for call in hour.calls if call.is_picked)
    for counter, count in sorted(picks.items()):
        if count > PICKS_PER_HOUR:
            yield RaiseAlert(kind=AlertKind.MANY_PICKS, counter=counter)
