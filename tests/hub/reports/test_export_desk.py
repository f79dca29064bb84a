"""Reports that the page asks for are made by a child, one at a time."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from hub.application.exports import (
    CannotExport,
    ExportNow,
    ExportsBusy,
    Stage,
    Standing,
    ToExport,
)
from hub.reports.child import Child, words
from hub.reports.desk import FOLDER, MOST_WAITING, ExportDesk
from hub.store.sqlite import SQLiteEventStore
from tests.hub.hub_process import children_of, lives
from tests.hub.projections.measures.day_at_work import DayAtWork
from tests.hub.reports.invented import MADE, SITE
from tests.hub.rig import wait_until

NOVEMBER = "month:2026-11"


@pytest.fixture(scope="module", name="data")
def a_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a hub with one day in it."""
    folder = tmp_path_factory.mktemp("hub")
    with closing(SQLiteEventStore(folder / "events.db")) as store:
        store.save(DayAtWork(2).play(), [])
    return folder


@pytest.fixture(name="desk")
def a_desk(data: Path) -> Iterator[ExportDesk]:
    """Return who makes that folder's reports."""
    desk = ExportDesk(SITE, data, lambda: MADE)
    yield desk
    desk.stop()


def ended(desk: ExportDesk, begun: ExportNow) -> ExportNow:
    """Wait for a report's end."""

    def is_over() -> bool:
        now = desk.now(begun.id)
        return now is not None and now.stage not in (Stage.WAITING, Stage.RUNNING)

    wait_until(is_over, 60)
    now = desk.now(begun.id)
    assert now is not None
    return now


def test_a_report_is_made_and_fetched_under_its_name(desk: ExportDesk) -> None:
    """Its file is there when it is done, with its days and the digest of its rows."""
    done = ended(desk, desk.begin(ToExport(period=NOVEMBER)))

    assert (done.stage, done.done) == (Stage.DONE, 1.0)
    assert (done.first, done.last) == (date(2026, 11, 1), date(2026, 11, 30))
    assert done.file == "bao-cao-hk01-2026-11.pdf"
    assert done.sha256 is not None
    assert len(done.sha256) == 64
    file = desk.file(done.id)
    assert file is not None
    assert file.read_bytes()[:5] == b"%PDF-"
    assert file.parent.parent.stat().st_mode & 0o077 == 0


def test_a_report_is_given_up(desk: ExportDesk) -> None:
    """Cancelled while it waits or runs, it ends; there is no file of it."""
    first = desk.begin(ToExport(period=NOVEMBER))
    second = desk.begin(ToExport(period=NOVEMBER))

    for begun in (second, first):
        now = desk.cancel(begun.id)
        assert now is not None
        assert now.stage is Stage.CANCELLED
    done = ended(desk, desk.begin(ToExport(period=NOVEMBER, form="csv")))

    assert done.stage is Stage.DONE
    assert desk.file(first.id) is None
    assert desk.file(second.id) is None


def test_a_period_that_is_none_is_refused_at_once(desk: ExportDesk) -> None:
    """No process is begun for what cannot be made."""
    with pytest.raises(CannotExport) as no:
        desk.begin(ToExport(period="november"))

    assert "month:2026-11" in no.value.text.vi


def test_a_period_says_where_it_stands(desk: ExportDesk) -> None:
    """The page can tell a month that is to come from one without visitors."""
    stands = [desk.days(f"month:2026-{n}").standing for n in (10, 11, 12)]

    assert stands == [Standing.OVER, Standing.GOES_ON, Standing.TO_COME]


def test_only_so_many_wait(desk: ExportDesk) -> None:
    """Whoever presses on and on fills no disk."""
    begun = [desk.begin(ToExport(period=NOVEMBER)) for _ in range(MOST_WAITING)]

    with pytest.raises(ExportsBusy):
        desk.begin(ToExport(period=NOVEMBER))
    for one in begun:
        desk.cancel(one.id)


