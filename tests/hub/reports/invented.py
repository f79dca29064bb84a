"""Rows of invented days: so many visits, with help, filings, ratings and trouble."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from msgspec.structs import replace

from events.plan import Names
from firmware_config.load import PROFILES, load_site
from firmware_config.site import Service, Site
from hub.cli_report import with_catalogue
from hub.projections.measured.rows import (
    DayRow,
    DifficultyRow,
    Facts,
    PaymentRow,
    SessionRow,
    StepRow,
    StintRow,
    SubmissionRow,
    VisitRow,
)
from hub.reports.asked import Asked
from hub.reports.period import period

DEMO = load_site(PROFILES / "demo.toml")
LOOK_UP = Service(id="T", name=Names(vi="Tra cứu, kết quả", en="Look-ups, results"))
SITE = replace(DEMO, services=(*DEMO.services, LOOK_UP))
MADE = datetime(2026, 11, 22, 2, 54, tzinfo=UTC)
MONDAY = date(2026, 11, 2)
MINUTE = 60_000_000
HOUR = 60 * MINUTE
OUTCOMES = (
    *["submitted"] * 12,
    *("advised-only", "missing-papers", "no-account", "tracked", "result-given"),
)
TROUBLES = ("papers", "account", "portal", "network", "equipment")


def asked(
    words: str = "2026-11-02..2026-11-20", site: Site = SITE, **more: Any
) -> Asked:
    """Return a report to be made of these days, as it is handed in."""
    made = Asked(
        site=site,
        period=period(words, date(2026, 11, 22), site.periods),
        made=MADE,
        settings=with_catalogue(None, site),
    )
    return replace(made, **more)


def week_days(first: date, count: int) -> list[date]:
    """Return so many days from Monday to Friday."""
    days: list[date] = []
    while len(days) < count:
        if first.weekday() < 5:
            days.append(first)
        first += timedelta(days=1)
    return days


def micros(day: date) -> int:
    """Return a day's midnight in Vietnam."""
    return (
        int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        * (1_000_000)
        - 7 * HOUR
    )


def visit(day: date, n: int, **said: Any) -> VisitRow:
    """Return a visit that waited 10 minutes and was served for 12."""
    at = micros(day) + 8 * HOUR + n * MINUTE
    usual: dict[str, Any] = {
        "day": str(day),
        "visit": f"{day}-{n}",
        "ticket": f"A{n:03}",
        "service": "A",
        "last_service": "A",
        "visit_class": "normal",
        "channel": "key",
        "device": "dispenser-1",
        "arrived": at,
        "first_called": at + 10 * MINUTE,
        "last_called": at + 10 * MINUTE,
        "started": at + 11 * MINUTE,
        "ended": at + 23 * MINUTE,
        "place": "served",
        "since": at + 23 * MINUTE,
        "counter": "1",
        "clerk": "NV-01",
        "team": None,
        "calls": 1,
        "announced": 1,
        "picked": 0,
        "transfers": 0,
        "no_shows": 0,
        "waited": 10 * MINUTE,
        "called": MINUTE,
        "served": 12 * MINUTE,
        "parked": 0,
        "away": 0,
        "ahead": None,
        "told_from": None,
        "told_to": None,
        "method": None,
    }
    return VisitRow(**{**usual, **said})


def stints(row: VisitRow) -> list[StintRow]:
    """Return the stays of a visit that was called and served once."""
    if row.first_called is None or row.started is None:
        return []
    of = (row.service, row.visit_class, row.counter, row.clerk, row.team)
    return [
        StintRow(
            row.day, row.visit, n, place, *of, began, ended, 1, "longest-wait", None
        )
        for n, (place, began, ended) in enumerate(
            (
                ("waiting", row.arrived, row.first_called),
                ("called", row.first_called, row.started),
                ("serving", row.started, row.ended),
            )
        )
    ]


def session(row: VisitRow, **said: Any) -> SessionRow:
    """Return the help that a visit got: a citizen filed, guided."""
    usual: dict[str, Any] = {
        "day": row.day,
        "session": f"s-{row.visit}",
        "visit": row.visit,
        "ticket": row.ticket,
        "service": row.service,
        "visit_class": row.visit_class,
        "counter": "1",
        "clerk": "NV-01",
        "team": None,
        "visitor": "citizen",
        "intent": "file",
        "mode": "guided",
        "reason": None,
        "began": row.started,
        "ended": row.ended,
        "worked": 12 * MINUTE,
        "outcome": "submitted",
        "way": "pick-up",
        "score": None,
        "rated": None,
        "rated_on": None,
        "rated_for": None,
    }
    return SessionRow(**{**usual, **said})


