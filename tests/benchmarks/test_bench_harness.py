"""The benchmark measures what its page says, and compares fairly."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from events import codec
from events.local_time import local
from firmware_config.load import load_site
from hub.domain.day import Day
from hub.domain.evolve import fold_all
from hub.domain.evolve_state import fold_state
from hub.domain.session import Stage
from hub.domain.state import State
from hub.store.sqlite import SQLiteEventStore
from tests.benchmarks.catalogue import FIGURES, RAW
from tests.benchmarks.compare import Pair
from tests.benchmarks.history import WORKED, write_old, write_today
from tests.benchmarks.mqtt_line import length_of, packets
from tests.benchmarks.press_worker import delays
from tests.benchmarks.report import catalogue
from tests.benchmarks.rows import Row, Sample, Taken, percentile, row_of
from tests.benchmarks.run import PARTS, run
from tests.benchmarks.session_history import write_helped_day
from tests.benchmarks.sizes import QUICK
from tests.benchmarks.trial_office import OFFICE, site_file

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "benchmarks.md"
ONE = "writer.1.commands_per_s"
IDLE = "idle.hub.cpu_percent"
PRESS = "screen.mosquitto.p95_ms"


def test_the_harness_measures_from_end_to_end(tmp_path) -> None:
    """A part gives its figures, each beside its limit, and leaves no folder."""
    build = tmp_path / "build"

    rows = {
        row.name: row
        for row in run(["writer", "cost", "session"], QUICK, build, print).rows
    }

    of_these = {
        name for name in FIGURES if name.startswith(("writer.", "cost.", "session."))
    }
    assert rows.keys() == of_these | {RAW}
    assert all(row.value for row in rows.values())
    assert all(rows[name].limit for name in of_these if FIGURES[name].against)
    assert [each.name for each in build.iterdir() if each.is_dir()] == []


@pytest.mark.journey
@pytest.mark.parametrize("part", ["http", "screen", "manager", "streams", "visit"])
def test_a_hub_is_measured_from_end_to_end(part: str, tmp_path: Path) -> None:
    """A part that starts the whole hub gives each of its figures."""
    rows = run([part], QUICK, tmp_path, print).rows

    assert {row.name for row in rows} >= {n for n in FIGURES if n.startswith(part)}


def test_the_page_explains_every_figure() -> None:
    """The page has the catalogue as `python -m tests.benchmarks figures` prints it."""
    assert catalogue() in PAGE.read_text(encoding="utf-8")


def test_every_part_is_on_the_page() -> None:
    """What `--only` takes is named where a reader looks."""
    page = PAGE.read_text(encoding="utf-8")

    assert [part for part in PARTS if f"`{part}`" not in page] == []


@pytest.mark.parametrize(
    ("percent", "value"), [(50, 2), (75, 3), (95, 4), (99, 4), (1, 1)]
)
def test_a_percentile_was_really_measured(percent, value) -> None:
    """Nearest rank: no value between two others is invented."""
    assert percentile([4, 1, 3, 2], percent) == value


@pytest.mark.parametrize(
    ("name", "samples", "ok"),
    [
        (ONE, [Sample(60, 100), Sample(40, 100), Sample(50, 100)], True),
        (ONE, [Sample(49, 100)], False),
        (PRESS, [Sample(30, 10)], True),
        (PRESS, [Sample(31, 10)], False),
        (PRESS, [Sample(101, 90)], False),
        (RAW, [Sample(100)], None),
    ],
)
def test_a_target_is_met_or_missed(name, samples, ok) -> None:
    """Every target of a figure must be met, by its median; one without has none."""
    assert row_of(FIGURES[name], Taken(name, samples)).ok is ok


def a_row(name: str, limit: float | None, *values: float) -> Row:
    """Return a figure's row as measured."""
    samples = [Sample(value, limit) for value in values]
    return row_of(FIGURES[name], Taken(name, samples))


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (a_row(ONE, 100, 50), a_row(ONE, 100, 40), "WORSE"),
        (a_row(ONE, 100, 40), a_row(ONE, 100, 50), "better"),
        (a_row(ONE, 100, 50), a_row(ONE, 50, 25), ""),
        (a_row(ONE, 100, 50), a_row(ONE, 100, 46), ""),
        (a_row(PRESS, 5, 10), a_row(PRESS, 5, 12), "WORSE"),
        (a_row(IDLE, None, 0.2, 0.4, 0.6), a_row(IDLE, None, 0.3, 0.5, 0.6), ""),
        (a_row(IDLE, None, 0.2, 0.4, 0.6), a_row(IDLE, None, 0.6, 0.7, 0.9), "WORSE"),
        (a_row(RAW, None, 50), a_row(RAW, None, 10), ""),
    ],
)
def test_a_comparison_allows_for_the_machine(old, new, verdict) -> None:
    """Worse is worse against the limit, by more than a tenth and beyond the spread."""
    assert Pair(old, new).verdict == verdict


