"""How the rows of sessions stand after one more event, as the domain folds them.

See `hub.domain.session_evolve` and `session_notes`: a test holds the two side by side.
"""

from __future__ import annotations

from collections.abc import Mapping

from events import session as told
from events.recorded import Recorded
from hub.projections.cleared import BY_THE_HUB
from hub.projections.measured.ledger.acts import word
from hub.projections.measured.ledger.counters import Fold
from hub.projections.measured.ledger.day import Day
from hub.projections.measured.ledger.session import Session
from hub.projections.measured.rows import Instant


def _started(
    day: Day, event: told.SessionStarted, at: Instant, recorded: Recorded
) -> None:
    del recorded
    visit = day.visits[event.visit]
    session = Session(
        day.name,
        event.session,
        event.visit,
        event.ticket,
        visit.last_service,
        visit.visit_class,
        event.counter,
        event.clerk,
        day.team(event.clerk),
        event.visitor.value,
        event.intent.value,
        event.mode.value,
        word(event.reason),
        at,
        since=at,
        mark=at,
    )
    day.sessions[event.session] = session
    day.session_of[event.visit] = event.session
    day.new_sessions[event.session] = session


def _of(day: Day, name: str) -> Session:
    """Return a session, to be told anew."""
    session = day.sessions[name]
    day.new_sessions[name] = session
    return session


def _paused(
    day: Day, event: told.SessionPaused, at: Instant, recorded: Recorded
) -> None:
    """Stand still; where a start is taken back, as if it had never gone on."""
    del recorded
    session = _of(day, event.session)
    if event.reason is not told.SessionPause.UNDONE:
        session.worked, session.since = session.lasted(at), at
    session.is_running = False


def _resumed(
    day: Day, event: told.SessionResumed, at: Instant, recorded: Recorded
) -> None:
    del recorded
    session = _of(day, event.session)
    session.mark += at - session.since
    session.since, session.is_running = at, True


def _reassigned(
    day: Day, event: told.SessionReassigned, at: Instant, recorded: Recorded
) -> None:
    del at, recorded
    session = _of(day, event.session)
    session.counter, session.clerk = event.counter, event.clerk
    session.team = day.team(event.clerk)


def _completed(
    day: Day, event: told.SessionCompleted, at: Instant, recorded: Recorded
) -> None:
    session = _of(day, event.session)
    is_by_hub = recorded.by.endswith(BY_THE_HUB)
    session.forgotten = int(is_by_hub and session.is_running)
    session.worked, session.since = session.lasted(at), at
    session.is_running, session.ended = False, at
    session.outcome = event.outcome.value


def _reopened(
    day: Day, event: told.SessionReopened, at: Instant, recorded: Recorded
) -> None:
    """Go on as if it had never ended: the time since then counts."""
    del at, recorded
    session = _of(day, event.session)
    session.is_running, session.ended, session.outcome = True, None, None
    session.forgotten = 0


def _withdrawn(
    day: Day, event: told.SessionWithdrawn, at: Instant, recorded: Recorded
) -> None:
    del at, recorded
    session = day.sessions[event.session]
    del day.sessions[event.session]
    day.session_of.pop(session.visit, None)
    day.new_sessions[event.session] = None
    for table, entry in session.entries:
        day.entries[table][day.name, session.session, entry] = None


def _described(
    day: Day, event: told.SessionDescribed, at: Instant, recorded: Recorded
) -> None:
    del at, recorded
    session = _of(day, event.session)
    session.visitor, session.intent = event.visitor.value, event.intent.value
    session.mode, session.reason = event.mode.value, word(event.reason)


def _corrected(
    day: Day, event: told.OutcomeCorrected, at: Instant, recorded: Recorded
) -> None:
    del at, recorded
    _of(day, event.session).outcome = event.outcome.value


def _return(
    day: Day, event: told.ReturnChosen, at: Instant, recorded: Recorded
) -> None:
    del at, recorded
    _of(day, event.session).way = event.way.value


def _rated(day: Day, event: told.RatingGiven, at: Instant, recorded: Recorded) -> None:
    """Keep the rating; its reasons stand side by side with commas between."""
    del recorded
    session = _of(day, event.session)
    session.score, session.rated = event.score, at
    session.rated_on = event.channel.value
    session.rated_for = ",".join(reason.value for reason in event.reasons) or None


FOLDS: Mapping[type, Fold] = {
    told.SessionStarted: _started,
    told.SessionPaused: _paused,
    told.SessionResumed: _resumed,
    told.SessionReassigned: _reassigned,
    told.SessionCompleted: _completed,
    told.SessionReopened: _reopened,
    told.SessionWithdrawn: _withdrawn,
    told.SessionDescribed: _described,
    told.OutcomeCorrected: _corrected,
    told.ReturnChosen: _return,
    told.RatingGiven: _rated,
}
