"""The replay is measured over a history that makes rows of every kind of a day."""

from firmware_config.load import load_site
from hub.projections.measured.gathered import facts_of
from hub.store.sqlite import SQLiteEventStore
from tests.benchmarks.catalogue import FIGURES, RAW
from tests.benchmarks.replayed_history import write_replayed
from tests.benchmarks.run import run
from tests.benchmarks.sizes import QUICK
from tests.benchmarks.trial_office import site_file


def test_the_replay_is_measured(tmp_path) -> None:
    """Each of its figures comes with its limit."""
    rows = {r.name: r for r in run(["replay"], QUICK, tmp_path / "build", print).rows}

    of_these = {
        name for name in FIGURES if name.startswith(("replay.", "follow.", "report."))
    }
    assert rows.keys() == of_these | {RAW}
    assert all(rows[name].limit for name in of_these)


def test_the_replayed_history_makes_rows(tmp_path) -> None:
    """Days are closed, every visit is served, every second day has sessions."""
    plan = load_site(site_file(tmp_path)).plan()
    write_replayed(tmp_path / "events.db", plan, 800)
    store = SQLiteEventStore(tmp_path / "events.db")
    facts = facts_of(store.read_after(0, 10_000))
    store.close()

    assert all(day.closed for day in facts.days)
    assert {visit.place for visit in facts.visits} == {"served"}
    assert {session.day for session in facts.sessions} == {facts.days[1].day}
    assert len(facts.steps) == 4 * len(facts.sessions) > 0
    assert len(facts.submissions) == len(facts.sessions)
