"""One command or fact against a draft: answered again, refused, or carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from msgspec import UNSET

from events import codec
from events.alert import RaiseAlert
from events.day import CloseDay, OpenDay
from events.ids import new_id
from events.local_time import business_date
from events.plan import DayPlan
from events.replies import Accepted, Acknowledged, RefusalReply, WaitRange
from events.session import Rate
from events.settings import ChangeSettings, OfficeSettings
from events.visit import IssueTicket, StartServing, WaitEstimated
from events.wait_words import shown
from hub.application import door
from hub.application.draft import Draft
from hub.application.jobs import Job, Reply, digest
from hub.application.ports import Answer, EventStore
from hub.domain.asked import Asked
from hub.domain.calling_rule import ahead
from hub.domain.day import Day
from hub.domain.decide_state import decide_state
from hub.domain.refused import Refused
from hub.domain.state import State
from hub.domain.visit import Visit
from hub.domain.wait_estimate import Expected

PlanOn: TypeAlias = Callable[[OfficeSettings, date], DayPlan]
Expect: TypeAlias = Callable[[State, IssueTicket, datetime], Expected | None]

FARTHEST_EXPIRY = timedelta(days=1)
# What an answer was kept at before the names of answers said their version.
FIRST = 1
# A visit begins with one, a session with the next, an alert with the others.
BEGINNERS = (IssueTicket, StartServing, Rate, RaiseAlert)


class Handler:
    """Carries jobs out on a draft; knows the rules of the door, not of the house.

    Whether a command was answered before is asked of the store only where the draft is
    known to hold repeats: the store takes no second answer anyhow, and to ask before
    each command costs a tenth of the road.
    """

    def __init__(
        self,
        store: EventStore,
        plan: DayPlan,
        plan_on: PlanOn | None = None,
        expect: Expect | None = None,
    ) -> None:
        """Remember where answers are kept and what the site file says.

        `plan_on` says what that and the settings come to on the date of a day to open,
        `expect` how long whoever takes a number would wait.
        """
        self._store = store
        self._plan = plan
        self._plan_on = plan_on
        self._expect = expect

    def handle(self, job: Job, draft: Draft, at: datetime) -> Reply:
        """Return the reply; events and the answer to keep go into the draft."""
        mark = digest(job.body)
        is_malformed = job.expires is not None and job.expires > at + FARTHEST_EXPIRY
        kept = draft.kept(job.line, job.id)
        if kept is None and (draft.has_repeats or is_malformed):
            kept = self._store.answer_to(job.line, job.id)
        if kept is not None:
            return again(kept, mark)
        if is_malformed:
            return door.refuse("malformed", door.TOO_FAR)
        reply = self._reply(job, draft, at)
        draft.keep(_answer(job, mark, reply, at))
        return reply

    def _reply(self, job: Job, draft: Draft, at: datetime) -> Reply:
        if job.is_fact:
            return self._report(job, draft, at)
        if job.expires is not None and job.expires < at:
            return door.refuse("expired")
        return self._carry_out(job, draft, at)

    def _report(self, job: Job, draft: Draft, at: datetime) -> Reply:
        draft.record(job, job.body, at)
        return Acknowledged(sequence=job.sequence or 0)

    def _carry_out(self, job: Job, draft: Draft, at: datetime) -> Reply:
        asked = Asked(
            command=job.body,
            id=job.id,
            at=at,
            by=job.source,
            # To make an id takes longer than to decide; few commands need one.
            fresh=new_id() if isinstance(job.body, BEGINNERS) else "",
            device=job.device,
            plan=self._plan_for(draft.state, job.body, at),
            expected=self._expected(draft.state, job.body, at),
        )
        try:
            events = decide_state(draft.state, asked)
        except Refused as no:
            revision = _revision(draft.day, job)
            return RefusalReply(refusal=no.name, text=no.text, revision=revision)
        for event in events:
            draft.record(job, event, at)
        return accepted(draft.state, job, events, at)

    def _expected(self, state: State, command: Any, at: datetime) -> Expected | None:
        if not isinstance(command, IssueTicket) or self._expect is None:
            return None
        return self._expect(state, command, at)

    def _plan_for(self, state: State, command: Any, at: datetime) -> DayPlan:
        if not isinstance(command, OpenDay) or self._plan_on is None:
            return self._plan
        day = business_date(at) if command.day is UNSET else command.day
        return self._plan_on(state.settings.held, day)


def accepted(
    state: State, job: Job, events: tuple[object, ...], at: datetime
) -> Accepted:
    """Return what the sender hears of a command that was carried out."""
    day = state.day
    visit = _visit_of(day, job.body, events)
    counter = _counter_of(day, job.body)
    people, wait = _told(day, job.body, visit, events)
    return Accepted(
        ticket=visit.ticket if visit else None,
        visit=visit.id if visit else None,
        service=visit.service if visit else None,
        visit_class=visit.visit_class if visit else None,
        counter=counter,
        revision=_new_revision(state, job.body, counter),
        state=str(day.status(counter)) if counter else None,
        why=next((w for e in reversed(events) if (w := getattr(e, "why", None))), None),
        ahead=people,
        wait=wait,
        at=at if events else None,
        session=_session_of(state, job.body, visit),
    )


def _told(
    day: Day, command: Any, visit: Visit | None, events: tuple[object, ...]
) -> tuple[int | None, WaitRange | None]:
    """Return how many go before a new number, and the wait as people are told it."""
    if visit is None or not isinstance(command, IssueTicket):
        return None, None
    for event in events:
        if isinstance(event, WaitEstimated):
            wait = WaitRange(from_s=event.from_s, to_s=event.to_s)
            return event.ahead, shown(wait)
    return ahead(day, visit), None


def _new_revision(state: State, command: Any, counter: str | None) -> int | None:
    """Return what the next command about the same must have seen."""
    if isinstance(command, ChangeSettings):
        return state.settings.revision
    return state.day.counters[counter].revision if counter else None


def _session_of(state: State, command: Any, visit: Visit | None) -> str | None:
    """Return the session that goes on with the visit, or that the command names."""
    named = getattr(command, "session", UNSET)
    if isinstance(named, str):
        return named
    session = None if visit is None else state.sessions.for_visit(visit.id)
    return session.id if session else None


def _visit_of(day: Day, command: Any, events: tuple[object, ...]) -> Visit | None:
    """Return the visit that a command was about, if it was about one."""
    if isinstance(command, CloseDay):
        return None
    for event in reversed(events):
        if (visit := getattr(event, "visit", None)) is not None:
            return day.visits[visit]
    ticket, counter = getattr(command, "ticket", UNSET), _counter_of(day, command)
    if ticket is not UNSET:
        return day.visit_of(ticket)
    return day.visit_at(counter) if counter else None


def _counter_of(day: Day, command: Any) -> str | None:
    counter = getattr(command, "counter", None)
    is_known = isinstance(counter, str) and counter in day.counters
    return counter if is_known else None


def _revision(day: Day, job: Job) -> int | None:
    counter = _counter_of(day, job.body)
    return day.counters[counter].revision if counter else None


def _answer(job: Job, mark: bytes, reply: Reply, at: datetime) -> Answer:
    return Answer(
        source=job.line,
        id=job.id,
        digest=mark,
        name=f"{codec.wire_name(reply)}/{codec.wire_version(reply)}",
        body=codec.encode(reply),
        at=at,
    )


def again(kept: Answer, mark: bytes) -> Reply:
    """Return the reply that was kept, if it was to a command with this digest."""
    if kept.digest != mark:
        return door.refuse("id-reused")
    name, _, version = kept.name.partition("/")
    reply: Reply = codec.decode(name, int(version or FIRST), kept.body)
    return reply
