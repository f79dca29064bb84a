"""A committed state and what was made of it; a commit redraws only what it touched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import NamedTuple

from msgspec.structs import replace

from events.device import CounterState, ScreenService, ScreenState
from events.recorded import Recorded
from hub.application.live import counter_state, numbers, screen_state
from hub.domain.day import Day
from hub.projections.calls import RecentCalls


class Look(NamedTuple):
    """One committed state and what was made of it; replaced whole, never changed.

    `counters` stand in the site's order. `position` is that of the newest event, which
    may be a device's and not the day's.
    """

    day: Day
    recent: RecentCalls
    screen: ScreenState
    counters: Mapping[str, CounterState]
    position: int = 0

    def after(self, events: tuple[Recorded, ...], day: Day, position: int) -> Look:
        """Return the look one commit later."""
        recent = reduce(RecentCalls.after, events, self.recent)
        if not _is_same_house(self.day, day):
            counters = {c: counter_state(day, c) for c in in_order(day)}
            return Look(day, recent, screen_state(day, recent), counters, position)
        acted = {c for c in day.counters if _is_other(self.day, day, c)}
        moved = _moved(self.day, day, acted)
        screen = screen_state(day, recent, self._services(day, moved))
        counters = self._counters(day, acted, moved)
        return Look(day, recent, screen, counters, position)

    def _services(self, day: Day, moved: set[str]) -> tuple[ScreenService, ...]:
        count, shown = day.waiting.count, self.screen.services
        return tuple(
            [
                replace(s, waiting=count(s.service)) if s.service in moved else s
                for s in shown
            ]
        )

    def _counters(
        self, day: Day, acted: set[str], moved: set[str]
    ) -> dict[str, CounterState]:
        shown = self.counters
        counters = {
            c: counter_state(day, c) if c in acted else shown[c] for c in in_order(day)
        }
        for plan in day.plan.counters if moved else ():
            if plan.id not in acted and not moved.isdisjoint(plan.serves):
                counters[plan.id] = _counted(day, counters[plan.id])
        return counters


def first_look(day: Day) -> Look:
    """Return the look of an office that nothing is known of."""
    recent = RecentCalls()
    return Look(day, recent, screen_state(day, recent), {})


def in_order(day: Day) -> list[str]:
    """Return the plan's counters, then those left out of it that are still open."""
    planned = [c.id for c in day.plan.counters if c.id in day.counters]
    if len(planned) == len(day.counters):
        return planned
    return [*planned, *sorted(set(day.counters) - set(planned))]


def _is_same_house(was: Day, day: Day) -> bool:
    """Whether the two are of one date and one plan, both open or both closed."""
    is_same_day = day.date == was.date and day.is_open is was.is_open
    return is_same_day and day.plan is was.plan


def _is_other(was: Day, day: Day, counter: str) -> bool:
    """Whether a counter, its visit or the one it set aside is not as it was."""
    now = day.counters[counter]
    if now is not was.counters.get(counter):
        return True
    for visit in (now.visit, now.last_parked):
        if visit is not None and day.visits[visit] is not was.visits.get(visit):
            return True
    return False


def _moved(was: Day, day: Day, acted: set[str]) -> set[str]:
    """Return the services with other lines, or lines that wait for such a counter."""
    return {
        service
        for service, lines in day.waiting.services.items()
        if lines is not was.waiting.of(service) or not acted.isdisjoint(lines)
    }


def _counted(day: Day, shown: CounterState) -> CounterState:
    waiting, priority = numbers(day, shown.counter)
    return replace(shown, waiting=waiting, priority_waiting=priority)
