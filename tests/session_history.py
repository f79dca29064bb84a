"""What happens in sessions, told shortly: `begun("A001", at="1")`.

A session's id is made from its ticket, as a visit's is (`tests.history`).
"""

from __future__ import annotations

from typing import Any

from events import alert, session
from events.session import AssignReason, Intent, Mode, Outcome, VisitorType
from tests.given import Together, together
from tests.history import FRESH, called, issued, served, started, visit_id

USUAL: dict[str, Any] = {
    "visitor": VisitorType.CITIZEN,
    "intent": Intent.FILE,
    "mode": Mode.GUIDED,
}


def session_id(ticket: str) -> str:
    """Return the id of a ticket's session."""
    return f"session-{ticket}"


def session_started(
    ticket: str, at: str, clerk: str | None = None, id: str | None = None
) -> session.SessionStarted:
    """A clerk began to help; `id`: the one that chance gave."""
    return session.SessionStarted(
        session=id or session_id(ticket),
        visit=visit_id(ticket),
        ticket=ticket,
        counter=at,
        clerk=clerk,
        **USUAL,
    )


def begun(ticket: str, at: str, clerk: str | None = None) -> Together:
    """Serving and session began together."""
    return together(started(ticket, at=at), session_started(ticket, at, clerk))


def served_so_far(ticket: str, at: str, clerk: str | None = None) -> tuple[Any, ...]:
    """A ticket was issued, called and is being served."""
    return (issued(ticket), called(ticket, to=at), begun(ticket, at, clerk))


def completed(
    ticket: str, outcome: Outcome = Outcome.NOT_RECORDED, **how: Any
) -> session.SessionCompleted:
    """A session ended."""
    return session.SessionCompleted(
        session=session_id(ticket),
        visit=visit_id(ticket),
        outcome=outcome,
        **{**USUAL, **how},
    )


def done(ticket: str, at: str, outcome: Outcome = Outcome.NOT_RECORDED) -> Together:
    """Visit and session ended together."""
    return together(served(ticket, at=at), completed(ticket, outcome))


def paused(ticket: str, reason: session.SessionPause) -> session.SessionPaused:
    """A session stands still."""
    return session.SessionPaused(session=session_id(ticket), reason=reason)


def resumed(ticket: str) -> session.SessionResumed:
    """A session goes on."""
    return session.SessionResumed(session=session_id(ticket))


def reassigned(
    ticket: str, to: str, reason: AssignReason, clerk: str | None = None
) -> session.SessionReassigned:
    """A session goes on elsewhere, or with another clerk."""
    return session.SessionReassigned(
        session=session_id(ticket), counter=to, reason=reason, clerk=clerk
    )


def rated(
    ticket: str,
    score: int = 5,
    channel: session.RatingChannel = session.RatingChannel.PHONE,
    reasons: tuple[session.RatingReason, ...] = (),
) -> session.RatingGiven:
    """A visitor said how it was."""
    return session.RatingGiven(
        session=session_id(ticket),
        visit=visit_id(ticket),
        score=score,
        channel=channel,
        reasons=reasons,
    )


def extra_cost(ticket: str, at: str) -> alert.AlertOpened:
    """The manager is called: somebody was asked for money."""
    return alert.AlertOpened(
        alert=FRESH,
        kind=alert.AlertKind.EXTRA_COST,
        severity=alert.Severity.SERIOUS,
        counter=at,
        visit=visit_id(ticket),
        ticket=ticket,
    )


def bad_rating(ticket: str, at: str) -> alert.AlertOpened:
    """Somebody should look: a visitor was not content."""
    return alert.AlertOpened(
        alert=FRESH,
        kind=alert.AlertKind.BAD_RATING,
        severity=alert.Severity.WARNING,
        counter=at,
        visit=visit_id(ticket),
        ticket=ticket,
    )
