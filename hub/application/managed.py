"""What a manager looks at and changes: settings, catalogue, the help that goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from msgspec import Struct

from events.ids import ClerkId, CounterId, ServiceId, SessionId, TicketLabel
from events.settings import Level, OfficeSettings, Procedure
from hub.domain.session import Session, Stage
from hub.domain.state import State

Row = TypeVar("Row", Level, Procedure)


class SettingsNow(Struct, frozen=True, kw_only=True):
    """What the manager told last, and the `revision` that a change must have seen.

    `standard` are the lists that hold as long as he leaves his own empty.
    """

    settings: OfficeSettings
    revision: int
    standard: OfficeSettings


class CatalogueNow(Struct, frozen=True, kw_only=True):
    """The levels and procedures that are valid today."""

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


class RunningSessions(Struct, frozen=True, kw_only=True):
    """Every session that has not ended, the longest first."""

    sessions: tuple[RunningSession, ...]


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
            levels=_valid(told.held.levels, today),
            procedures=_valid(told.held.procedures, today),
        ),
        RunningSessions(sessions=tuple(_running(state))),
    )


def _valid(rows: Iterable[Row], today: date) -> tuple[Row, ...]:
    return tuple(
        row
        for row in rows
        if (row.valid_from is None or row.valid_from <= today)
        and (row.valid_until is None or today <= row.valid_until)
    )


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


def _age(session: Session) -> tuple[datetime, str]:
    return session.started, session.ticket
