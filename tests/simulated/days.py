"""Days of a small post-office point, invented from declared distributions and a seed.

Arrivals follow the hour, three services take 6, 12 and 20 minutes (lognormal), one in
seven visitors has priority, one in twenty does not come when called, and from twelve to
one half of the counters are on a break.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from math import log, sqrt
from typing import Any, NamedTuple

from msgspec import Struct

from events.counter import CloseCounter, OpenCounter, PauseCounter, ResumeCounter
from events.day import CloseDay
from events.local_time import HERE
from events.recorded import Recorded
from events.visit import (
    CallNext,
    FinishServing,
    IssueTicket,
    MarkNoShow,
    StartServing,
    TicketIssued,
    VisitCalled,
    VisitClass,
    WaitEstimated,
)
from hub.domain.calling_rule import choose
from tests.simulated.office import SimulatedOffice, plan_of
from tests.simulated.rivals import Seen, look, told_by_rivals

# Arrivals by the hour from eight on, as a share of the mean.
PROFILE = (0.75, 1.25, 1.35, 1.1, 0.8, 0.6, 0.95, 1.1, 0.7)
BUSIEST = max(PROFILE)
OPENS, LUNCH, AFTERNOON = 8, 12, 13
FIRST = date(2026, 3, 2)


class Kind(NamedTuple):
    """A service: its share of visitors, its mean in minutes, how uneven it is."""

    share: float
    minutes: float
    spread: float


KINDS = {"A": Kind(0.5, 6, 0.8), "B": Kind(0.3, 12, 0.7), "C": Kind(0.2, 20, 0.6)}
MEAN_S = 60 * sum(kind.share * kind.minutes for kind in KINDS.values())
NO_SHOW, PRIORITY = 0.05, 0.15
WALK_S, HAND_S, CALLS_S = 25.0, 10.0, 120.0


class Point(Struct, frozen=True):
    """An office of so many counters, busy for such a share of the day."""

    counters: int
    load: float

    @property
    def per_hour(self) -> float:
        """How many come in an hour, on average."""
        return self.load * self.counters * 3600 / (MEAN_S + WALK_S + HAND_S)


class Told(Struct, kw_only=True):
    """What a visitor was told at issue by us and by the rivals, and what came true."""

    issued_at: datetime
    from_s: int
    to_s: int
    schedule_s: int
    rivals: dict[str, float]
    waited: float | None = None


class Simulation:
    """Works day after day; `told` holds what was told to whom."""

    def __init__(self, point: Point, seed: int) -> None:
        self.office = SimulatedOffice(plan_of(point.counters, "".join(KINDS)))
        self.told: dict[str, Told] = {}
        self.unknown = 0
        self._point = point
        self._chance = random.Random(seed)
        self._seen = Seen(waits=deque([0.0], maxlen=10), services=deque([MEAN_S]))
        self._queue: list[tuple[datetime, int, Any, tuple[Any, ...]]] = []
        self._made = 0
        self._arrived: dict[str, datetime] = {}
        self._idle: set[str] = set()
        self._resting: set[str] = set()
        self._began: dict[str, datetime] = {}

    def work(self, days: int) -> None:
        """Work so many days, one after the other."""
        for n in range(days):
            self._day(FIRST + timedelta(days=n))

    def _day(self, day: date) -> None:
        opens = datetime.combine(day, time(OPENS), HERE)
        counters = [str(n + 1) for n in range(self._point.counters)]
        self.office.open(opens)
        for counter in counters:
            self.office.do(OpenCounter(counter=counter), opens)
        self._idle, self._resting = set(counters), set()
        for at in self._arrivals(opens):
            self._later(at, self._comes)
        for counter in counters[: self._point.counters // 2]:
            noon = opens + timedelta(hours=LUNCH - OPENS)
            self._later(noon, self._rests, counter)
            back = opens + timedelta(hours=AFTERNOON - OPENS)
            self._later(back, self._is_back, counter)
        last = opens
        while self._queue:
            last, _, act, known = heappop(self._queue)
            act(last, *known)
        for counter in counters:
            self.office.do(CloseCounter(counter=counter), last)
        self.office.do(CloseDay(), last)

    def _arrivals(self, opens: datetime) -> Iterator[datetime]:
        """Yield when people come: by the hour, at random within it."""
        most = self._point.per_hour * BUSIEST
        hours = self._chance.expovariate(most)
        while hours < len(PROFILE):
            if self._chance.random() < PROFILE[int(hours)] / BUSIEST:
                yield opens + timedelta(hours=hours)
            hours += self._chance.expovariate(most)

    def _later(self, at: datetime, act: Any, *known: Any) -> None:
        self._made += 1
        heappush(self._queue, (at, self._made, act, known))

    def _comes(self, at: datetime) -> None:
        chance = self._chance
        service = chance.choices([*KINDS], [k.share for k in KINDS.values()])[0]
        has_priority = chance.random() < PRIORITY
        command = IssueTicket(
            service=service,
            visit_class=VisitClass.PRIORITY if has_priority else VisitClass.NORMAL,
        )
        before = self.office.day
        reply, events = self.office.ask(command, at)
        is_free = look(self._seen, before, at, reply.ahead)
        self._note(at, events, told_by_rivals(self._seen, is_free))
        if self._idle:
            counter = min(self._idle)
            self._idle.remove(counter)
            self._later(at + self._about(HAND_S), self._calls, counter)

    def _note(
        self, at: datetime, events: tuple[Recorded, ...], rivals: dict[str, float]
    ) -> None:
        estimate = None
        for each in events:
            if isinstance(each.event, TicketIssued):
                self._arrived[each.event.visit] = at
            elif isinstance(each.event, WaitEstimated):
                estimate = each.event
        if estimate is None:
            self.unknown += 1
            return
        self.told[estimate.visit] = Told(
            issued_at=at,
            from_s=estimate.from_s,
            to_s=estimate.to_s,
            schedule_s=estimate.schedule_s or 0,
            rivals=rivals,
        )

    def _calls(self, at: datetime, counter: str) -> None:
        if counter in self._resting:
            self.office.do(PauseCounter(counter=counter), at)
            return
        if choose(self.office.day, counter, at) is None:
            self._idle.add(counter)
            return
        for each in self.office.do(CallNext(counter=counter), at):
            if isinstance(each.event, VisitCalled):
                self._called(each.event, at)
        if self._chance.random() < NO_SHOW:
            self._later(at + timedelta(seconds=CALLS_S), self._misses, counter)
        else:
            self._later(at + self._about(WALK_S), self._starts, counter)

    def _called(self, event: VisitCalled, at: datetime) -> None:
        waited = (at - self._arrived.pop(event.visit)).total_seconds()
        self._seen.waits.append(waited)
        if event.visit in self.told:
            self.told[event.visit].waited = waited

    def _starts(self, at: datetime, counter: str) -> None:
        self.office.do(StartServing(counter=counter), at)
        visit = self.office.day.visit_at(counter)
        assert visit is not None
        self._began[counter] = at
        self._later(at + self._service(visit.service), self._ends, counter)

    def _ends(self, at: datetime, counter: str) -> None:
        self.office.do(FinishServing(counter=counter), at)
        self._seen.services.append((at - self._began[counter]).total_seconds())
        while len(self._seen.services) > 400:
            self._seen.services.popleft()
        self._later(at + self._about(HAND_S), self._calls, counter)

    def _misses(self, at: datetime, counter: str) -> None:
        self.office.do(MarkNoShow(counter=counter), at)
        self._later(at + self._about(HAND_S), self._calls, counter)

    def _rests(self, at: datetime, counter: str) -> None:
        """Go on a break, once the visit at the counter is over."""
        self._resting.add(counter)
        if counter in self._idle:
            self._idle.remove(counter)
            self.office.do(PauseCounter(counter=counter), at)

    def _is_back(self, at: datetime, counter: str) -> None:
        self._resting.discard(counter)
        if self.office.day.counters[counter].is_paused:
            self.office.do(ResumeCounter(counter=counter), at)
            self._calls(at, counter)

    def _service(self, service: str) -> timedelta:
        kind = KINDS[service]
        sigma = sqrt(log(1 + kind.spread**2))
        mu = log(60 * kind.minutes) - sigma**2 / 2
        return timedelta(seconds=self._chance.lognormvariate(mu, sigma))

    def _about(self, seconds: float) -> timedelta:
        return timedelta(seconds=seconds * self._chance.uniform(0.5, 1.5))
