"""Difficulties are what was noted and how sessions ended; each counts once."""

from __future__ import annotations

from typing import Any

from hub.projections.measured.rows import DifficultyRow, Facts, VisitRow
from hub.projections.measures import figures
from hub.reports.gather import gather
from tests.hub.reports.invented import MONDAY, asked, facts, session, visit
from tests.hub.reports.reading import cell

TABLE = "Khó khăn, vướng mắc"
COLUMNS = ("Lượt", "Kết thúc vì vậy", "Chỉ ghi nhận")


def ended(count: int, outcome: str | None, *kinds: str, first: int = 0) -> Facts:
    """Return sessions that ended so, in each of which these kinds were noted."""
    visits = [visit(MONDAY, first + n) for n in range(count)]
    sessions = [session(row, outcome=outcome) for row in visits]
    notes = [noted(row, n, kind) for row in visits for n, kind in enumerate(kinds)]
    return facts(*visits, sessions=tuple(sessions), difficulties=tuple(notes))


def noted(row: VisitRow | None, entry: int, kind: str) -> DifficultyRow:
    """Return what somebody noted, in the session of a visit or of the office."""
    of = "" if row is None else f"s-{row.visit}"
    return DifficultyRow(str(MONDAY), of, entry, kind, None, 0)


def told(rows: Facts, kind: str, **more: Any) -> list[str]:
    """Return the cells of a kind as they are printed."""
    report = gather(rows, asked(**more))
    return [cell(report, TABLE, kind, column) for column in COLUMNS]


def test_a_session_that_ended_for_want_of_papers_is_a_difficulty() -> None:
    """Nobody had to note it a second time."""
    assert told(ended(7, "missing-papers"), "Thiếu giấy tờ") == ["7", "7", "0"]
    assert told(ended(6, "no-account"), "Tài khoản VNeID") == ["6", "6", "0"]


def test_a_session_that_ended_so_and_noted_it_counts_once() -> None:
    """However often the same was noted in it."""
    rows = ended(7, "missing-papers", "papers", "papers")

    assert told(rows, "Thiếu giấy tờ") == ["7", "7", "0"]


def test_what_was_only_noted_is_told_apart() -> None:
    """A session that went well in spite of it, and what was noted of the office."""
    assert told(ended(9, "submitted", "papers"), "Thiếu giấy tờ") == ["9", "0", "9"]
    assert told(ended(9, "submitted", "equipment"), "Thiết bị tại điểm") == [
        *("9", "–", "9"),
    ]
    of_office = facts(
        difficulties=(noted(None, 1, "network"), noted(None, 2, "network"))
    )
    assert figures(of_office).hindered_noted == {"network": 2}


def test_a_portal_or_network_that_was_down_counts_as_what_was_noted() -> None:
    """The outcome does not say which: a note does, or it stands in a row of its own."""
    assert told(ended(8, "system-down", "network"), "Đường truyền") == ["8", "8", "0"]
    unsaid = ended(8, "system-down")
    assert told(unsaid, "Cổng hoặc mạng, không rõ") == ["8", "8", "–"]
    both = figures(ended(1, "system-down", "portal", "network"))
    assert (both.hindered, both.hindered_noted) == ({"portal": 1}, {"network": 1})


def test_a_few_that_were_noted_do_not_follow_from_the_rest() -> None:
    """Two notes beside nine sessions: neither they nor the sum of both are shown."""
    rows = [visit(MONDAY, n) for n in range(11)]
    sessions = [
        session(row, outcome="missing-papers" if n < 9 else "submitted")
        for n, row in enumerate(rows)
    ]
    notes = tuple(noted(row, 1, "papers") for row in rows[9:])
    it = facts(*rows, sessions=tuple(sessions), difficulties=notes)

    whole, so, only = told(it, "Thiếu giấy tờ")

    assert only == "< 5"
    assert "*" in (whole, so)
    assert told(it, "Thiếu giấy tờ", is_internal=True) == ["11", "9", "2"]