def facts(*visits: VisitRow, **rows: Any) -> Facts:
    """Return the rows of closed days, of which only these visits are told."""
    days = sorted(
        {row.day for row in visits} | {row[0] for row in rows.pop("days", ())}
    )
    opened = [(day, micros(date.fromisoformat(day))) for day in days]
    usual: dict[str, Any] = {
        "days": tuple(
            DayRow(day, "hk01", 1 + 1000 * n, at + 7 * HOUR, at + 18 * HOUR)
            for n, (day, at) in enumerate(opened)
        ),
        "visits": visits,
        "stints": tuple(stint for row in visits for stint in stints(row)),
    }
    at = max((at for _, at in opened), default=0) + 20 * HOUR
    return Facts(
        at=at, position=1000 * max(len(days), 1), store="s", **{**usual, **rows}
    )


def many(count: int, days: int = 15, seed: int = 1, first: date = MONDAY) -> Facts:
    """Return the rows of so many visits over some days, all of it invented."""
    chance = Random(seed)
    visits, sessions, more = [], [], _More()
    for n in range(count):
        day = chance.choice(week_days(first, days))
        row = _some_visit(chance, day, n)
        visits.append(row)
        if row.place == "served":
            help_ = _some_session(chance, row)
            sessions.append(help_)
            more.add(chance, help_, n)
    told = {"sessions": tuple(sessions), **more.rows()}
    return facts(*visits, days=[(str(day),) for day in week_days(first, days)], **told)


def _some_visit(chance: Random, day: date, n: int) -> VisitRow:
    wait = min(int(chance.expovariate(1 / 14) * MINUTE), 80 * MINUTE)
    served = int(chance.lognormvariate(2.5, 0.6) * MINUTE)
    at = micros(day) + int((7.5 + 9 * chance.random()) * HOUR)
    service = chance.choices("ABCDT", [38, 19, 11, 22, 10])[0]
    row = visit(
        day,
        n,
        service=service,
        visit_class="priority" if chance.random() < 0.17 else "normal",
        arrived=at,
        told_from=5 * MINUTE,
        told_to=25 * MINUTE,
    )
    if chance.random() < 0.013:
        return left(row, 40_000_000)
    if chance.random() < 0.03:
        return left(row, wait)
    called = at + wait
    return row._replace(
        first_called=called,
        last_called=called,
        started=called + MINUTE,
        ended=called + MINUTE + served,
        since=called + MINUTE + served,
        no_shows=int(chance.random() < 0.02),
    )


def left(row: VisitRow, after: int, place: str = "abandoned") -> VisitRow:
    """Return a visit that went away, so long after it came."""
    gone = row.arrived + after
    never: dict[str, Any] = dict.fromkeys(
        ("first_called", "last_called", "started", "counter")
    )
    return row._replace(
        **never, place=place, ended=gone, since=gone, waited=after, served=0, called=0
    )


def _some_session(chance: Random, row: VisitRow) -> SessionRow:
    outcome = chance.choice(OUTCOMES)
    mode, reason = chance.choice(
        [("guided", None)] * 5
        + [("done-for", "no-device"), ("done-for", "cannot-alone")]
    )
    is_rated = chance.random() < 0.3
    kinds = (
        ["citizen"] * 9 + ["enterprise"] + ["household-business"] * (row.service > "B")
    )
    return session(
        row,
        visitor=chance.choice(kinds),
        intent="file" if outcome not in ("tracked", "result-given") else "look-up",
        outcome=outcome,
        mode=mode,
        reason=reason,
        way=chance.choice(["post", "pick-up", "electronic"]),
        score=chance.choice([5, 5, 5, 5, 4, 4, 4, 3, 2, 1]) if is_rated else None,
    )


class _More:
    """What was noted in sessions."""

    def __init__(self) -> None:
        self._filed: list[Any] = []
        self._paid: list[Any] = []
        self._steps: list[Any] = []
        self._trouble: list[Any] = []

    def add(self, chance: Random, row: SessionRow, n: int) -> None:
        """Note what a session led to."""
        key, at = (row.day, row.session, 4 * n + 1), row.began
        if row.outcome == "submitted":
            filed = chance.choice(["temporary-residence", "birth", "land-change"])
            self._filed.append(
                SubmissionRow(*key, filed, chance.choice(["full", "partial"]), at)
            )
            if chance.random() < 0.5:
                online = int(chance.random() < 0.6)
                self._paid.append(PaymentRow(*key, "state-fee", 50_000, online, at))
        if row.outcome == "no-account":
            stuck = chance.choice(["forgot-passcode", "not-level-2", "no-phone"])
            self._steps.append(StepRow(*key, "account", stuck, at, MINUTE))
        if chance.random() < 0.15:
            kind = chance.choice(TROUBLES)
            self._trouble.append(DifficultyRow(*key, kind, None, at))

    def rows(self) -> dict[str, Any]:
        """Return the rows, by table."""
        return {
            "submissions": tuple(self._filed),
            "payments": tuple(self._paid),
            "steps": tuple(self._steps),
            "difficulties": tuple(self._trouble),
        }
