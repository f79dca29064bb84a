"""Sheets in the views: of days that are over, as true as the rows they stand for."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from msgspec.structs import replace

from events.day import DayClosed
from events.session import Outcome, OutcomeCorrected
from hub.projections.measured.gathered import facts_of
from hub.projections.measures import figures
from hub.projections.measures.sheets import summed
from hub.reports.gather import gather
from hub.store.views import rebuilding
from hub.store.views.digest import digest
from hub.store.views.file import VIEWS
from hub.store.views.reading import SQLiteMeasured
from hub.store.views.sheets import without
from tests.history import OFFICE
from tests.hub.reports.invented import asked
from tests.hub.store.views_rig import (
    a_history,
    all_facts,
    followed,
    in_memory,
    on_disk,
)

EVER = (date(2000, 1, 1), date(2099, 12, 31))


def mark(folder) -> str:
    """Return the digest of the views in a folder."""
    with closing(sqlite3.connect(folder / VIEWS)) as reading:
        return digest(reading)[1]


@pytest.mark.parametrize("seed", range(4))
def test_a_report_of_sheets_is_one_of_rows(tmp_path, seed) -> None:
    """Every figure, every word and the digest are the same; open days have rows."""
    facts = followed(in_memory(a_history(4, 80, seed)), tmp_path, 7)

    rest, sheets = SQLiteMeasured(tmp_path).summed(*EVER)

    closed = [day.day for day in facts.days if day.closed is not None]
    assert [sheet.day for sheet in sheets] == closed
    assert len(closed) == 3
    assert {row.day for row in rest.visits}.isdisjoint(closed)
    assert summed(rest, sheets) == figures(facts)
    assert gather(rest, asked(), sheets) == gather(facts, asked())


def test_the_newest_day_is_added_up_once_another_begins(tmp_path) -> None:
    """A rating after the close costs no adding up of its day; figures are the same."""
    history = a_history(2, 60)
    over = next(n for n, r in enumerate(history) if isinstance(r.event, DayClosed)) + 1
    for end, sheets_there in ((over, 0), (over + 1, 1)):
        for batch in (1, 10_000):
            folder = tmp_path / f"{end}-{batch}"
            folder.mkdir()
            facts = followed(in_memory(history[:end]), folder, batch)
            rest, sheets = SQLiteMeasured(folder).summed(*EVER)
            assert len(sheets) == sheets_there
            assert summed(rest, sheets) == figures(facts)
        marks = {mark(tmp_path / f"{end}-{batch}") for batch in (1, 10_000)}
        assert len(marks) == 1


def test_what_comes_late_is_in_the_sheet(tmp_path) -> None:
    """A day that is written anew has its sheet made anew, in any batches."""
    history = a_history(3, 120)
    session = facts_of(history).sessions[0]
    late = OutcomeCorrected(session=session.session, outcome=Outcome.REFERRED)
    history.append(
        replace(
            history[-1],
            event=late,
            stream=f"{OFFICE}/session/{session.session}",
            position=len(history) + 1,
        )
    )
    for batch in (1, 10_000):
        folder = tmp_path / str(batch)
        folder.mkdir()
        facts = followed(in_memory(history), folder, batch)
        rest, sheets = SQLiteMeasured(folder).summed(*EVER)
        assert session.day in {sheet.day for sheet in sheets}
        assert summed(rest, sheets) == figures(facts)
    assert mark(tmp_path / "1") == mark(tmp_path / "10000")


def test_a_sheet_that_is_wrong_is_found(tmp_path) -> None:
    """A check compares sheets too, and a rebuild mends them."""
    with closing(on_disk(tmp_path, a_history(3))) as store:
        followed(store, tmp_path)
    good = mark(tmp_path)
    with closing(sqlite3.connect(tmp_path / VIEWS)) as line, line:
        line.execute("UPDATE sheets SET sheet=x'00' WHERE rowid=1")

    _, difference = rebuilding.check(tmp_path, print)

    assert difference is not None
    assert difference.table == "sheets"
    assert mark(tmp_path) != good
    assert rebuilding.rebuild(tmp_path, print).digest == good == mark(tmp_path)
    assert rebuilding.check(tmp_path, print)[1] is None


def test_days_without_a_sheet_are_read_by_rows(tmp_path) -> None:
    """Without any sheets the rows are all there; before, between and after them too."""
    facts = followed(in_memory(a_history(4)), tmp_path)
    with closing(sqlite3.connect(tmp_path / VIEWS)) as line, line:
        line.execute("DELETE FROM sheets WHERE rowid<>2")
    rest, sheets = SQLiteMeasured(tmp_path).summed(*EVER)
    assert len(sheets) == 1
    assert summed(rest, sheets) == figures(facts)

    with closing(sqlite3.connect(tmp_path / VIEWS)) as line, line:
        line.execute("DELETE FROM sheets")
    assert SQLiteMeasured(tmp_path).summed(*EVER) == (all_facts(tmp_path), ())


def test_no_question_is_asked_of_days_that_follow_each_other(tmp_path) -> None:
    """Between two sheets rows are looked for only where a day may be."""
    followed(in_memory(a_history(4)), tmp_path)
    _, sheets = SQLiteMeasured(tmp_path).summed(*EVER)
    first, _, last = (sheet.day for sheet in sheets)

    assert without(sheets, (first, last)) == []
    assert without(sheets[::2], (first, last)) == [(sheets[1].day, sheets[1].day)]
    assert without((), (first, last)) == [(first, last)]
