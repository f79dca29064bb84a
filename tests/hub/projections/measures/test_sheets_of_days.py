"""Figures of days that were added up beforehand are the figures of their rows."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from events.settings import Targets
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.rows import TABLES, Facts
from hub.projections.measures import figures
from hub.projections.measures.marks import OF_A_DAY, marks_of
from hub.projections.measures.sheets import Sheet, sheet_of, summed
from tests.hub.domain.house_of_help import HouseOfHelp
from tests.hub.store.views_rig import a_history

DAYS_OF_THEM = settings(max_examples=20, stateful_step_count=40, deadline=None)


class AddedUpHouse(HouseOfHelp):
    """A house whose days are added up in the end, one by one."""

    def teardown(self) -> None:
        """Sheets, rows, and some of each come to the same."""
        if self.history:
            for facts in (it := facts_of(self.history), all_over(it)):
                assert_the_same(facts)


def all_over(facts: Facts) -> Facts:
    """Return days on which all have gone home, so that each has a sheet."""
    gone: dict[str, Any] = {"ended": facts.at, "place": "expired"}
    return replace(
        facts,
        days=tuple(row._replace(closed=row.closed or facts.at) for row in facts.days),
        visits=tuple(
            row if row.ended is not None else row._replace(**gone)
            for row in facts.visits
        ),
        counters=tuple(
            row if row.ended is not None else row._replace(ended=facts.at)
            for row in facts.counters
        ),
    )


def assert_the_same(facts: Facts) -> None:
    """Compare what the rows say with what sheets and the other rows say."""
    found = {day.day: sheet_of(of_day(facts, day.day)) for day in facts.days}
    sheets = [sheet for sheet in found.values() if sheet is not None]
    rest = without(facts, {sheet.day for sheet in sheets})
    for minutes in (1, 15):
        targets = Targets(called_within_min=minutes)
        assert summed(rest, sheets, targets) == figures(facts, targets=targets)
        assert summed(facts, (), targets) == figures(facts, targets=targets)
    marks = {sheet.day: sheet.mark for sheet in sheets if sheet.mark.rows}
    assert marks_of(rest) | marks == marks_of(facts)


def of_day(facts: Facts, day: str) -> Facts:
    """Return one day's rows, as if nothing were known of the instant."""
    rows = {table.name: getattr(facts, table.name) for table in (TABLES[0], *OF_A_DAY)}
    own: dict[str, Any] = {
        name: tuple(r for r in some if r.day == day) for name, some in rows.items()
    }
    return Facts(at=0, **own)


def without(facts: Facts, days: set[str]) -> Facts:
    """Return the rows that are in no sheet, and every day row."""
    rows = {table.name: getattr(facts, table.name) for table in OF_A_DAY}
    rest = {
        name: tuple(row for row in some if row.day not in days)
        for name, some in rows.items()
    }
    return replace(facts, **rest)


def test_sheets_say_what_rows_say() -> None:
    """However the days went: not a figure and not a mark differs."""
    run_state_machine_as_test(AddedUpHouse, settings=DAYS_OF_THEM)


def test_a_day_that_goes_on_has_no_sheet() -> None:
    """What counts up to now cannot be added up beforehand."""
    assert sheet_of(Facts(at=0)) is None


def test_a_sheet_is_the_same_once_it_was_kept() -> None:
    """Nothing is lost on the way to the file and back."""
    facts = all_over(facts_of(a_history(days=1)))
    sheet = sheet_of(of_day(facts, facts.days[0].day))
    kept = msgspec.msgpack.encode(sheet)
    assert msgspec.msgpack.decode(kept, type=Sheet) == sheet
