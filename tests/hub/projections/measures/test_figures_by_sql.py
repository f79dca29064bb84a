"""Somebody else's sums: plain SQL over events.db comes to the same figures."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import SECOND
from hub.projections.measures import Dimension, Figures, Share, Spread, by, figures
from hub.store.sqlite import SQLiteEventStore
from tests.hub.projections.measures.day_at_work import DayAtWork

PLAIN = Path(__file__).with_name("plain_figures.sql")


class Both(NamedTuple):
    """A day's figures, and a line to the events they were made from."""

    figures: Figures
    services: dict[Any, Figures]
    line: sqlite3.Connection

    def asked(self, sql: str) -> tuple[Any, ...]:
        """Return what SQL says: one row."""
        return tuple(self.line.execute(sql).fetchone())

    def spread(self, column: str, rows: str) -> tuple[Any, ...]:
        """Return n, total and three quantiles by SQL, the rank found by counting."""
        ranks = (
            f"SELECT {column} AS x, ROW_NUMBER() OVER (ORDER BY {column}) AS r, "
            f"COUNT(*) OVER () AS n FROM {rows}"
        )
        found = [self.asked(f"SELECT COUNT(*), SUM({column}) FROM {rows}")]
        for percent in (50, 90, 95):
            least = f"SELECT MIN(x) FROM ({ranks}) WHERE 100 * r >= {percent} * n"
            found.append(self.asked(least))
        return tuple(value for row in found for value in row)


def seconds(spans: Spread) -> tuple[Any, ...]:
    """Return a spread in seconds."""
    each = (spans.total, spans.p50, spans.p90, spans.p95)
    return (spans.n, *(None if span is None else span // SECOND for span in each))


def share(row: tuple[Any, ...]) -> Share:
    """Return what SQL gave as a share."""
    return Share(*row)


@pytest.fixture(scope="module", params=[7, 8])
def both(request, tmp_path_factory) -> Iterator[Both]:
    """A busy invented day, measured by us, and its events file."""
    history = DayAtWork(request.param).play()
    file = tmp_path_factory.mktemp("day") / "events.db"
    store = SQLiteEventStore(file)
    store.save(history, [])
    store.close()
    facts = facts_of(history)
    line = sqlite3.connect(file)
    line.executescript(PLAIN.read_text(encoding="utf-8"))
    yield Both(figures(facts), by(facts, Dimension.SERVICE), line)
    line.close()


def test_the_day_has_something_of_everything(both) -> None:
    """An agreement about nothing would prove nothing."""
    now = both.figures

    assert now.issued > 80
    for much in (now.no_show, now.abandoned, now.transfers, now.recalls, now.rated):
        assert 0 < much.part < much.whole
    assert min(now.mistaken, now.parked.n, now.left_at_closing.part) > 0


def test_visits_are_counted_alike(both) -> None:
    """Issued, given back at once, with priority, and how each departed."""
    now = both.figures
    mistaken = "last = 'visit-abandoned' AND stay <= 60"
    people = both.asked(
        f"SELECT COUNT(*), SUM({mistaken}), "
        f"SUM(class = 'priority' AND NOT ({mistaken})), SUM(last = 'visit-served') "
        "FROM visits"
    )

    assert (now.issued, now.mistaken, now.priority, now.served) == people
    assert now.abandoned == share(
        both.asked(
            "SELECT SUM(last = 'visit-abandoned' AND stay > 60), "
            f"SUM(NOT ({mistaken})) FROM visits"
        )
    )
    assert now.left_at_closing == share(
        both.asked("SELECT SUM(last = 'visit-expired'), COUNT(*) FROM visits")
    )


def test_waits_are_spread_alike(both) -> None:
    """First waits, of everybody and of each service, with their quantiles."""
    called = "visits WHERE wait IS NOT NULL"

    assert seconds(both.figures.wait_first) == both.spread("wait", called)
    for service, part in both.services.items():
        rows = f"{called} AND service = '{service}'"
        assert seconds(part.wait_first) == both.spread("wait", rows)


def test_handling_and_dwell_are_spread_alike(both) -> None:
    """What clerks did, and how long people were there."""
    assert seconds(both.figures.handling) == both.spread(
        "handled", "visits WHERE handled IS NOT NULL"
    )
    assert seconds(both.figures.dwell) == both.spread("stay", "visits")
    parked = "moves WHERE what = 'visit-parked'"
    total = both.asked(f"SELECT SUM(until - at) FROM {parked}")
    assert (both.figures.parked.total // SECOND,) == total


def test_the_service_level_is_the_same(both) -> None:
    """Called within 15 minutes, of the called and of those who waited longer."""
    said = both.asked(
        "SELECT SUM(wait <= 900), COUNT(wait) + SUM(wait IS NULL AND stay > 900) "
        "FROM visits"
    )

    assert both.figures.called_in_time == share(said)


def test_calls_are_counted_alike(both) -> None:
    """In vain, sent on, announced again."""
    now = both.figures

    assert now.no_show == share(
        both.asked("SELECT SUM(missed), COUNT(wait) FROM visits")
    )
    assert now.transfers == share(
        both.asked("SELECT SUM(sent_on), COUNT(wait) FROM visits")
    )
    assert now.recalls == share(
        both.asked(
            "SELECT SUM(what = 'visit-recalled'), SUM(what = 'visit-called') FROM told"
        )
    )


def test_counters_were_busy_alike(both) -> None:
    """Called and serving, of the time from opening to closing less the pauses."""
    busy = both.asked(
        "SELECT SUM(until - at) FROM moves "
        "WHERE what IN ('visit-called', 'serving-started')"
    )
    there = both.asked(
        "SELECT SUM(CASE WHEN what IN ('counter-closed', 'counter-paused') THEN at "
        "ELSE -at END) FROM told WHERE what IN "
        "('counter-opened', 'counter-closed', 'counter-paused', 'counter-resumed')"
    )

    assert both.figures.occupancy == Share(busy[0] * SECOND, there[0] * SECOND)


def test_sessions_and_ratings_are_counted_alike(both) -> None:
    """What came of the help, how it was done, and how it was liked."""
    now = both.figures
    outcomes = both.line.execute("SELECT outcome, COUNT(*) FROM sessions GROUP BY 1")
    stars = both.asked(
        "SELECT COUNT(*), AVG(json_extract(body, '$.score')), "
        "SUM(json_extract(body, '$.score') >= 4) "
        "FROM told WHERE what = 'rating-given'"
    )

    assert now.outcomes == dict(outcomes)
    assert now.submitted == share(
        both.asked(
            "SELECT SUM(outcome = 'submitted'), COUNT(*) FROM sessions "
            "WHERE intent = 'file'"
        )
    )
    assert now.done_for == share(
        both.asked("SELECT SUM(mode = 'done-for'), COUNT(*) FROM sessions")
    )
    assert (now.rated.part, now.mean_score, now.liked.part) == pytest.approx(stars)
