"""What has to be known of other rows to make figures of some: worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeAlias

from hub.projections.measured.instants import Instant, Span
from hub.projections.measured.rows import Facts, SessionRow, VisitRow
from hub.projections.measures.availability import ready_by_day
from hub.projections.measures.dimensions import names
from hub.projections.measures.figures import Share
from hub.projections.measures.overtaking import Passed, passed_over
from hub.projections.measures.ranks import spread

Name: TypeAlias = tuple[str, str]

_visitor = itemgetter(*map(SessionRow._fields.index, ("day", "visit", "visitor")))


class Links:
    """The rows as a whole; a visit is named by its day and id."""

    def __init__(
        self, facts: Facts, spread: Callable[[Iterable[Span]], Any] = spread
    ) -> None:
        """Remember the rows; `spread` is what becomes of spans: their quantiles.

        What is asked of the rows is worked out once.
        """
        self._facts = facts
        self.spread = spread

    @property
    def at(self) -> Instant:
        """The instant up to which events are counted in."""
        return self._facts.at

    @cached_property
    def visitors(self) -> Mapping[Name, str]:
        """Who came, as the session says."""
        rows = map(_visitor, self._facts.sessions)
        return {(day, visit): visitor for day, visit, visitor in rows}

    @cached_property
    def over(self) -> frozenset[Name]:
        """The visits that departed, or did not come; ended by people."""
        visits = self._facts.visits
        return frozenset([names(row) for row in visits if is_timed(row)])

    @cached_property
    def set_aside(self) -> frozenset[Name]:
        """The visits that were set aside."""
        stints = self._facts.stints
        return frozenset([names(row) for row in stints if row.place == "parked"])

    @cached_property
    def came_back(self) -> frozenset[Name]:
        """The visits that were set aside and waited again."""
        stints = self._facts.stints
        after = {(r.day, r.visit, r.n + 1) for r in stints if r.place == "parked"}
        again = [row for row in stints if row.n and row.place == "waiting"]
        return frozenset([names(row) for row in again if row[:3] in after])

    @cached_property
    def passed(self) -> Passed:
        """How many people each call passed over, by visit, where it did."""
        return passed_over(self._facts)

    @cached_property
    def ready(self) -> Mapping[str, Mapping[str, Share]]:
        """How much of each day each device was there."""
        return ready_by_day(self._facts)


def is_timed(visit: VisitRow) -> bool:
    """Whether a visit is over, and not by the hub's hand: its times are known."""
    return visit.ended is not None and not visit.forgotten
