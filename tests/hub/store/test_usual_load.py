"""What is usual on a day, as it is read from views beside a hub that writes them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from hub.application.live_screen.usual import DAYS_KEPT, Usual
from hub.application.measured import CannotRead
from hub.projections.measured.rows import TABLES, Facts
from hub.projections.staffing.profile import history_for, profile_of
from hub.store.views.reading import SQLiteMeasured
from tests.hub.store.views_rig import a_history, all_facts, followed, in_memory

HISTORY = a_history(days=5)
LAST = HISTORY[-1].position


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the views of some days."""
    folder = tmp_path_factory.mktemp("views")
    followed(in_memory(HISTORY), folder)
    return folder


def the_next_day(facts: Facts) -> date:
    """Return the day after the last one there is."""
    return date.fromisoformat(str(facts.days[-1].day)) + timedelta(days=1)


def test_the_load_is_that_of_all_rows(folder: Path) -> None:
    """Two tables of the weeks before say what all of them would."""
    facts = all_facts(folder)
    day = the_next_day(facts)

    assert Usual(SQLiteMeasured(folder), lambda _: LAST).on(day) == profile_of(facts)
    assert profile_of(facts).visits


def test_no_other_rows_are_read(folder: Path) -> None:
    """Of all tables those of days and visits; a small machine has no room for more."""
    facts = all_facts(folder)
    found = SQLiteMeasured(folder).load(*history_for(the_next_day(facts)), LAST)
    filled = {table.name for table in TABLES if getattr(found, table.name)}

    assert filled == {"days", "visits"}
    assert (found.days, found.visits) == (facts.days, facts.visits)


def test_views_that_lag_do_not_know(folder: Path) -> None:
    """Without the last event before a day nobody says what is usual."""
    day = the_next_day(all_facts(folder))
    ended_at = [LAST + 1]
    usual = Usual(SQLiteMeasured(folder), lambda _: ended_at[0])

    assert usual.on(day) is None
    with pytest.raises(CannotRead):
        SQLiteMeasured(folder).load(*history_for(day), LAST + 1)
    ended_at[0] = LAST
    assert usual.on(day) is not None


class Counting:
    """Reads nothing, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def load(self, first: date, last: date, position: int) -> Facts:
        """Return an office in which nothing ever happened."""
        assert first < last
        self.asked += 1
        return Facts(at=0, position=position)


def test_a_day_is_looked_up_once() -> None:
    """However often the slider moves; of many days the first is forgotten."""
    loads, day = Counting(), date(2026, 11, 23)
    usual = Usual(loads)
    days = [day + timedelta(days=n) for n in range(DAYS_KEPT)]
    for each in (*days, *days):
        usual.on(each)
    assert loads.asked == DAYS_KEPT

    usual.on(day - timedelta(days=1))
    usual.on(days[-1])
    assert loads.asked == DAYS_KEPT + 1
    usual.on(day)
    assert loads.asked == DAYS_KEPT + 2
