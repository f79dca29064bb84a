"""A committed state and what was made of it; a commit redraws only what it touched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import NamedTuple

from msgspec.structs import replace

from events.device import CounterState, ScreenService, ScreenState
from events.recorded import Recorded
from hub.application.live import counter_state, numbers, screen_state
from hub.application.waits import Waits
from hub.domain.accompany_undo import is_written_into
from hub.domain.day import Counter, Day
from hub.domain.issue_limits import gives_numbers
from hub.domain.session import Sessions
from hub.domain.state import State
from hub.projections.calls import RecentCalls


class Look(NamedTuple):
    """One committed state and what was made of it; replaced whole, never changed.

    `counters` stand in the site's order. `position` is that of the newest event, which
    may be a device's and not the day's.
    """

    state: State
    recent: RecentCalls
    screen: ScreenState
    counters: Mapping[str, CounterState]
    position: int = 0

    @property
    def day(self) -> Day:
        """The day of that state."""
        return self.state.day

    def after(self, events: tuple[Recorded, ...], state: State, position: int) -> Look:
        """Return the look one commit later."""
        day, recent = state.day, reduce(RecentCalls.after, events, self.recent)
        if not _is_same_house(self.day, day):
            counters = {c: counter_state(state, c) for c in in_order(day)}
            return Look(state, recent, screen_state(day, recent), counters, position)
        acted = {c for c in day.counters if _is_other(self.state, state, c)}
        moved = _moved(self.day, day, acted)
        screen = screen_state(day, recent, self._services(day, moved))
        counters = self._counters(state, acted, moved)
        return Look(state, recent, screen, counters, position)

    def with_waits(self, waits: Waits) -> Look:
        """Return the look with the waits of now; itself if it shows those already."""
        services = tuple(
            replace(s, wait=waits.of_service(s.service)) for s in self.screen.services
        )
        if services == self.screen.services:
            return self
        return self._replace(screen=replace(self.screen, services=services))

    def _services(self, day: Day, moved: set[str]) -> tuple[ScreenService, ...]:
        return tuple(
            [
                replace(
                    s,
                    waiting=day.waiting.count(s.service),
                    gives_numbers=gives_numbers(day, s.service),
                )
                if s.service in moved
                else s
                for s in self.screen.services
            ]
        )

    def _counters(
        self, state: State, acted: set[str], moved: set[str]
    ) -> dict[str, CounterState]:
        day, shown = state.day, self.counters
        counters = {
            c: counter_state(state, c) if c in acted else shown[c]
            for c in in_order(day)
        }
        for plan in day.plan.counters if moved else ():
            if plan.id not in acted and not moved.isdisjoint(plan.serves):
                counters[plan.id] = _counted(day, counters[plan.id])
        return counters


def first_look(state: State) -> Look:
    """Return the look of an office that nothing is known of."""
    recent = RecentCalls()
    return Look(state, recent, screen_state(state.day, recent), {})


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


def _is_other(was: State, state: State, counter: str) -> bool:
    """Whether a counter, its visit or the one it set aside is not as it was."""
    now = state.day.counters[counter]
    if now is not was.day.counters.get(counter):
        return True
    for visit in (now.visit, now.last_parked):
        if visit is None:
            continue
        if state.day.visits[visit] is not was.day.visits.get(visit):
            return True
    if is_written_into(was, now) is not is_written_into(state, now):
        return True
    return _is_other_help(was.sessions, state.sessions, now)


def _is_other_help(was: Sessions, sessions: Sessions, counter: Counter) -> bool:
    """Whether another session goes on there, or the last one was rated."""
    ended = sessions.last_ended(counter.id)
    if ended is not was.last_ended(counter.id):
        return True
    here = counter.visit or ""
    return sessions.of_visit.get(here) != was.of_visit.get(here)


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
