"""What must hold before a rule of sessions looks further; each says no by name."""

from __future__ import annotations

from datetime import date

from events.settings import Role
from hub.domain import checks
from hub.domain.dated import Row, holding
from hub.domain.refusals import (
    LevelMismatch,
    NoSuchClerk,
    NotAtCounters,
    SessionEnded,
    SessionIsPaused,
    UnknownLevel,
    UnknownProcedure,
    UnknownSession,
)
from hub.domain.session import Session, Stage
from hub.domain.state import State


def known(state: State, session: str) -> Session:
    """Return a session of the open day."""
    checks.open_day(state.day)
    found = state.sessions.get(session)
    if found is None:
        raise UnknownSession
    return found


def not_ended(state: State, session: str) -> Session:
    """Return a session of the open day that goes on or stands still."""
    found = known(state, session)
    if found.stage is Stage.ENDED:
        raise SessionEnded(ticket=found.ticket)
    return found


def ongoing(state: State, session: str) -> Session:
    """Return a session whose visitor is at a counter now."""
    found = not_ended(state, session)
    if found.stage is Stage.PAUSED:
        raise SessionIsPaused(ticket=found.ticket)
    return found


def on_staff(state: State, clerk: str) -> None:
    """The clerk is one of the manager's, if the manager has named any."""
    clerks = state.settings.held.clerks
    if clerks and not any(c.id == clerk and c.is_active for c in clerks):
        raise NoSuchClerk(clerk=clerk)


def helps(state: State, clerk: str) -> None:
    """The clerk is on staff to help people, not to look after machines."""
    on_staff(state, clerk)
    for one in state.settings.held.clerks:
        if one.id == clerk and one.role is Role.TECHNICIAN:
            raise NotAtCounters(clerk=clerk)


def in_catalogue(state: State, procedure: str, level: str) -> None:
    """Procedure and level hold today, if the manager keeps such lists."""
    held, today = state.settings.held, state.day.date
    if held.procedures and procedure not in _valid(held.procedures, today):
        raise UnknownProcedure(procedure=procedure)
    if held.levels and level not in _valid(held.levels, today):
        raise UnknownLevel(level=level)
    row = _valid(held.procedures, today).get(procedure)
    if row is not None and row.level != level:
        raise LevelMismatch(procedure=procedure, level=row.level)


def _valid(rows: tuple[Row, ...], day: date | None) -> dict[str, Row]:
    """Return what a dated list names on a day; it names nothing twice."""
    assert day is not None
    return {row.id: row for row in holding(rows, day)}
