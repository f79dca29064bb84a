"""One invented day, played by the hub's rules from first ticket to last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from events.day import CloseDay, OpenDay
from events.local_time import HERE
from events.visit import AbandonVisit, IssueTicket, ReturnVisit, VisitClass, Waiting
from hub.demo.invented_day import OPENING_H, Visitor, invent
from hub.demo.invented_help import Procedure
from hub.demo.past.clerk import PastClerk
from hub.demo.past.office import PastOffice
from hub.demo.room import Guest
from hub.demo.staff import rostered

OPENS, LAST_CALL, CLOSES = time(7, 30), time(17, 30), time(18)
LUNCH = (time(11, 30), time(12, 15), time(13))  # one half of the staff, then the other
PATIENCE_MIN = 120.0
# Of the visitors of a full day, by weekday from Monday on; few weeks are alike.
BUSY = (0.9, 0.8, 0.72, 0.78, 0.86, 0.5, 0.5)


class PastDay:
    """Plays a day; whatever happens next stands in a heap, by its instant."""

    def __init__(
        self,
        office: PastOffice,
        day: date,
        seed: int,
        procedures: Mapping[str, Sequence[Procedure]],
    ) -> None:
        """Invent the day's visitors."""
        self.office = office
        self.now = self.at(OPENS, day)
        self._day = day
        self._procedures = procedures
        self._seed = f"{seed}-{day}"
        self._chance = Random(self._seed)
        self._next: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = count()
        sits = rostered(office.site)
        self._clerks = [
            PastClerk(self, c, sits.get(c.id)) for c in office.site.counters
        ]
        self.guests: dict[str, Guest] = {}

    def play(self) -> None:
        """Let everybody come, be served and go, then close the books."""
        self.office.ask(OpenDay(day=self._day), self.now)
        for n, clerk in enumerate(self._clerks):
            self.after(20 + n, clerk.sits_down)
            self._eats(clerk, n)
        for visitor in self._invited():
            self.after((OPENING_H - 7.5) * 60 + visitor.at_min, self._comes, visitor)
        while self._next:
            self.now, _, act = heappop(self._next)
            act()
        self.now = max(self.now + timedelta(minutes=10), self.at(CLOSES))
        self.office.ask(CloseDay(), self.now)

    def after(self, minutes: float, act: Callable[..., None], *told: object) -> None:
        """Have something happen so many minutes from now."""
        at = self.now + timedelta(milliseconds=round(minutes * 60_000))
        heappush(self._next, (at, next(self._count), lambda: act(*told)))

    def at(self, clock: time, day: date | None = None) -> datetime:
        """Return a clock time of the day."""
        return datetime.combine(day or self._day, clock, HERE)

    @property
    def may_call(self) -> bool:
        """Whether clerks still begin with somebody."""
        return self.now < self.at(LAST_CALL)

    def look_around(self) -> None:
        """Have each clerk who is free see who waits."""
        for clerk in self._clerks:
            clerk.looks()

    def came_back(self, ticket: str) -> None:
        """Have somebody who was sent for papers wait again."""
        self.office.ask(ReturnVisit(ticket=ticket), self.now)
        self.look_around()

    def _invited(self) -> list[Visitor]:
        services = tuple(service.id for service in self.office.site.services)
        everybody = invent(self._chance.getrandbits(32), services, len(self._clerks))
        share = BUSY[self._day.weekday()]
        return [one for one in everybody if self._chance.random() < share]

    def _comes(self, visitor: Visitor) -> None:
        kind = VisitClass.PRIORITY if visitor.is_priority else VisitClass.NORMAL
        asked = IssueTicket(service=visitor.service, visit_class=kind)
        dispensers = self.office.site.dispensers
        device = dispensers[0].id if dispensers else None
        ticket = self.office.ask(asked, self.now, device).ticket
        if ticket is None:
            return
        found = self._procedures.get(visitor.service, ())
        mark = f"{self._day:%y%m%d}"
        self.guests[ticket] = Guest(visitor, f"{self._seed}-{ticket}", found, mark)
        patience = self._chance.expovariate(1 / PATIENCE_MIN)
        if self.now + timedelta(minutes=patience) < self.at(CLOSES):
            self.after(patience, self._gives_up, ticket)
        self.look_around()

    def _gives_up(self, ticket: str) -> None:
        visit = self.office.day.visit_of(ticket)
        if visit is not None and isinstance(visit.place, Waiting):
            self.office.ask(AbandonVisit(ticket=ticket), self.now)

    def _eats(self, clerk: PastClerk, n: int) -> None:
        """Have a clerk pause for lunch; the office goes on with half its staff."""
        begin, end = LUNCH[n % 2 : n % 2 + 2]
        for clock, act in ((begin, clerk.goes_to_lunch), (end, clerk.comes_back)):
            self.after((self.at(clock) - self.now) / timedelta(minutes=1), act)
