"""The hub's core under a virtual clock: visitors by the law of chance, clerks at once.

Everything is the house's own: rules, writer, store and rows. Only the clock is ours,
and the clerks, who call the next visitor the instant they are free. Times are whole
microseconds, as in the events. What is done at one instant goes to the writer together,
as presses that come together do: it decides each in turn and commits them as one.
"""

from __future__ import annotations

import queue
from collections.abc import Iterable
from datetime import timedelta
from heapq import heapify, heappop, heappush
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.counter import OpenCounter
from events.day import OpenDay
from events.ids import new_id
from events.plan import Rules
from events.replies import Accepted
from events.visit import (
    CallNext,
    FinishServing,
    IssueTicket,
    StartServing,
    VisitClass,
)
from firmware_config.site import CounterSite
from hub.application.jobs import Job, Reply
from tests.hub.asking import ANSWER_WITHIN_S
from tests.hub.rig import HTTP, NINE, SITE, Rig, SetClock, TryingStore

FREED, COMES = range(2)
FIRST_COME = Rules(priority_credit_min=0)
PRIORITY_FIRST = Rules(
    priority_credit_min=1440, longest_wait_min=1440, priority_run=100
)


class Customer(Struct, frozen=True):
    """Somebody who comes at an instant and takes so long, in microseconds."""

    at: int
    takes: int
    is_priority: bool = False


class QueueHouse(Rig):
    """A core with so many counters that all serve one service."""

    def __init__(self, counters: int, rules: Rules = FIRST_COME) -> None:
        every = [str(n) for n in range(1, counters + 1)]
        self.site = replace(
            SITE,
            counters=tuple(CounterSite(id=one, serves=("A",)) for one in every),
            rules=rules,
            dispensers=(),
            boxes=(),
        )
        self.clock = SetClock()
        self.store = TryingStore()
        self.core = self._start()
        self.idle = every
        self.accepted(OpenDay())
        for one in every:
            self.accepted(OpenCounter(counter=one))

    def play(self, customers: Iterable[Customer]) -> list[str]:
        """Serve everybody; return each one's visit, in the order given.

        The next who are played come after the last of these has gone.
        """
        return _Play(self, list(customers)).run()

    def at_once(self, *commands: Any) -> list[Accepted]:
        """Put in what is done at this instant; return the answers, all of them yes."""
        answers: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        for body in commands:
            job = Job(body=body, id=new_id(), source=HTTP, respond=answers.put)
            self.core.office.take(job)
        replies = [answers.get(timeout=ANSWER_WITHIN_S) for _ in commands]
        accepted = [reply for reply in replies if isinstance(reply, Accepted)]
        assert len(accepted) == len(commands), replies
        return accepted

    def sets_clock(self, at: int) -> None:
        """Go to so many microseconds after the house was opened."""
        self.clock.at = NINE + timedelta(microseconds=at)


class _Play:
    def __init__(self, house: QueueHouse, customers: list[Customer]) -> None:
        self._house = house
        self._customers = customers
        self._begun = self._elapsed()
        self._visits: dict[str, int] = {}
        self._waiting = 0
        self._next = [(self._begun + c.at, COMES, n) for n, c in enumerate(customers)]
        heapify(self._next)

    def run(self) -> list[str]:
        while self._next:
            at, what, which = heappop(self._next)
            self._house.sets_clock(at)
            if what == COMES:
                self._comes(at, which)
            else:
                self._freed(at, str(which))
        return sorted(self._visits, key=self._visits.__getitem__)

    def _comes(self, at: int, which: int) -> None:
        is_priority = self._customers[which].is_priority
        kind = VisitClass.PRIORITY if is_priority else VisitClass.NORMAL
        issue = IssueTicket(service="A", visit_class=kind)
        idle = self._house.idle.pop(0) if self._house.idle else None
        calls = () if idle is None else _calls(idle)
        reply, *of_calls = self._house.at_once(issue, *calls)
        assert reply.visit is not None
        self._visits[reply.visit] = which
        self._waiting += 1
        if idle is not None:
            self._called(at, idle, of_calls[0])

    def _freed(self, at: int, counter: str) -> None:
        if self._waiting:
            self._called(at, counter, self._house.at_once(*_calls(counter))[0])
        else:
            self._house.at_once(FinishServing(counter=counter))
            self._house.idle.append(counter)

    def _called(self, at: int, counter: str, reply: Accepted) -> None:
        """Remember when who was called will be done."""
        assert reply.visit is not None
        self._waiting -= 1
        takes = self._customers[self._visits[reply.visit]].takes
        heappush(self._next, (at + takes, FREED, int(counter)))

    def _elapsed(self) -> int:
        since = self._house.clock.now() - NINE
        return since // timedelta(microseconds=1)


def _calls(counter: str) -> tuple[CallNext, StartServing]:
    """Return a call and its beginning; whoever was served there before is done."""
    return CallNext(counter=counter), StartServing(counter=counter)
