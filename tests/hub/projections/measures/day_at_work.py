"""An invented day that the house's own rules decided, for measuring it twice.

Visitors are those of the demo; clerks call as soon as they can. Some visitors are set
aside, sent on, do not come, come back, leave. Nothing is taken back. Whole seconds.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any

from events import session as told
from events.counter import CloseCounter, OpenCounter, PauseCounter, ResumeCounter
from events.day import CloseDay, OpenDay
from events.recorded import Recorded
from events.session import Intent, Mode, ModeReason, Outcome, Step
from events.visit import (
    AbandonVisit,
    CallNext,
    IssueTicket,
    MarkNoShow,
    ParkVisit,
    Recall,
    ReturnVisit,
    StartServing,
    TransferVisit,
    VisitCalled,
)
from hub.application.streams import stream_of
from hub.demo.invented_day import Visitor, invent
from hub.domain.asked import Asked
from hub.domain.day import Day
from hub.domain.decide_state import decide_state
from hub.domain.evolve_state import evolve_state
from hub.domain.refused import Refused
from hub.domain.state import State
from tests.given import DAWN
from tests.history import NORMAL, OFFICE, PRIORITY, plan

CLERKS = {"1": "NV-01", "2": "NV-02", "3": "NV-03"}
EIGHT = DAWN + timedelta(minutes=30)
CLOSING_MIN = 560.0
OUTCOMES = (Outcome.SUBMITTED, Outcome.MISSING_PAPERS, Outcome.ADVISED_ONLY)


class DayAtWork:
    """One office, one day, three counters; `history` is what was recorded."""

    def __init__(self, seed: int) -> None:
        """Begin with an empty house and everybody still to come."""
        self.history: list[Recorded] = []
        self._chance = Random(seed)
        self._state = State(day=Day(office=OFFICE))
        self._versions: Counter[str] = Counter()
        self._due: list[tuple[float, int, Callable[[], Any]]] = []
        self._order = count()
        self._minute = 0.0
        self._visitors: dict[str, Visitor] = {}
        self._seed = seed

    def play(self) -> list[Recorded]:
        """Let the day go by, and return what was recorded."""
        self._ask(OpenDay())
        for counter, clerk in CLERKS.items():
            self._ask(OpenCounter(counter=counter, clerk=clerk))
            self._at(1, partial(self._call, counter))
        for visitor in invent(self._seed, ("A", "B", "C"), 3):
            self._at(visitor.at_min, partial(self._comes, visitor))
        while self._due:
            self._minute, _, what = heapq.heappop(self._due)
            what()
        for counter in CLERKS:
            self._ask(CloseCounter(counter=counter))
        self._minute = CLOSING_MIN
        self._ask(CloseDay())
        return self.history

    def _at(self, minute: float, what: Callable[[], Any]) -> None:
        if minute < CLOSING_MIN:
            heapq.heappush(self._due, (minute, next(self._order), what))

    def _later(self, minutes: float, what: Callable[[], Any]) -> None:
        self._at(self._minute + minutes, what)

    def _likely(self, share: float) -> bool:
        return self._chance.random() < share

    def _comes(self, visitor: Visitor) -> None:
        kind = PRIORITY if visitor.is_priority else NORMAL
        (issued, *_) = self._ask(IssueTicket(service=visitor.service, visit_class=kind))
        ticket = issued.ticket
        self._visitors[issued.visit] = visitor
        leave = AbandonVisit(ticket=ticket)
        if self._likely(0.03):
            self._later(0.5, lambda: self._ask(leave))
        elif self._likely(0.2):
            self._later(25, lambda: self._ask(leave))

    def _call(self, counter: str) -> None:
        if self._minute > CLOSING_MIN - 90:  # Who still waits then has come in vain.
            return
        if self._likely(0.04):
            self._ask(PauseCounter(counter=counter))
            self._later(6, lambda: self._ask(ResumeCounter(counter=counter)))
            self._later(6.1, lambda: self._call(counter))
            return
        events = self._ask(CallNext(counter=counter))
        called = next((one for one in events if isinstance(one, VisitCalled)), None)
        if called is None:
            self._later(1, lambda: self._call(counter))
            return
        visitor = self._visitors[called.visit]
        if self._likely(0.9):
            self._later(visitor.walk_min, lambda: self._start(counter, visitor))
        else:
            self._later(1, lambda: self._ask(Recall(counter=counter)))
            self._later(2, lambda: self._missed(counter, called.ticket))

    def _missed(self, counter: str, ticket: str) -> None:
        self._ask(MarkNoShow(counter=counter))
        if self._likely(0.5):
            self._later(7, lambda: self._ask(ReturnVisit(ticket=ticket)))
        self._call(counter)

    def _start(self, counter: str, visitor: Visitor) -> None:
        self._ask(StartServing(counter=counter))
        visit = self._state.day.visit_at(counter)
        if visit is None:  # Gone between call and counter.
            self._call(counter)
            return
        help_min = min(visitor.help_min, 60.0)
        if self._likely(0.1):
            self._later(help_min / 2, lambda: self._set_aside(counter, visit.ticket))
        elif self._likely(0.08) and visit.service == "A":
            self._later(help_min / 2, lambda: self._send_on(counter))
        else:
            self._later(help_min, lambda: self._finish(counter, visit.id))

    def _set_aside(self, counter: str, ticket: str) -> None:
        self._ask(ParkVisit(counter=counter))
        if self._likely(0.7):
            self._later(15, lambda: self._ask(ReturnVisit(ticket=ticket)))
        self._call(counter)

    def _send_on(self, counter: str) -> None:
        self._ask(TransferVisit(counter=counter, to_service="B"))
        self._call(counter)

    def _finish(self, counter: str, visit: str) -> None:
        helped = self._state.sessions.for_visit(visit)
        assert helped is not None
        session = helped.id
        described = told.DescribeSession(session=session)
        if self._likely(0.3):
            described = told.DescribeSession(
                session=session,
                intent=self._chance.choice(list(Intent)),
                mode=Mode.DONE_FOR,
                reason=ModeReason.NO_DEVICE,
            )
        self._ask(described)
        self._ask(told.CompleteStep(session=session, step=Step.ADVICE))
        outcome = self._chance.choice(OUTCOMES)
        self._ask(told.CompleteSession(session=session, outcome=outcome))
        if self._likely(0.4):
            score = self._chance.randint(1, 5)
            self._ask(told.Rate(visit=visit, score=score))
        self._later(0.5, lambda: self._call(counter))

    def _ask(self, command: Any) -> tuple[Any, ...]:
        """Have the house decide; nothing follows where it says no."""
        asked = Asked(
            command=command,
            id=f"press-{len(self.history)}-{self._minute}",
            at=self._now,
            by="somebody",
            fresh=f"id-{len(self.history) + 1}",
            plan=plan(),
        )
        try:
            events = decide_state(self._state, asked)
        except Refused:
            return ()
        for event in events:
            self._write(event, asked)
        return events

    @property
    def _now(self) -> datetime:
        return EIGHT + timedelta(seconds=round(self._minute * 60))

    def _write(self, event: Any, asked: Asked) -> None:
        stream = stream_of(OFFICE, self._state.day, event)
        self._versions[stream] += 1
        recorded = Recorded(
            stream=stream,
            version=self._versions[stream],
            position=len(self.history) + 1,
            at=asked.at,
            cause=asked.id,
            by=asked.by,
            event=event,
        )
        self.history.append(recorded)
        self._state = evolve_state(self._state, recorded)
