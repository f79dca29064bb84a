"""The rows of assisted sessions; `rows` says what instants and days are."""

from __future__ import annotations

from typing import NamedTuple

from hub.projections.measured.instants import Instant, Span


class SessionRow(NamedTuple):
    """An assisted session; `worked` leaves pauses out and is whole once it `ended`.

    `forgotten` is 1 if the hub itself ended it while it was running.
    """

    day: str
    session: str
    visit: str
    ticket: str
    service: str
    visit_class: str
    counter: str
    clerk: str | None
    team: str | None
    visitor: str
    intent: str
    mode: str
    reason: str | None
    began: Instant
    ended: Instant | None
    worked: Span
    outcome: str | None
    way: str | None
    score: int | None
    rated: Instant | None
    rated_on: str | None
    rated_for: str | None
    forgotten: int = 0


class StepRow(NamedTuple):
    """A step that ended; `entry` is the position of its event."""

    day: str
    session: str
    entry: int
    step: str
    result: str
    at: Instant
    took: Span


class SubmissionRow(NamedTuple):
    """A dossier that was filed."""

    day: str
    session: str
    entry: int
    procedure: str
    level: str
    at: Instant


class PaymentRow(NamedTuple):
    """What a visitor paid to others; `is_online` is 0 or 1."""

    day: str
    session: str
    entry: int
    kind: str
    amount_vnd: int
    is_online: int
    at: Instant


class DifficultyRow(NamedTuple):
    """What stood in the way, of a session or (`session` empty) of the office."""

    day: str
    session: str
    entry: int
    kind: str
    note_ref: str | None
    at: Instant
