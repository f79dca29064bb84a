"""The rows that every figure stands on, and the tables they are kept in.

An instant is microseconds since 1970 in UTC, a span microseconds: whole numbers, so
that sums are exact. A row says how things stand once all that was taken back is left
out; what is not over yet has no end. `day` is the business day (2026-11-22), `clerk` a
pseudonym, `team` the group of clerks that figures are given for.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec import Struct

from hub.projections.measured.instants import Instant, Span
from hub.projections.measured.rows_of_sessions import (
    DifficultyRow,
    PaymentRow,
    SessionRow,
    StepRow,
    SubmissionRow,
)

__all__ = [
    "ALERTS",
    "COUNTERS",
    "DAYS",
    "DEVICES",
    "DIFFICULTIES",
    "PAYMENTS",
    "SESSIONS",
    "STEPS",
    "STINTS",
    "SUBMISSIONS",
    "TABLES",
    "VISITS",
    "AlertRow",
    "CounterRow",
    "DayRow",
    "DeviceRow",
    "DifficultyRow",
    "Facts",
    "Instant",
    "PaymentRow",
    "SessionRow",
    "Span",
    "StepRow",
    "StintRow",
    "SubmissionRow",
    "Table",
    "VisitRow",
]


class DayRow(NamedTuple):
    """A business day; `begun` is the position of the event that opened it.

    Of a day that the hub closed once its date was over `closed`, as all that was still
    going on, is when the last thing before that happened on it.
    """

    day: str
    office: str
    begun: int
    opened: Instant
    closed: Instant | None


class VisitRow(NamedTuple):
    """A visit, from ticket to departure.

    `service` is what the ticket was taken for, `last_service` where it was sent on to.
    `place` is where it is, or how it departed: waiting, called, serving, parked,
    no-show, served, abandoned, expired; `since` when it came there. `ended` is set once
    it departed; of a no-show it is the instant of the mark. The spans add up: waited +
    called + served + parked + away is the time from `arrived` to `since`. `away` is the
    time from a no-show to the return. `counter`, `clerk`, `team` are of the last call.
    `ahead`, `told_from` and `told_to` are what the visitor was told at issue.
    `forgotten` is 1 if the hub itself ended it at the counter: how long it took, nobody
    knows.
    """

    day: str
    visit: str
    ticket: str
    service: str
    last_service: str
    visit_class: str
    channel: str
    device: str | None
    arrived: Instant
    first_called: Instant | None
    last_called: Instant | None
    started: Instant | None
    ended: Instant | None
    place: str
    since: Instant
    counter: str | None
    clerk: str | None
    team: str | None
    calls: int
    announced: int
    picked: int
    transfers: int
    no_shows: int
    waited: Span
    called: Span
    served: Span
    parked: Span
    away: Span
    ahead: int | None
    told_from: Span | None
    told_to: Span | None
    method: str | None
    forgotten: int = 0


class StintRow(NamedTuple):
    """A visit's stay in one place: waiting, called, serving, parked or no-show.

    `n` counts a visit's stays from 0. Of a call, `announced` counts how often it was
    announced, `rule` is why it was this visit's turn and `reason` the clerk's, where
    the visit was picked out of order. `counter` of a waiting visit is the one it must
    wait for.
    """

    day: str
    visit: str
    n: int
    place: str
    service: str
    visit_class: str
    counter: str | None
    clerk: str | None
    team: str | None
    began: Instant
    ended: Instant | None
    announced: int
    rule: str | None
    reason: str | None


class CounterRow(NamedTuple):
    """A counter's time in one state: idle, called, serving or paused; closed has none.

    `waited_for` is the part of an idle time in which somebody waited whom this counter
    could have called, save for what has gone on since `hungry`. `forgotten` is 1 of a
    call or service that the hub itself ended.
    """

    day: str
    counter: str
    n: int
    state: str
    clerk: str | None
    team: str | None
    reason: str | None
    began: Instant
    ended: Instant | None
    waited_for: Span
    forgotten: int = 0
    hungry: Instant | None = None


class DeviceRow(NamedTuple):
    """A device's time connected or not: ready, disconnected or lost."""

    device: str
    entry: int
    connection: str
    began: Instant
    ended: Instant | None


class AlertRow(NamedTuple):
    """An alert, and what became of it."""

    alert: str
    kind: str
    severity: str
    service: str | None
    counter: str | None
    device: str | None
    ticket: str | None
    opened: Instant
    taken: Instant | None
    taken_by: str | None
    closed: Instant | None
    how: str | None


class Table(NamedTuple):
    """A table: its name, its rows, and how many of their first fields name one."""

    name: str
    row: type[Any]
    key: int


DAYS = Table("days", DayRow, 1)
VISITS = Table("visits", VisitRow, 2)
STINTS = Table("stints", StintRow, 3)
SESSIONS = Table("sessions", SessionRow, 2)
STEPS = Table("steps", StepRow, 3)
SUBMISSIONS = Table("submissions", SubmissionRow, 3)
PAYMENTS = Table("payments", PaymentRow, 3)
DIFFICULTIES = Table("difficulties", DifficultyRow, 3)
COUNTERS = Table("counters", CounterRow, 3)
DEVICES = Table("devices", DeviceRow, 2)
ALERTS = Table("alerts", AlertRow, 1)

TABLES = (
    DAYS,
    VISITS,
    STINTS,
    SESSIONS,
    STEPS,
    SUBMISSIONS,
    PAYMENTS,
    DIFFICULTIES,
    COUNTERS,
    DEVICES,
    ALERTS,
)


class Facts(Struct, frozen=True, kw_only=True):
    """Every row of some days, in the order of their keys; what figures are made of.

    `at` is the instant up to which the events are counted in, `position` of the last
    of them, `store` whose they are, `skipped` the positions of events that are in no
    row, for a fault. Devices and alerts are those that touch the days.
    """

    at: Instant
    position: int = 0
    store: str = ""
    skipped: tuple[int, ...] = ()
    days: tuple[DayRow, ...] = ()
    visits: tuple[VisitRow, ...] = ()
    stints: tuple[StintRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    steps: tuple[StepRow, ...] = ()
    submissions: tuple[SubmissionRow, ...] = ()
    payments: tuple[PaymentRow, ...] = ()
    difficulties: tuple[DifficultyRow, ...] = ()
    counters: tuple[CounterRow, ...] = ()
    devices: tuple[DeviceRow, ...] = ()
    alerts: tuple[AlertRow, ...] = ()
