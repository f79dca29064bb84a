"""Which history an event goes to: the day's, a session's, or the office's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from events import alert, report, session, settings, vault
from events.day import DayOpened
from hub.domain.day import Day


def day_stream(office: str, date: str) -> str:
    """Return the name of a day's stream: hk01/2026-11-22."""
    return f"{office}/{date}"


def days_of(office: str) -> tuple[str, str]:
    """Return the first name that an office's day may have, and one past the last."""
    return f"{office}/0", f"{office}/:"


def settings_stream(office: str) -> str:
    """Return the name of the stream that holds what managers decided."""
    return f"{office}/settings"


def vault_stream(office: str) -> str:
    """Return the name of the stream that says what was erased."""
    return f"{office}/vault"


def reports_stream(office: str) -> str:
    """Return the name of the stream that says what is proposed and handed in."""
    return f"{office}/reports"


def stream_of(office: str, day: Day, event: Any) -> str:
    """Return the name of the stream that an event is to be recorded in."""
    kind = KINDS.get(type(event))
    if kind is not None:
        return f"{office}/{kind(event)}"
    date = event.day if isinstance(event, DayOpened) else day.date
    return day_stream(office, str(date))


def _session(event: Any) -> str:
    return f"session/{event.session}"


def _difficulty(event: session.DifficultyNoted) -> str:
    return "difficulties" if event.session is None else _session(event)


KINDS: Mapping[type, Callable[[Any], str]] = {
    session.SessionStarted: _session,
    session.SessionDescribed: _session,
    session.StepCompleted: _session,
    session.SubmissionRecorded: _session,
    session.PaymentRecorded: _session,
    session.ReturnChosen: _session,
    session.DifficultyNoted: _difficulty,
    session.EntryWithdrawn: _session,
    session.SessionPaused: _session,
    session.SessionResumed: _session,
    session.SessionReassigned: _session,
    session.SessionCompleted: _session,
    session.SessionReopened: _session,
    session.SessionWithdrawn: _session,
    session.OutcomeCorrected: _session,
    session.RatingGiven: _session,
    settings.SettingsChanged: lambda _: "settings",
    alert.AlertOpened: lambda _: "alerts",
    alert.AlertAcknowledged: lambda _: "alerts",
    alert.AlertClosed: lambda _: "alerts",
    vault.VaultErased: lambda _: "vault",
    report.ProposalNoted: lambda _: "reports",
    report.ProposalWithdrawn: lambda _: "reports",
    report.ReportHandedIn: lambda _: "reports",
}
