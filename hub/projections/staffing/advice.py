"""How many counters a half hour needs, and what fewer or more would come to."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from events.local_time import local
from events.replies import Sentence
from events.settings import Targets
from hub.projections.staffing import words
from hub.projections.staffing.erlang import Impatient, Patient, erlang_a, erlang_c
from hub.projections.staffing.profile import FEWEST_DAYS, Load, LoadProfile
from hub.projections.staffing.words import Odds

FEWEST_VISITS = 20
MOST_COUNTERS = 200


class Advice(Struct, frozen=True, kw_only=True):
    """What an office's own history says of a half hour.

    `odds` are of the counters now open, of one more, and of those `needed` for the
    targets; where fewer than now would do, of one less. `clerks` are those to roster so
    that `needed` counters stay open although people are away at times. `sentence` says
    the odds, `wanted` what to do.
    """

    half_hour: datetime
    per_hour: float
    minutes_each: float
    days: int
    open_counters: int
    needed: int
    clerks: int
    odds: tuple[Odds, ...]
    sentence: Sentence
    wanted: Sentence


class NotEnough(Struct, frozen=True, kw_only=True):
    """No advice: `few-days`, `few-visits` or `nobody-comes`; `sentence` says why."""

    half_hour: datetime
    reason: str
    sentence: Sentence


def advise(
    profile: LoadProfile, targets: Targets, open_counters: int, when: datetime
) -> Advice | NotEnough:
    """Return the advice for the half hour of an instant, or why there is none."""
    half_hour = half_hour_of(when)
    load = profile.load(half_hour)
    if not load.is_known:
        why = words.few_days(load.days, FEWEST_DAYS)
        return NotEnough(half_hour=half_hour, reason="few-days", sentence=why)
    if profile.visits < FEWEST_VISITS or not profile.taken:
        why = words.few_visits(profile.visits, FEWEST_VISITS)
        return NotEnough(half_hour=half_hour, reason="few-visits", sentence=why)
    if not load.came:
        why = words.nobody_comes()
        return NotEnough(half_hour=half_hour, reason="nobody-comes", sentence=why)
    return _advice(profile, targets, open_counters, half_hour)


def odds(counters: int, load: Load, profile: LoadProfile, targets: Targets) -> Odds:
    """Return what so many counters, at least one, come to under a load."""
    queue = _queue(counters, load.per_hour / 60, profile, targets)
    return Odds(
        counters=counters,
        in_time=queue.within(targets.called_within_min),
        mean_wait_min=queue.mean_wait,
        occupancy=queue.occupancy,
    )


def counters_needed(load: Load, profile: LoadProfile, targets: Targets) -> int:
    """Return the fewest counters that meet the targets without too little rest."""
    for counters in range(1, MOST_COUNTERS):
        one = odds(counters, load, profile, targets)
        rests = one.occupancy * 100 <= targets.occupancy
        if rests and one.in_time * 100 >= targets.called_share:
            return counters
    return MOST_COUNTERS


def _advice(
    profile: LoadProfile, targets: Targets, open_counters: int, half_hour: datetime
) -> Advice:
    load = profile.load(half_hour)
    needed = counters_needed(load, profile, targets)
    compared = _compared(open_counters, needed)
    shown = tuple(odds(counters, load, profile, targets) for counters in compared)
    within = targets.called_within_min
    said = words.sentence(load.per_hour, profile.taken, shown, within)
    return Advice(
        half_hour=half_hour,
        per_hour=load.per_hour,
        minutes_each=profile.taken,
        days=load.days,
        open_counters=open_counters,
        needed=needed,
        clerks=-(-needed * 100 // (100 - targets.shrinkage)),
        odds=shown,
        sentence=said,
        wanted=words.wanted(open_counters, needed),
    )


def _compared(open_counters: int, needed: int) -> tuple[int, ...]:
    """Return the numbers to compare; where none is open, one less than needed."""
    if open_counters > needed:
        return (open_counters, open_counters - 1)
    now = open_counters or max(needed - 1, 1)
    return (now, now + 1) if now + 1 >= needed else (now, now + 1, needed)


Queue: TypeAlias = Patient | Impatient


def _queue(
    counters: int, a_minute: float, profile: LoadProfile, targets: Targets
) -> Queue:
    rate = 1 / profile.taken
    if targets.patience_min is None:
        return erlang_c(counters, a_minute, rate, profile.spread)
    return erlang_a(counters, a_minute, rate, targets.patience_min)


def half_hour_of(when: datetime) -> datetime:
    """Return when the half hour of an instant began, by the clock on the wall."""
    at = local(when)
    return at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