def test_a_delay_ends_with_the_first_screen_that_has_it() -> None:
    """A later state tells an earlier press too, for screens get the newest only."""
    seen = [(0.0, 1), (1.5, 3), (2.5, 4)]

    assert delays({"a": 1.0, "b": 1.25}, {"a": 2, "b": 3}, seen) == [0.5, 0.25]


@pytest.mark.parametrize("size", [0, 1, 127, 128, 20_000])
def test_packets_come_whole_however_they_are_cut(size) -> None:
    """The measuring client reads what a broker sends, wherever it was cut in two."""
    packet = bytes((0x30,)) + length_of(size) + b"x" * size

    for cut in {0, 1, 2, 3, size, len(packet) - 1}:
        rest = bytearray(packet[:cut])
        early = list(packets(rest))
        rest += packet[cut:] + packet
        assert early + list(packets(rest)) == [(0x30, b"x" * size)] * 2


def test_a_helped_day_is_what_a_hub_would_have_written(tmp_path) -> None:
    """Every visit of it has a session that ended, in a stream of its own."""
    plan = load_site(site_file(tmp_path)).plan()
    write_helped_day(tmp_path / "events.db", plan, 300)

    store = SQLiteEventStore(tmp_path / "events.db")
    history = store.read_after(0, 1_000)
    store.close()
    state = fold_state(history, State(day=Day(office=OFFICE)))
    stages = {one.stage for one in state.sessions.by_id.values()}
    assert len(state.sessions.by_id) == len(state.day.visits) > 10
    assert stages == {Stage.ENDED}
    assert len({event.stream for event in history}) == 1 + len(state.day.visits)


def test_invented_history_is_what_a_hub_would_have_written(tmp_path) -> None:
    """It folds to closed days and to one that is open, every visit served."""
    plan = load_site(site_file(tmp_path)).plan()
    write_old(tmp_path / "events.db", plan, 400)
    write_today(tmp_path / "events.db", plan, 100)

    store = SQLiteEventStore(tmp_path / "events.db")
    history = store.read_after(0, 1_000)
    streams = sorted({event.stream for event in history})
    old, today = (
        fold_all(list(store.read_stream(stream)), Day(office=OFFICE))
        for stream in streams
    )
    store.close()
    assert [event.position for event in history] == list(range(1, len(history) + 1))
    assert (old.is_open, today.is_open) == (False, True)
    assert {codec.wire_name(event.event) for event in history} >= {"day-closed"}
    assert not list(today.waiting_visits())


def test_todays_history_comes_all_day_long(tmp_path) -> None:
    """A day of many events is a long day, and no rush of half an hour."""
    plan = load_site(site_file(tmp_path)).plan()
    write_today(tmp_path / "events.db", plan, 100)

    now = datetime.now(UTC)
    store = SQLiteEventStore(tmp_path / "events.db")
    told = [event.at for event in store.read_after(0, 1_000)]
    store.close()
    midnight = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    gaps = {(b - a).total_seconds() for a, b in pairwise(told)}
    assert max(gaps) - min(gaps) < 0.001
    assert now - told[0] > 0.9 * min(WORKED, now - midnight)
    assert now - told[-1] < timedelta(minutes=1)
