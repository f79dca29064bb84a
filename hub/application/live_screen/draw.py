"""Draws the live manager screen, for now and for any instant that is past (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from events.local_time import local
from events.settings import Targets
from hub.application.alerts import open_alerts
from hub.application.live_screen.lines import (
    counted,
    counter_lines,
    service_lines,
    waits,
)
from hub.application.live_screen.seen import Seen
from hub.application.live_screen.shown import (
    CounterNow,
    DayNow,
    DeviceLine,
    FiguresNow,
    HourNow,
    Longest,
    ManagerState,
    RatingLine,
    Satisfaction,
    ServiceNow,
    StripNow,
    TargetsNow,
)
from hub.projections.devices import DeviceView
from hub.projections.measures.figures import Share
from hub.projections.staffing.advice import Advice, NotEnough, advise
from hub.projections.staffing.profile import LoadProfile
from hub.projections.today.counts import Hour
from hub.projections.today.day import Today
from hub.projections.today.help import RatingToday

BEFORE = timedelta(minutes=30)
STRIP_STEP_MIN = 5
LIKED = 4
HALVES = (timedelta(), timedelta(minutes=30))

Advised: TypeAlias = Callable[[LoadProfile, Targets, int, datetime], Advice | NotEnough]


def manager_state(seen: Seen, now: datetime, advised: Advised = advise) -> ManagerState:
    """Return what the screen shows at an instant, which is not before what was seen.

    `advised` may remember its answers: the formulas take longer than all the rest.
    """
    state, today = seen.state, seen.today
    day, targets = state.day, state.settings.held.targets
    counters = counter_lines(state, today)
    services = service_lines(seen, targets, now)
    return ManagerState(
        office=day.office,
        position=seen.position,
        at=now,
        day=DayNow(
            date=day.date,
            is_open=day.is_open,
            opened=today.opened,
            closed=today.closed,
        ),
        targets=TargetsNow(
            called_within_min=targets.called_within_min,
            called_share=targets.called_share,
            longest_wait_min=targets.longest_wait_min,
            crowd=targets.crowd,
        ),
        figures=_figures(seen, services, counters, now),
        services=services,
        counters=counters,
        alerts=open_alerts(state).alerts,
        hours=tuple(_hours(today.hours, seen.usual, now)),
        devices=tuple(map(_device, seen.devices)),
        ratings=tuple(map(_rating, today.ratings)),
        advice=_advice(seen, counted(counters).open, now, advised),
        strip=_strip(today, now),
    )


def _figures(
    seen: Seen,
    services: tuple[ServiceNow, ...],
    counters: tuple[CounterNow, ...],
    now: datetime,
) -> FiguresNow:
    today, counts = seen.today, seen.today.counts
    within = seen.state.settings.held.targets.called_within_min
    return FiguresNow(
        waiting=counts.waiting,
        waiting_before=today.strip.at_minute(now - BEFORE) if today.strip else None,
        longest=_longest(services),
        called_in_time=today.called_in_time(within, now),
        waits=waits(today.wait()),
        counters=counted(counters),
        visitors=counts.issued - counts.mistaken,
        mistaken=counts.mistaken,
        served=counts.served,
        no_shows=counts.no_shows,
        submitted=Share(counts.filed, counts.to_file),
        satisfaction=_satisfaction(today.scores),
    )


def _longest(services: tuple[ServiceNow, ...]) -> Longest | None:
    found = [one.longest for one in services if one.longest is not None]
    return min(found, key=lambda one: (one.since, one.ticket), default=None)


def _satisfaction(scores: Mapping[int, int]) -> Satisfaction:
    n = sum(scores.values())
    liked = sum(count for score, count in scores.items() if score >= LIKED)
    total = sum(score * count for score, count in scores.items())
    return Satisfaction(mean=total / n if n else None, n=n, liked=Share(liked, n))


def _hours(
    hours: Mapping[int, Hour], usual: LoadProfile | None, now: datetime
) -> Iterator[HourNow]:
    """Yield the hours in which somebody came, was done, or usually comes."""
    for hour in range(24):
        been, expected = hours.get(hour, Hour()), _expected(usual, hour, now)
        if hour in hours or expected:
            yield HourNow(
                hour=hour, arrived=been.arrived, served=been.served, expected=expected
            )


def _expected(usual: LoadProfile | None, hour: int, now: datetime) -> float | None:
    if usual is None:
        return None
    begins = local(now).replace(hour=hour, minute=0, second=0, microsecond=0)
    loads = [usual.load(begins + half) for half in HALVES]
    known = [load.per_hour / 2 for load in loads if load.is_known]
    return round(sum(known), 2) if known else None


def _device(view: DeviceView) -> DeviceLine:
    return DeviceLine(
        device=view.device,
        connection=view.connection,
        since=view.since,
        paper=view.paper,
        owed=len(view.unprinted),
    )


def _rating(rating: RatingToday) -> RatingLine:
    return RatingLine(
        at=rating.at,
        score=rating.score,
        service=rating.service,
        reasons=rating.reasons,
    )


def _advice(
    seen: Seen, open_counters: int, now: datetime, advised: Advised
) -> Advice | None:
    if seen.usual is None or not seen.state.day.is_open:
        return None
    told = advised(seen.usual, seen.state.settings.held.targets, open_counters, now)
    return told if isinstance(told, Advice) else None


def _strip(today: Today, now: datetime) -> StripNow | None:
    if today.strip is None:
        return None
    until = min(now, today.closed or now)
    most = today.strip.most_in(STRIP_STEP_MIN, until)
    return StripNow(begun=today.strip.begun, step_min=STRIP_STEP_MIN, most=most)
