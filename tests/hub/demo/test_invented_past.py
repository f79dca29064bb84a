"""The demo's past days: invented, and decided by the hub's own rules."""

from datetime import date

import pytest

from events.counter import CounterPaused
from events.day import DayClosed, DayOpened
from events.local_time import local
from events.recorded import Recorded
from hub.demo.__main__ import main
from hub.demo.past import PastOffice, invent_past, seed_past
from hub.domain.evolve_state import fold_state
from hub.domain.state import State
from hub.projections.measured.gathered import facts_of
from hub.projections.measures import figures
from hub.store.lock import FolderUnusable
from hub.store.memory import MemoryEventStore
from hub.store.sqlite import SQLiteEventStore
from tests.hub.rig import SITE

MONDAY = date(2026, 11, 23)


def past(days: int, seed: int = 1) -> tuple[PastOffice, list[Recorded]]:
    """Return an office that lived through some days, and its history."""
    store = MemoryEventStore()
    office = PastOffice(SITE, store)
    invent_past(office, days, MONDAY, seed)
    return office, store.read_after(0, 100_000)


def test_the_rules_refuse_nothing() -> None:
    """What invented clerks ask is what the house allows, and its history folds."""
    office, history = past(2)

    assert not office.refused
    assert not fold_state(history, State()).day.is_open
    assert [one.at for one in history] == sorted(one.at for one in history)


def test_past_days_are_working_days() -> None:
    """Before a Monday come Thursday and Friday, each opened and closed."""
    _, history = past(2)

    opened = [e.event.day for e in history if isinstance(e.event, DayOpened)]
    closed = [local(e.at) for e in history if isinstance(e.event, DayClosed)]
    assert opened == [date(2026, 11, 19), date(2026, 11, 20)]
    assert [at.date() for at in closed] == opened
    assert all(18 <= at.hour < 22 for at in closed)


def test_there_is_something_to_report() -> None:
    """Waits, no-shows, sessions with outcomes, filings, money and ratings."""
    _, history = past(3)
    told = figures(facts_of(history))

    assert 200 < told.issued < 400
    assert told.served > 0.8 * told.issued
    assert 0.02 < (told.no_show.ratio or 0) < 0.1
    assert 0.3 < (told.called_in_time.ratio or 0) < 0.98
    assert 0.4 < (told.occupancy.ratio or 0) < 0.8
    assert told.sessions > 150
    assert 0.6 < (told.submitted.ratio or 0) < 0.9
    assert told.ratings
    assert told.difficulties
    assert told.told_error.n


def test_half_the_staff_at_lunch() -> None:
    """At noon one half of the counters pauses, then the other."""
    _, history = past(1)

    paused = [e for e in history if isinstance(e.event, CounterPaused)]
    assert {local(e.at).hour for e in paused} <= {11, 12, 13}
    assert len({e.event.counter for e in paused}) == 3


def test_one_seed_is_one_past() -> None:
    """The same seed gives the same days, another seed others."""
    first, same, other = (
        [(e.at, type(e.event).__name__) for e in past(1, seed)[1]] for seed in (1, 1, 2)
    )

    assert first == same
    assert first != other


def test_a_folder_with_a_history_is_left_alone(tmp_path) -> None:
    """Past days go into a new folder only, and there stand on the disk."""
    count = seed_past(tmp_path, SITE, 1, MONDAY, 1)
    store = SQLiteEventStore(tmp_path / "events.db")
    assert store.last_position() == count
    store.close()

    with pytest.raises(FolderUnusable, match="has a history already"):
        seed_past(tmp_path, SITE, 1, MONDAY, 1)


@pytest.mark.parametrize("days", ["-1", "ten", "1000"])
def test_a_number_of_days_that_is_none(days, capsys) -> None:
    """A wrong number of days is told with what is right."""
    with pytest.raises(SystemExit):
        main(["--history", days])

    assert "use one from 0 to 260" in capsys.readouterr().err
