"""List scheduling: let the counters call, in the house's own order, as time goes on.

Each counter is free when its visit is over, by how long visits of that service lately
went on; it then calls whoever the calling rule says, and is free again after that
service's time. So it goes on until nobody waits. Nothing is random, nobody new comes,
and a counter on a break calls nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from events.visit import Called, Serving, VisitClass
from hub.domain.calling_rule import callable_at, of_two
from hub.domain.day import Day
from hub.domain.paces import Paces
from hub.domain.schedule import Schedule, Seat, soonest
from hub.domain.skills import services_at
from hub.domain.visit import Visit
from hub.domain.waiting_room import Lines, Turns

# More are not followed one by one; the rest is shared out among the counters.
MOST = 200


class Line:
    """A line of the waiting room, and how many of it were called."""

    __slots__ = ("called", "service", "turns")

    def __init__(self, service: str, turns: Turns) -> None:
        """Begin at its head."""
        self.service = service
        self.turns = turns
        self.called = 0


class Counter:
    """An open counter, the lines it calls from, and when it calls next, in seconds."""

    __slots__ = ("free", "normal", "priority", "services")

    def __init__(self, services: frozenset[str], free: float) -> None:
        """Begin with what it is doing now."""
        self.services = services
        self.free = free
        self.normal: list[Line] = []
        self.priority: list[Line] = []


class Walk:
    """One run through the waiting room; what it finds is gathered in `starts`."""

    def __init__(self, day: Day, paces: Paces, at: datetime) -> None:
        """Remember the day; `counters` are set before it begins."""
        self._paces = paces
        self._rules = day.plan.rules
        self._run = day.priority_run
        self._at = at
        credit = timedelta(minutes=self._rules.priority_credit_min)
        self._before_newcomers = at - credit
        self._left = paces.common.left
        self.counters: list[Counter] = []
        self.starts: dict[str, float] = {}
        self.priority: dict[str, float] = {}

    def go(self) -> None:
        """Call one after the other until nobody is left, or too many were called."""
        order = [(c.free, n) for n, c in enumerate(self.counters)]
        heapify(order)
        while order and len(self.starts) < MOST:
            _, n = heappop(order)
            counter = self.counters[n]
            line = self._next(counter)
            if line is not None:
                self._call(counter, line)
                heappush(order, (counter.free, n))
        for service in {s for counter in self.counters for s in counter.services}:
            if service not in self.priority:
                self.priority[service] = self._soonest(service)

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The counters as they stand at the end."""
        return tuple([Seat(c.services, c.free) for c in self.counters])

    def _next(self, counter: Counter) -> Line | None:
        """Return the line whose head the counter calls next."""
        normal, priority = _first(counter.normal), _first(counter.priority)
        if normal is None or priority is None:
            return normal or priority
        now = self._at + timedelta(seconds=counter.free)
        head, before = normal.turns[normal.called], priority.turns[priority.called]
        visit_class, _ = of_two(head, before, now, self._run, self._rules)
        return normal if visit_class is VisitClass.NORMAL else priority

    def _call(self, counter: Counter, line: Line) -> None:
        turn, is_normal = line.turns[line.called], line in counter.normal
        line.called += 1
        self._run = 0 if is_normal else self._run + 1
        self.starts[turn.visit] = start = self._soonest(line.service)
        if is_normal and turn.arrived > self._before_newcomers:
            # A priority visit that comes now would be called in this one's place.
            for service in counter.services - self.priority.keys():
                self.priority[service] = start
        counter.free += self._paces.of(line.service).work

    def _soonest(self, service: str) -> float:
        free = [c.free for c in self.counters if service in c.services]
        return soonest(free, self._left)

    def share_out_the_rest(self) -> None:
        """Have those who were not called one by one take the counters' time as well."""
        if len(self.starts) < MOST:
            return
        lines = {id(x): x for c in self.counters for x in (*c.normal, *c.priority)}
        for line in lines.values():
            taking = [c for c in self.counters if line in (*c.normal, *c.priority)]
            rest = len(line.turns) - line.called
            for counter in taking if rest else ():
                work = self._paces.of(line.service).work
                counter.free += rest * work / len(taking)


def schedule(
    day: Day, paces: Paces, at: datetime, begun: Mapping[str, datetime] | None = None
) -> Schedule:
    """Return when everybody who waits would be called.

    `begun` says since when visits are at their counters, where it is known.
    """
    walk = Walk(day, paces, at)
    walk.counters = _counters(day, paces, at, begun or {})
    walk.go()
    walk.share_out_the_rest()
    return Schedule(
        at=at,
        starts=walk.starts,
        priority=walk.priority,
        seats=walk.seats,
        left=paces.common.left,
    )


def _counters(
    day: Day, paces: Paces, at: datetime, begun: Mapping[str, datetime]
) -> list[Counter]:
    """Return the counters that call, each with the lines that it calls from."""
    lines: dict[int, tuple[Line, Line]] = {}
    counters = []
    for plan in day.plan.counters:
        state = day.counters.get(plan.id)
        if state is None or not state.is_open or state.is_paused:
            continue
        visit = day.visit_at(state.id)
        free = 0.0 if visit is None else _rest(visit, paces, at, begun)
        counter = Counter(frozenset(services_at(day, state.id)), free)
        for both in callable_at(day, state.id):
            if id(both) not in lines:
                lines[id(both)] = _lines(day, both)
            normal, priority = lines[id(both)]
            counter.normal.append(normal)
            counter.priority.append(priority)
        counters.append(counter)
    return counters


def _lines(day: Day, both: Lines) -> tuple[Line, Line]:
    """Return the lines of those who wait for the same, which may be empty."""
    first = next((x[0] for x in (both.normal, both.priority) if x), None)
    service = "" if first is None else day.visits[first.visit].service
    return Line(service, both.normal), Line(service, both.priority)


def _rest(
    visit: Visit, paces: Paces, at: datetime, begun: Mapping[str, datetime]
) -> float:
    """Return for how long a visit still takes its counter."""
    assert isinstance(visit.place, Called | Serving)
    since = begun.get(visit.id, visit.place.since)
    return paces.of(visit.service).rest((at - since).total_seconds())


def _first(lines: Sequence[Line]) -> Line | None:
    """Return the line whose head came first, of those where somebody is left."""
    first, soonest_turn = None, None
    for line in lines:
        if line.called < len(line.turns):
            head = line.turns[line.called]
            if soonest_turn is None or head < soonest_turn:
                first, soonest_turn = line, head
    return first
