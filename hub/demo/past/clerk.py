"""A clerk of an invented day: calls, helps act by act, and goes to lunch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from events.counter import CounterStatus, OpenCounter, PauseCounter, ResumeCounter
from events.session import (
    ChooseReturn,
    CompleteSession,
    CompleteStep,
    DescribeSession,
    NoteDifficulty,
    Rate,
    RecordPayment,
    RecordSubmission,
)
from events.visit import (
    CallNext,
    FinishServing,
    MarkNoShow,
    ParkVisit,
    Recall,
    StartServing,
)
from firmware_config.site import CounterSite
from hub.demo.invented_help import ENDS, Act, Doing
from hub.demo.room import Guest
from hub.domain.calling_rule import choose

if TYPE_CHECKING:
    from hub.demo.past.day import PastDay

COMMANDS: dict[Doing, type[Any]] = {
    Doing.DESCRIBE: DescribeSession,
    Doing.STEP: CompleteStep,
    Doing.SUBMISSION: RecordSubmission,
    Doing.PAYMENT: RecordPayment,
    Doing.RETURN: ChooseReturn,
    Doing.DIFFICULTY: NoteDifficulty,
}
NEXT_AFTER_MIN = 0.4
RATED_AFTER_MIN = 0.2
RATED_AT_HOME_MIN = 12.0
OUTCOME_AFTER_MIN = 4.0


class PastClerk:
    """One clerk at one counter."""

    def __init__(self, day: PastDay, counter: CounterSite, clerk: str | None) -> None:
        """Remember the day, and where the clerk sits."""
        self._day = day
        self._counter = counter.id
        self._clerk = clerk or msgspec.UNSET
        self._is_hungry = False

    def sits_down(self) -> None:
        """Open the counter."""
        self._ask(OpenCounter(counter=self._counter, clerk=self._clerk))
        self.looks()

    def goes_to_lunch(self) -> None:
        """Pause, after the visitor who is here."""
        self._is_hungry = True
        self.looks()

    def comes_back(self) -> None:
        """Go on after lunch."""
        self._is_hungry = False
        self._ask(ResumeCounter(counter=self._counter))
        self.looks()

    def looks(self) -> None:
        """Call whoever is next, if free and not at lunch."""
        if self._status is not CounterStatus.IDLE:
            return
        if self._is_hungry:
            self._ask(PauseCounter(counter=self._counter))
        elif self._day.may_call and self._somebody_waits():
            ticket = self._ask(CallNext(counter=self._counter)).ticket
            if ticket is not None:
                self._welcomes(ticket)

    @property
    def _status(self) -> CounterStatus:
        return self._day.office.day.status(self._counter)

    def _somebody_waits(self) -> bool:
        return choose(self._day.office.day, self._counter, self._day.now) is not None

    def _welcomes(self, ticket: str) -> None:
        guest = self._day.guests[ticket]
        if guest.visitor.comes:
            self._day.after(guest.visitor.walk_min, self._starts, ticket, guest)
        else:
            self._day.after(1.5, self._ask, Recall(counter=self._counter))
            self._day.after(3.0, self._gives_up)

    def _gives_up(self) -> None:
        self._ask(MarkNoShow(counter=self._counter))
        self.looks()

    def _starts(self, ticket: str, guest: Guest) -> None:
        guest.session = self._ask(StartServing(counter=self._counter)).session
        self._goes_on(ticket, guest)

    def _goes_on(self, ticket: str, guest: Guest) -> None:
        if guest.acts:
            act = guest.acts.popleft()
            self._day.after(act.after_min, self._does, ticket, guest, act)
        else:
            self._ends(FinishServing(counter=self._counter))

    def _does(self, ticket: str, guest: Guest, act: Act) -> None:
        if act.doing not in ENDS:
            body = {"session": guest.session, **act.body}
            self._ask(msgspec.convert(body, COMMANDS[act.doing]))
            self._goes_on(ticket, guest)
            return
        if act.doing is Doing.PARK:
            self._day.after(guest.help.back_min or 30, self._day.came_back, ticket)
            self._ends(ParkVisit(counter=self._counter))
            return
        self._is_rated(ticket, guest)
        if act.doing is Doing.COMPLETE:
            self._ends(_completed(guest, act.body["outcome"]))
            return
        self._ends(FinishServing(counter=self._counter))
        if guest.help.outcome is not None:
            late = _completed(guest, guest.help.outcome)
            self._day.after(OUTCOME_AFTER_MIN, self._ask, late)

    def _ends(self, command: Any) -> None:
        """End with a visitor; the next is called after a moment."""
        self._ask(command)
        self._day.after(NEXT_AFTER_MIN, self.looks)

    def _is_rated(self, ticket: str, guest: Guest) -> None:
        told = guest.rating
        visit = self._day.office.day.visit_of(ticket)
        if told is None or visit is None:
            return
        body: dict[str, Any] = {"score": told.score, "reasons": told.reasons}
        where = {"visit": visit.id} if told.by_phone else {"counter": self._counter}
        after = RATED_AT_HOME_MIN if told.by_phone else RATED_AFTER_MIN
        self._day.after(after, self._ask, msgspec.convert({**body, **where}, Rate))

    def _ask(self, command: Any) -> Any:
        return self._day.office.ask(command, self._day.now)


def _completed(guest: Guest, outcome: str) -> CompleteSession:
    body = {"session": guest.session, "outcome": outcome}
    return msgspec.convert(body, CompleteSession)
