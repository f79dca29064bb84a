"""`layso-hub figures`: every figure of some days as CSV."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from hub import cli_figures
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import SECOND
from hub.projections.measures import Dimension, Figures, by, figures
from hub.store.sqlite import SQLiteEventStore
from tests.hub.projections.measures.day_at_work import DayAtWork

HISTORY = DayAtWork(5).play()
DAYS = ("--from", "2026-11-01", "--to", "2026-11-30")


@pytest.fixture(name="data")
def a_folder(tmp_path: Path) -> Path:
    """Return the folder of a hub that has stopped."""
    with closing(SQLiteEventStore(tmp_path / "events.db")) as store:
        store.save(HISTORY, [])
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    """Return the rows that the command prints."""
    assert cli_figures.main(["figures", *words]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_every_figure_is_there(data, capsys) -> None:
    """What is defined is printed, under the name it is defined by."""
    rows = told(capsys, "--data", str(data), *DAYS)
    every = figures(facts_of(HISTORY))
    empty = {name for name in every.__struct_fields__ if getattr(every, name) == {}}

    assert {row["figure"] for row in rows} == {
        *(set(Figures.__struct_fields__) - empty),
        "visitors",
        "mean_score",
    }


def test_the_numbers_are_those_of_the_measures(data, capsys) -> None:
    """A count, a share and a spread stand as they are; spans are seconds."""
    rows = told(capsys, "--data", str(data), *DAYS)
    found = {row["figure"]: row for row in rows}
    every = figures(facts_of(HISTORY))

    assert int(found["issued"]["value"]) == every.issued
    occupancy = (found["occupancy"]["part"], found["occupancy"]["whole"])
    assert occupancy == (str(every.occupancy.part), str(every.occupancy.whole))
    assert every.occupancy.ratio is not None
    assert float(found["occupancy"]["value"]) == round(every.occupancy.ratio, 4)
    assert every.wait_first.p90 is not None
    assert float(found["wait_first"]["p90_s"]) == every.wait_first.p90 / SECOND


def test_figures_are_broken_down_by_all_that_is_named(data, capsys) -> None:
    """Two dimensions stand in the first two columns."""
    rows = told(capsys, "--data", str(data), *DAYS, "--by", "service", "--by", "class")
    parts = by(facts_of(HISTORY), Dimension.SERVICE, Dimension.CLASS)
    issued = {
        (row["service"], row["class"]): int(row["value"])
        for row in rows
        if row["figure"] == "issued"
    }

    assert issued == {key: part.issued for key, part in parts.items()}


def test_quantiles_of_a_few_are_left_out(data, capsys) -> None:
    """What four people waited is nobody's average."""
    rows = told(capsys, "--data", str(data), *DAYS, "--by", "hour")
    waits = [row for row in rows if row["figure"] == "wait_first"]

    assert {int(row["n"]) < 5 for row in waits} == {True, False}
    assert all((row["p50_s"] == "") == (int(row["n"]) < 5) for row in waits)


def test_a_folder_without_history_is_said_in_a_sentence(tmp_path, capsys) -> None:
    """Where there is nothing, the command says so and how to go on."""
    assert cli_figures.main(["figures", "--data", str(tmp_path), *DAYS]) == 2
    assert "--data" in capsys.readouterr().err


def test_a_wrong_day_is_said_with_an_example(tmp_path, capsys) -> None:
    """Whoever writes 1/11 is told how a day is written."""
    with pytest.raises(SystemExit):
        cli_figures.main(["figures", "--from", "1/11", "--to", "2026-11-30"])
    assert "2026-11-22" in capsys.readouterr().err


def test_days_the_wrong_way_round_are_no_empty_table(data, capsys) -> None:
    """Figures of nothing would be taken for figures of a quiet month."""
    words = ["--data", str(data), "--from", "2026-11-30", "--to", "2026-11-01"]

    assert cli_figures.main(["figures", *words]) == 2
    said = capsys.readouterr()
    assert "--to is before --from" in said.err
    assert said.out == ""


def test_a_full_disk_is_told_and_a_closed_pipe_is_nothing(data: Path) -> None:
    """Exit 2 and a sentence where rows are lost; who has seen enough reads no fault."""
    words = (sys.executable, "-m", "hub", "figures", "--data", str(data), *DAYS)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        lost = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert lost.returncode == 2
    assert "No space left on device" in lost.stderr
    assert "Traceback" not in lost.stderr

    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w", encoding="utf-8") as closed:
        left = subprocess.run(
            words, stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (left.returncode, left.stderr) == (0, "")
