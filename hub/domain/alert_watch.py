"""When an alert opens and when it ends, so that none comes and goes all the time.

An alert opens once what is amiss has lasted, and ends once all has been well for a
while. What somebody said (a rating) is not over by itself: it ends some minutes after
somebody took it on, so that others see who did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from events.alert import AlertKind, EndAlert, RaiseAlert
from events.plan import Rules
from events.settings import Targets
from hub.domain.alert_rules import Outside, amiss
from hub.domain.alert_things import SAID, Thing, thing_of
from hub.domain.state import Alert, State

AT_ONCE = timedelta()
LASTS: Mapping[AlertKind, timedelta] = {
    AlertKind.CROWDED: timedelta(minutes=2),
    AlertKind.SERVICE_LEVEL: timedelta(minutes=2),
    AlertKind.NOBODY_SERVES: timedelta(minutes=3),
    AlertKind.FEW_COUNTERS: timedelta(minutes=10),
    AlertKind.PRINT_FAILED: timedelta(minutes=1),
}
CALM = timedelta(minutes=2)
CALMS: Mapping[AlertKind, timedelta] = {
    AlertKind.SERVICE_LEVEL: timedelta(minutes=5),
    AlertKind.MANY_PICKS: timedelta(minutes=5),
    AlertKind.FEW_COUNTERS: timedelta(minutes=5),
    # And as long as the end of serving can be undone.
    AlertKind.LONG_SERVICE: timedelta(seconds=30),
}
SHOWN_AS_TAKEN = timedelta(minutes=10)

Since: TypeAlias = Mapping[Thing, datetime]
NEVER: Since = {}


class Watched(Struct, frozen=True):
    """Since when what has no alert yet is amiss, and what has one is well again."""

    amiss: Since = NEVER
    well: Since = NEVER


class Due(NamedTuple):
    """What is to be asked of the rules now, and what to remember until then."""

    commands: tuple[RaiseAlert | EndAlert, ...]
    watched: Watched


def due(watched: Watched, state: State, outside: Outside, now: datetime) -> Due:
    """Return which alerts are to open and to end; none while the day is not open."""
    if not state.day.is_open:
        return Due((), Watched())
    seen = {thing_of(each): each for each in amiss(state, outside, now)}
    held = {thing_of(alert.opened): alert for alert in state.alerts.values()}
    begun = {t: watched.amiss.get(t, now) for t in seen if t not in held}
    well = {t: watched.well.get(t, now) for t in held if t not in seen}
    targets = state.settings.held.targets
    raised = (seen[t] for t, at in begun.items() if now - at >= _lasts(t, targets))
    rules = state.day.plan.rules
    ended = (
        held[t] for t, at in well.items() if _is_over(held[t], now - at, rules, now)
    )
    return Due((*raised, *_ends(ended)), Watched(begun, well))


def _ends(alerts: Iterable[Alert]) -> Iterable[EndAlert]:
    return (EndAlert(alert=each.opened.alert) for each in alerts)


def _lasts(thing: Thing, targets: Targets) -> timedelta:
    """Return how long something must be amiss before it is worth an alert."""
    kind, _ = thing
    if kind is AlertKind.IDLE_COUNTER:
        return timedelta(minutes=targets.idle_min)
    return LASTS.get(kind, AT_ONCE)


def _is_over(alert: Alert, well_for: timedelta, rules: Rules, now: datetime) -> bool:
    kind = alert.opened.kind
    if kind in SAID:
        taken = alert.taken_at
        return taken is not None and now - taken >= SHOWN_AS_TAKEN
    calm = CALMS.get(kind, CALM)
    if kind is AlertKind.LONG_SERVICE:
        calm = max(calm, timedelta(seconds=rules.undo_s))
    return well_for >= calm
