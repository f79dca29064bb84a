"""What must hold before a rule of sessions looks further; each says no by name."""

from __future__ import annotations

from datetime import date

from events.settings import Level, Procedure
from hub.domain import checks
from hub.domain.refusals import (
    NoSuchClerk,
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


def in_catalogue(state: State, procedure: str, level: str) -> None:
    """Procedure and level hold today, if the manager keeps such lists."""
    held, today = state.settings.held, state.day.date
    if held.procedures and procedure not in _valid(held.procedures, today):
        raise UnknownProcedure(procedure=procedure)
    if held.levels and level not in _valid(held.levels, today):
        raise UnknownLevel(level=level)


def _valid(
    rows: tuple[Procedure, ...] | tuple[Level, ...], day: date | None
) -> set[str]:
    """Return what a dated list names on a day."""
    assert day is not None
    return {
        row.id
        for row in rows
        if (row.valid_from is None or row.valid_from <= day)
        and (row.valid_until is None or day <= row.valid_until)
    }
