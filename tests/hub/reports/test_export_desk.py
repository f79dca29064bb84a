"""Reports that the page asks for are made by a child, one at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from hub.application.exports import (
    CannotExport,
    ExportNow,
    ExportsBusy,
    Stage,
    ToExport,
)
from hub.reports.child import Child, words
from hub.reports.desk import FOLDER, MOST_WAITING, ExportDesk
from hub.store.sqlite import SQLiteEventStore
from tests.hub.hub_process import children_of, lives
from tests.hub.projections.measures.day_at_work import DayAtWork
from tests.hub.reports.invented import SITE
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
    desk = ExportDesk(SITE, data, lambda: date(2026, 11, 22))
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
    """Its file is there when it is done, with the digest of what it rests on."""
    done = ended(desk, desk.begin(ToExport(period=NOVEMBER)))

    assert (done.stage, done.done) == (Stage.DONE, 1.0)
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


def test_only_so_many_wait(desk: ExportDesk) -> None:
    """Whoever presses on and on fills no disk."""
    begun = [desk.begin(ToExport(period=NOVEMBER)) for _ in range(MOST_WAITING)]

    with pytest.raises(ExportsBusy):
        desk.begin(ToExport(period=NOVEMBER))
    for one in begun:
        desk.cancel(one.id)


def test_what_fails_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A folder without events makes no report, and says so; no stack trace."""
    desk = ExportDesk(SITE, tmp_path, lambda: date(2026, 11, 22))
    try:
        failed = ended(desk, desk.begin(ToExport(period=NOVEMBER)))
    finally:
        desk.stop()

    assert failed.stage is Stage.FAILED
    assert failed.text is not None
    assert "There is no events.db" in failed.text.en


def test_nothing_is_left_behind(data: Path) -> None:
    """With the hub go the files that were made for its page."""
    desk = ExportDesk(SITE, data, lambda: date(2026, 11, 22))
    ended(desk, desk.begin(ToExport(period=NOVEMBER, form="csv")))
    assert (data / FOLDER).exists()

    desk.stop()

    assert not (data / FOLDER).exists()


def test_what_was_typed_is_no_option(data: Path) -> None:
    """A text that begins with a hyphen stays a text on the command line."""
    asked = ToExport(period=NOVEMBER, source="--internal")

    assert "--online-source=--internal" in words(data, data / "x.pdf", asked)
    child = Child(SITE, data, data / "x.csv", ToExport(period="--help", form="csv"))
    assert child.run() is not None


def test_a_child_dies_with_its_parent(data: Path, tmp_path: Path) -> None:
    """A hub that is killed leaves no report in the making."""
    program = (
        "import time\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from hub.application.exports import ToExport\n"
        "from hub.reports.desk import ExportDesk\n"
        "from tests.hub.reports.invented import SITE\n"
        f"desk = ExportDesk(SITE, Path({str(data)!r}), lambda: date(2026, 11, 22))\n"
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
