"""What has the day come to so far?

Every event replaces what its visit or session had added, so that its cost does not
grow with the day; nothing is changed in place, so that an earlier day can be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from immutables import Map
from msgspec import Struct
from msgspec.structs import replace

from events import session as told
from events.counter import ActionUndone
from events.day import DayClosed, DayOpened
from events.recorded import Recorded
from events.visit import TicketIssued, WaitEstimated
from hub.projections.cleared import is_cleared, is_of_day
from hub.projections.measures.figures import Share, Spread
from hub.projections.today import help as helped
from hub.projections.today import visits
from hub.projections.today.bags import EMPTY, Bag, below, rank, swapped, up_to
from hub.projections.today.counts import Counts, Hour, counted, gain, in_hours, scored
from hub.projections.today.help import RatingToday, SessionToday
from hub.projections.today.strip import Strip, begun_at
from hub.projections.today.visits import VisitToday, since_1970

MINUTE = 60_000_000
RATINGS_KEPT = 6


class ToldToday(Struct, frozen=True):
    """What the newest visitor of a service was told, and when: a range in seconds."""

    at: datetime
    from_s: int
    to_s: int


class Today(Struct, frozen=True, kw_only=True):
    """The day so far; spans are microseconds, services those of the tickets.

    `last` is when the last thing happened that the hub did not clear up afterwards.
    """

    day: date | None = None
    stream: str = ""
    last: datetime | None = None
    opened: datetime | None = None
    closed: datetime | None = None
    visits: Map[str, VisitToday] = Map()
    sessions: Map[str, SessionToday] = Map()
    counts: Counts = Counts()
    waits: Bag = EMPTY
    waits_of: Mapping[str, Bag] = {}
    handled_of: Mapping[str, Bag] = {}
    uncalled: Bag = EMPTY
    lost: Bag = EMPTY
    hours: Mapping[int, Hour] = {}
    scores: Mapping[int, int] = {}
    ratings: tuple[RatingToday, ...] = ()
    ranges: Mapping[str, ToldToday] = {}
    strip: Strip | None = None

    def after(self, recorded: Recorded) -> Today:
        """Return the day as it stands after one more event of the office.

        What the hub clears up once the date is over counts as in the rows.
        """
        if self.day is None or not is_of_day(recorded, self.stream):
            return self._and(recorded)
        if is_cleared(recorded, self.day) and self.last is not None:
            return self._and(replace(recorded, at=self.last))
        return replace(self._and(recorded), last=recorded.at)

    def _and(self, recorded: Recorded) -> Today:
        match event := recorded.event:
            case DayOpened():
                return _begun(event, recorded)
            case TicketIssued():
                return self._moved(None, visits.issued(event, recorded), recorded)
            case ActionUndone():
                return self._undone(event, recorded)
            case _ if type(event) in visits.CHANGES:
                return self._touched(event.visit, recorded)
            case _:
                return self._other(event, recorded)

    def called_in_time(self, within_min: int, now: datetime) -> Share:
        """Return who was called within so many minutes, of all who could have been.

        Those are whoever was called, left uncalled after more than that, or waits
        uncalled for longer.
        """
        most = within_min * MINUTE
        late = len(self.lost) - up_to(self.lost, most)
        late += below(self.uncalled, since_1970(now) - most)
        return Share(up_to(self.waits, most), len(self.waits) + late)

    def wait(self, service: str | None = None) -> Spread:
        """Return how the waits to the first call are spread."""
        bag = self.waits if service is None else self.waits_of.get(service, EMPTY)
        return spread(bag)

    def _estimated(self, event: WaitEstimated, recorded: Recorded) -> Today:
        visit = self.visits.get(event.visit)
        if visit is None:
            return self
        said = ToldToday(recorded.at, event.from_s, event.to_s)
        return replace(self, ranges={**self.ranges, visit.service: said})

    def _touched(self, visit: str, recorded: Recorded) -> Today:
        was = self.visits.get(visit)
        if was is None:
            return self
        return self._moved(was, visits.after(was, recorded), recorded)

    def _undone(self, event: ActionUndone, recorded: Recorded) -> Today:
        today = self
        for before in event.visits:
            if (was := today.visits.get(before.visit)) is not None:
                today = today._moved(was, visits.undone(was), recorded)
        return today

    def _moved(self, was: VisitToday | None, now: VisitToday, at: Recorded) -> Today:
        all_visits = self.visits.set(now.id, now)
        if was is not None and _is_same(was, now):
            return replace(self, visits=all_visits)
        counts = counted(self.counts, was, now)
        waits_of, handled_of, hours = self.waits_of, self.handled_of, self.hours
        wait, handled = was and was.wait, was and was.handled
        if wait != now.wait:
            waits_of = _of(waits_of, now.service, wait, now.wait)
        if handled != now.handled:
            handled_of = _of(handled_of, now.service, handled, now.handled)
        uncalled, lost = was and was.uncalled_since, was and was.lost_after
        assert self.strip is not None
        return replace(
            self,
            visits=all_visits,
            counts=counts,
            waits=swapped(self.waits, wait, now.wait),
            waits_of=waits_of,
            handled_of=handled_of,
            uncalled=swapped(self.uncalled, uncalled, now.uncalled_since),
            lost=swapped(self.lost, lost, now.lost_after),
            hours=in_hours(hours, was, now),
            strip=self.strip.after(at.at, counts.waiting),
        )

    def _other(self, event: Any, recorded: Recorded) -> Today:
        match event:
            case DayClosed():
                return replace(self, closed=recorded.at)
            case WaitEstimated():
                return self._estimated(event, recorded)
            case _:
                return self._helped(event, recorded)

    def _helped(self, event: Any, recorded: Recorded) -> Today:
        id = getattr(event, "session", None)
        if isinstance(event, told.SessionStarted):
            return self._told(None, helped.begun(event))
        if id is None or (was := self.sessions.get(id)) is None:
            return self
        if isinstance(event, told.SessionWithdrawn):
            return self._told(was, None)
        today = self._told(was, helped.after(was, recorded))
        if isinstance(event, told.RatingGiven):
            return today._rated(event, recorded)
        return today

    def _told(self, was: SessionToday | None, now: SessionToday | None) -> Today:
        if was == now:
            return self
        sessions = self.sessions
        if now is not None:
            sessions = sessions.set(now.id, now)
        elif was is not None:
            sessions = sessions.delete(was.id)
        counts = replace(
            self.counts,
            to_file=self.counts.to_file + gain(was, now, "is_to_file"),
            filed=self.counts.filed + gain(was, now, "is_filed"),
        )
        scores = scored(self.scores, was, now)
        return replace(self, sessions=sessions, counts=counts, scores=scores)

    def _rated(self, event: told.RatingGiven, recorded: Recorded) -> Today:
        visit = self.visits.get(event.visit)
        rating = RatingToday(
            at=recorded.at,
            score=event.score,
            service=visit.service if visit else "",
            reasons=event.reasons,
        )
        ratings = (rating, *self.ratings)[:RATINGS_KEPT]
        return replace(self, ratings=ratings)


def _begun(event: DayOpened, recorded: Recorded) -> Today:
    return Today(
        day=event.day,
        stream=recorded.stream,
        last=recorded.at,
        opened=recorded.at,
        strip=begun_at(recorded.at),
    )


def spread(bag: Bag) -> Spread:
    """Return the ranks of a bag of spans; its total is not asked for here."""
    return Spread(
        n=len(bag),
        p50=rank(bag, 50),
        p90=rank(bag, 90),
        p95=rank(bag, 95),
        longest=rank(bag, 100),
    )


def _is_same(was: VisitToday, now: VisitToday) -> bool:
    """Whether a visit is where it was: an announcement, another class or label."""
    return (was.place, was.since, was.wait) == (now.place, now.since, now.wait)


def _of(
    bags: Mapping[str, Bag], service: str, old: int | None, new: int | None
) -> Mapping[str, Bag]:
    return {**bags, service: swapped(bags.get(service, EMPTY), old, new)}
