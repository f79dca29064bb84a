"""What one assisted session adds to the day's figures, as its events tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from events import session as told
from events.recorded import Recorded


class SessionToday(Struct, frozen=True, kw_only=True):
    """A session so far: what it was for, what it came to, how it was rated."""

    id: str
    visit: str
    intent: told.Intent
    is_ended: bool = False
    outcome: told.Outcome | None = None
    score: int | None = None

    @property
    def is_to_file(self) -> bool:
        """Whether it ended and its visitor had come to file."""
        return self.is_ended and self.intent is told.Intent.FILE

    @property
    def is_filed(self) -> bool:
        """Whether it ended with a dossier filed online, as its visitor had come for."""
        return self.is_to_file and self.outcome is told.Outcome.SUBMITTED

    @property
    def counted_score(self) -> int | None:
        """How it was rated, once it ended: what was reopened is counted no more."""
        return self.score if self.is_ended else None


class RatingToday(Struct, frozen=True, kw_only=True):
    """A rating, without whose it is or who helped."""

    at: datetime
    score: int
    service: str
    reasons: tuple[told.RatingReason, ...] = ()


Change: TypeAlias = Callable[[SessionToday, Any], SessionToday]


def begun(event: told.SessionStarted) -> SessionToday:
    """Return a session at its begin."""
    return SessionToday(id=event.session, visit=event.visit, intent=event.intent)


def after(session: SessionToday, recorded: Recorded) -> SessionToday:
    """Return the session one event later; many of them change no figure."""
    change = CHANGES.get(type(recorded.event))
    return session if change is None else change(session, recorded.event)


def _described(session: SessionToday, event: told.SessionDescribed) -> SessionToday:
    return replace(session, intent=event.intent)


def _completed(session: SessionToday, event: told.SessionCompleted) -> SessionToday:
    return replace(session, is_ended=True, outcome=event.outcome, intent=event.intent)


def _reopened(session: SessionToday, event: told.SessionReopened) -> SessionToday:
    del event
    return replace(session, is_ended=False, outcome=None)


def _corrected(session: SessionToday, event: told.OutcomeCorrected) -> SessionToday:
    return replace(session, outcome=event.outcome)


def _rated(session: SessionToday, event: told.RatingGiven) -> SessionToday:
    return replace(session, score=event.score)


CHANGES: Mapping[type, Change] = {
    told.SessionDescribed: _described,
    told.SessionCompleted: _completed,
    told.SessionReopened: _reopened,
    told.OutcomeCorrected: _corrected,
    told.RatingGiven: _rated,
}
