"""What a manager looks at and changes: settings, catalogue, the help that goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from msgspec import Struct

from events.ids import ClerkId, CounterId, ServiceId, SessionId, TicketLabel
from events.session import Outcome
from events.settings import Level, OfficeSettings, Procedure
from hub.domain.dated import holding
from hub.domain.session import Session, Stage
from hub.domain.state import State


class SettingsNow(Struct, frozen=True, kw_only=True):
    """What the manager told last, and the `revision` that a change must have seen.

    `standard` are the lists that hold as long as he leaves his own empty.
    """

    settings: OfficeSettings
    revision: int
    standard: OfficeSettings


class CatalogueNow(Struct, frozen=True, kw_only=True):
    """The levels and procedures that are valid today, of services that there are."""

    levels: tuple[Level, ...]
    procedures: tuple[Procedure, ...]


class RunningSession(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An assisted session that has not ended; `since` it runs or stands still."""

    session: SessionId
    ticket: TicketLabel
    service: ServiceId
    counter: CounterId
    stage: Stage
    since: datetime
    clerk: ClerkId | None = None


class SessionWithoutOutcome(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A session of the open day that ended, and nobody said what it came to."""

    session: SessionId
    ticket: TicketLabel
    service: ServiceId
    counter: CounterId
    ended: datetime
    clerk: ClerkId | None = None


class RunningSessions(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every session that has not ended, the longest first.

    `not_recorded` are the day's that ended without an outcome, the first to end first;
    none once the day is closed, for then it cannot be said any more.
    """

    sessions: tuple[RunningSession, ...]
    not_recorded: tuple[SessionWithoutOutcome, ...] = ()


class Managed(NamedTuple):
    """Everything that a manager's page reads, each part an answer of its own."""

    settings: SettingsNow
    catalogue: CatalogueNow
    sessions: RunningSessions


def managed(state: State, today: date) -> Managed:
    """Return what a manager sees of the office."""
    told = state.settings
    return Managed(
        SettingsNow(settings=told.told, revision=told.revision, standard=told.standard),
        CatalogueNow(
            levels=tuple(holding(told.held.levels, today)),
            procedures=_offered(state, holding(told.held.procedures, today)),
        ),
        RunningSessions(
            sessions=tuple(_running(state)), not_recorded=tuple(_without(state))
        ),
    )


def _offered(state: State, rows: Iterable[Procedure]) -> tuple[Procedure, ...]:
    """Return the procedures of services that the office has, once a day told which."""
    known = {service.id for service in state.day.plan.services}
    return tuple(row for row in rows if not known or row.service in known)


def _running(state: State) -> Iterable[RunningSession]:
    sessions = state.sessions.by_id.values()
    ongoing = (one for one in sessions if one.stage is not Stage.ENDED)
    for one in sorted(ongoing, key=_age):
        yield RunningSession(
            session=one.id,
            ticket=one.ticket,
            service=state.day.visits[one.visit].service,
            counter=one.counter,
            stage=one.stage,
            since=one.since,
            clerk=one.clerk,
        )


def _without(state: State) -> Iterable[SessionWithoutOutcome]:
    if not state.day.is_open:
        return
    sessions = state.sessions.by_id.values()
    ended = (one for one in sessions if one.outcome is Outcome.NOT_RECORDED)
    for one in sorted(ended, key=lambda one: (one.since, one.ticket)):
        yield SessionWithoutOutcome(
            session=one.id,
            ticket=one.ticket,
            service=state.day.visits[one.visit].service,
            counter=one.counter,
            ended=one.since,
            clerk=one.clerk,
        )


def _age(session: Session) -> tuple[datetime, str]:
    return session.started, session.ticket