def test_what_fails_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A folder without events makes no report, and says so; no stack trace."""
    desk = ExportDesk(SITE, tmp_path, lambda: MADE)
    try:
        failed = ended(desk, desk.begin(ToExport(period=NOVEMBER)))
    finally:
        desk.stop()

    assert failed.stage is Stage.FAILED
    assert failed.text is not None
    assert "There is no events.db" in failed.text.en


def test_nothing_is_left_behind(data: Path) -> None:
    """With the hub go the files that were made for its page."""
    desk = ExportDesk(SITE, data, lambda: MADE)
    ended(desk, desk.begin(ToExport(period=NOVEMBER, form="csv")))
    assert (data / FOLDER).exists()

    desk.stop()

    assert not (data / FOLDER).exists()


def test_a_killed_report_leaves_no_copy_of_the_events(data: Path) -> None:
    """Views that are not there are made beside its file, and go with it."""
    big = data.parent / "long"
    copytree(data, big, ignore=ignore_patterns(FOLDER))
    lengthen(big / "events.db")
    desk = ExportDesk(SITE, big, lambda: MADE)
    try:
        begun = desk.begin(ToExport(period=NOVEMBER))
        wait_until(lambda: bool(list((big / FOLDER).glob("*/*/events.db"))), 60)
        desk.cancel(begun.id)
        wait_until(lambda: not list((big / FOLDER).glob("*/*")), 60)
    finally:
        desk.stop()


def lengthen(file: Path) -> None:
    """Make the views of a folder take long enough to be killed while they are made."""
    told = "INSERT INTO events SELECT position + ?, originator_id || ?, {} FROM events"
    rest = "originator_version, topic, state"
    with closing(sqlite3.connect(file)) as store:
        (last,) = store.execute("SELECT MAX(position) FROM events").fetchone()
        columns = [row[1] for row in store.execute("PRAGMA table_info(events)")]
        assert {"position", "originator_id"} <= set(columns), columns
        for n in range(6):
            store.execute(told.format(rest), (last * 2**n, f"-{n}"))
        store.commit()


def test_what_a_killed_hub_left_goes_when_the_next_begins(data: Path) -> None:
    """Its reports in the making hold a copy of every event."""
    left = data / FOLDER / "some-id" / "layso-report-x"
    left.mkdir(parents=True)
    (left / "events.db").write_bytes(b"all that was")

    ExportDesk(SITE, data, lambda: MADE).clear()

    assert not (data / FOLDER).exists()


def test_a_report_goes_by_the_hubs_clock(data: Path) -> None:
    """Its days and when it was made are the hub's, whatever the machine says."""
    then = datetime(2031, 3, 4, 5, 6, tzinfo=UTC)
    desk = ExportDesk(SITE, data, lambda: then)
    try:
        done = ended(desk, desk.begin(ToExport(period="pilot:phase-2", form="csv")))
        file = desk.file(done.id)
        assert file is not None
        said = file.read_text(encoding="utf-8-sig")
    finally:
        desk.stop()

    assert "01/04/2025 – 04/03/2031" in said
    assert "04/03/2031 12:06" in said


def test_what_was_typed_is_no_option(data: Path) -> None:
    """A text that begins with a hyphen stays a text on the command line."""
    asked = ToExport(period=NOVEMBER, source="--internal")

    assert "--online-source=--internal" in words(data, data / "x.pdf", asked, MADE)
    asked = ToExport(period="--help", form="csv")
    child = Child(SITE, data, data / "x.csv", asked, MADE)
    assert child.run() is not None


def test_a_child_dies_with_its_parent(data: Path, tmp_path: Path) -> None:
    """A hub that is killed leaves no report in the making."""
    program = (
        "import time\n"
        "from pathlib import Path\n"
        "from hub.application.exports import ToExport\n"
        "from hub.reports.desk import ExportDesk\n"
        "from tests.hub.reports.invented import MADE, SITE\n"
        f"desk = ExportDesk(SITE, Path({str(data)!r}), lambda: MADE)\n"
        "for _ in range(8):\n"
        f"    desk.begin(ToExport(period={NOVEMBER!r}))\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=Path.cwd())
    try:
        wait_until(lambda: bool(children_of(parent.pid)), 30)
        children = children_of(parent.pid)
    finally:
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(10)

    wait_until(lambda: not any(lives(pid) for pid in children), 20)
