"""The open day as the ledger keeps it, and which of its rows are not told yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from events.plan import DayPlan
from hub.projections.measured.changes import Changes, Key, Pending, Row
from hub.projections.measured.ledger.counter import Counter
from hub.projections.measured.ledger.session import Session
from hub.projections.measured.ledger.visit import Visit
from hub.projections.measured.rows import (
    COUNTERS,
    DAYS,
    DIFFICULTIES,
    PAYMENTS,
    SESSIONS,
    STEPS,
    STINTS,
    SUBMISSIONS,
    VISITS,
    DayRow,
    Instant,
)

V = TypeVar("V")

OF_SESSIONS = (STEPS, SUBMISSIONS, PAYMENTS, DIFFICULTIES)


class NotOfThisDay(LookupError):
    """An event speaks of a visit or session that this day does not know."""


class Known(dict[str, V]):
    """What the day knows by id."""

    def __missing__(self, key: str) -> V:
        """Say that it is none of this day's."""
        raise NotOfThisDay(key)


class Day:
    """Visits, counters and sessions of one business day.

    `unbound` counts who waits for a service and may be called anywhere, `bound` those
    who wait for one counter. `teams` is the office's list, as it changes. `last` is
    when the last thing happened that the hub did not clear up afterwards.
    """

    def __init__(self, row: DayRow, stream: str, teams: Mapping[str, str]) -> None:
        """Begin a day on which nothing has happened yet."""
        self.row = row
        self.name = row.day
        self.date = date.fromisoformat(row.day)
        self.last = row.opened
        self.stream = stream
        self.teams = teams
        self.plan = DayPlan(services=(), counters=())
        self.visits: Known[Visit] = Known()
        self.counters: dict[str, Counter] = {}
        self.sessions: Known[Session] = Known()
        self.session_of: dict[str, str] = {}
        self.unbound: dict[str, int] = {}
        self.bound: dict[str, dict[str, int]] = {}
        self.idle: dict[str, Counter] = {}
        self.is_told = False
        self.new_visits: dict[str, Visit] = {}
        self.new_counters: dict[str, Counter] = {}
        self.new_sessions: dict[str, Session | None] = {}
        self.entries: dict[str, Pending] = {table.name: {} for table in OF_SESSIONS}

    def counter(self, counter: str) -> Counter:
        """Return a counter; one that was not heard of yet is closed."""
        found = self.counters.get(counter)
        if found is None:
            found = self.counters[counter] = Counter(id=counter)
        return found

    def team(self, clerk: str | None) -> str | None:
        """Return the team that a clerk belongs to now."""
        return None if clerk is None else self.teams.get(clerk)

    def session_changed(self, visit: str) -> None:
        """Have the session of a visit told anew, if it has one."""
        session = self.sessions.get(self.session_of.get(visit, ""))
        if session is not None:
            self.new_sessions[session.session] = session

    def close(self, at: Instant) -> None:
        """End every stay that is not over: the office is empty."""
        self.row = self.row._replace(closed=at)
        self.is_told = False
        for visit in self.visits.values():
            last = visit.stints[-1]
            if last.ended is None:
                last.ended = at
                self.new_visits[visit.visit] = visit

    def tell(self, changes: Changes) -> None:
        """Tell every row that is not told as it is, once."""
        if not self.is_told:
            changes.put[DAYS.name].append(self.row)
            self.is_told = True
        self._tell_visits(changes.put, changes.gone[STINTS.name])
        self._tell_counters(changes.put[COUNTERS.name], changes.gone[COUNTERS.name])
        self._tell_sessions(changes)

    def _tell_visits(self, put: dict[str, list[Row]], gone: list[Key]) -> None:
        visits, stints = put[VISITS.name], put[STINTS.name]
        for visit in self.new_visits.values():
            visits.append(visit.row())
            stays = visit.stints
            stints.extend([stint.row() for stint in stays[visit.fresh :]])
            gone.extend(
                (visit.day, visit.visit, n) for n in range(len(stays), visit.told)
            )
            visit.told = len(stays)
            visit.fresh = visit.told - 1
        self.new_visits.clear()

    def _tell_counters(self, put: list[Row], gone: list[Key]) -> None:
        for counter in self.new_counters.values():
            states = counter.states
            put.extend([state.row() for state in states[counter.fresh :]])
            gone.extend(
                (self.name, counter.id, n) for n in range(len(states), counter.told)
            )
            counter.told = len(states)
            counter.fresh = max(counter.told - 1, 0)
        self.new_counters.clear()

    def _tell_sessions(self, changes: Changes) -> None:
        put, gone = changes.put[SESSIONS.name], changes.gone[SESSIONS.name]
        for name, session in self.new_sessions.items():
            if session is None:
                gone.append((self.name, name))
                continue
            visit = self.visits.get(session.visit)
            if visit is not None:
                session.ticket, session.visit_class = visit.ticket, visit.visit_class
            put.append(session.row())
        self.new_sessions.clear()
        for table in OF_SESSIONS:
            changes.settle(table, self.entries[table.name])
