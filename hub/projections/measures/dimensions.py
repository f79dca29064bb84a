"""By what figures are broken down, and where each row belongs.

A visit belongs to the office, day, weekday, service, class and hour of its ticket, and
so does all that happened on it. By counter and team, what took time there (calls,
walking, handling, sessions) belongs to whoever did it, and the visit itself to its last
call. There is no dimension for a single clerk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Any, TypeAlias

from hub.projections.measured.instants import Instant
from hub.projections.measured.rows import Facts
from hub.projections.measures.local_hours import hour_of, weekday_of

Key: TypeAlias = str | int | None
Column: TypeAlias = Sequence[Key]


class Dimension(StrEnum):
    """What figures can be broken down by."""

    OFFICE = "office"
    DAY = "day"
    WEEKDAY = "weekday"
    SERVICE = "service"
    CLASS = "class"
    HOUR = "hour"
    COUNTER = "counter"
    TEAM = "team"


Cut: TypeAlias = Mapping[Dimension, Key]
ALL: Cut = MappingProxyType({})

# A visit or session is told by the first two fields of each row of it; the visit of a
# session by its first and third.
names = itemgetter(0, 1)
VISIT = {"stints": names, "sessions": itemgetter(0, 2)}

OF_THE_DAY = frozenset({Dimension.OFFICE, Dimension.DAY, Dimension.WEEKDAY})
OF_WHO_DID_IT = frozenset({Dimension.COUNTER, Dimension.TEAM})
UNDIVIDED = {
    "days": frozenset(Dimension) - OF_THE_DAY,
    "counters": frozenset({Dimension.SERVICE, Dimension.CLASS}),
}
SAID: Mapping[Dimension, Callable[[Any], Key]] = {
    Dimension.DAY: attrgetter("day"),
    Dimension.SERVICE: attrgetter("service"),
    Dimension.CLASS: attrgetter("visit_class"),
    Dimension.COUNTER: attrgetter("counter"),
    Dimension.TEAM: attrgetter("team"),
}


class Columns:
    """For each row of some facts its key, by one dimension; None where it has none."""

    def __init__(self, facts: Facts, dimension: Dimension) -> None:
        """Remember what is asked; each column is worked out once it is wanted."""
        self._facts = facts
        self._dimension = dimension
        self._office = {day.day: day.office for day in facts.days}

    def of(self, name: str, rows: Sequence[Any]) -> Column | None:
        """Return the keys of these rows of a table; None if it is not divided so."""
        if self._dimension in UNDIVIDED.get(name, ()):
            return None
        if self._dimension in OF_THE_DAY:
            return self._said(rows)
        match name:
            case "visits":
                return self._visits
            case "counters":
                return self._begun(rows, attrgetter("began"))
            case "stints" | "sessions":
                return self._of_visits(name, rows)
            case _:  # What was noted, in a session or of the office itself.
                return list(map(self._by_session.get, map(names, rows)))

    @cached_property
    def _visits(self) -> Column:
        return self._begun(self._facts.visits, attrgetter("arrived"))

    def _begun(self, rows: Sequence[Any], when: Callable[[Any], Instant]) -> Column:
        if self._dimension is Dimension.HOUR:
            return list(map(hour_of, map(when, rows)))
        return self._said(rows)

    def _of_visits(self, name: str, rows: Sequence[Any]) -> Column:
        if self._dimension in OF_WHO_DID_IT:
            return self._said(rows)
        return list(map(self._by_visit.get, map(VISIT[name], rows)))

    def _said(self, rows: Iterable[Any]) -> Column:
        if self._dimension is Dimension.OFFICE:
            return [self._office.get(row.day) for row in rows]
        if self._dimension is Dimension.WEEKDAY:
            weekdays = {day.day: weekday_of(day.day) for day in self._facts.days}
            return [weekdays.get(row.day) for row in rows]
        return list(map(SAID[self._dimension], rows))

    @cached_property
    def _by_visit(self) -> dict[Any, Key]:
        return dict(zip(map(names, self._facts.visits), self._visits, strict=True))

    @cached_property
    def _by_session(self) -> dict[Any, Key]:
        keys = self._of_visits("sessions", self._facts.sessions)
        found = map(names, self._facts.sessions)
        return dict(zip(found, keys, strict=True))
