"""`layso-hub report`: beside a running hub, on a stopped one's folder, on a backup."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from events.recorded import Recorded
from events.report import ProposalNoted
from hub import cli_report
from hub.application.streams import reports_stream
from hub.application.vault import Item, Kind
from hub.store import backup
from hub.store.lock import FolderLock
from hub.store.sqlite import SQLiteEventStore
from hub.store.vault import SQLiteVault
from hub.store.views.file import VIEWS
from hub.store.views.rebuilding import rebuild
from tests.history import OFFICE
from tests.hub.hub_process import DEMO
from tests.hub.projections.measures.day_at_work import DayAtWork
from tests.hub.reports.reading import csv_cells, plain

ROOM = 40_000
DAYS = (date(2026, 11, 1), date(2026, 11, 30))
COUNT = (
    "SELECT COUNT(*) FROM events WHERE substr(topic, 1, instr(topic, '/') - 1)=? "
    "AND json_extract(CAST(state AS TEXT), ?)=?"
)


@pytest.fixture(scope="module", name="history")
def a_history() -> list[Recorded]:
    """Return a day that the house's own rules decided."""
    return DayAtWork(11).play()


@pytest.fixture(name="data")
def a_folder(tmp_path: Path, history: list[Recorded]) -> Path:
    """Return the folder of a hub that has stopped."""
    folder = tmp_path / "hub"
    folder.mkdir()
    with closing(SQLiteEventStore(folder / "events.db")) as store:
        store.save(history, [])
    return folder


def report(data: Path, form: str = "csv", *more: str) -> bytes:
    """Make a report of November, and return its file."""
    out = data.parent / f"made.{form}"
    words = ["report", "--data", str(data), "--site", str(DEMO), "--out", str(out)]
    words += ["--period", "month:2026-11", "--format", form, *more]
    assert cli_report.main(words) == 0
    return out.read_bytes()


def counted(data: Path) -> dict[tuple[str, str, str], str]:
    """Return the cells of an internal copy."""
    return csv_cells(report(data, "csv", "--internal"))


def test_a_stopped_hubs_folder_is_reported_and_left_as_it_was(data: Path) -> None:
    """The views are made elsewhere, and nothing is written into the folder."""
    before = sorted(os.listdir(data))

    assert counted(data)["Lượt người đến", "Lượt người đến", ""]
    assert sorted(os.listdir(data)) == before


def test_the_digest_is_the_same_from_live_and_rebuilt_views(data: Path) -> None:
    """Whoever has the events can make the report again, to the letter."""
    elsewhere = plain(report(data, "json"))["basis"]
    rebuild(data, lambda _: None)
    assert (data / VIEWS).exists()

    lock = FolderLock(data)
    lock.take()
    try:
        live = plain(report(data, "json"))["basis"]
    finally:
        lock.release()

    assert live == elsewhere
    assert live["rows"] > 100


def test_views_that_are_of_no_use_are_made_elsewhere(data: Path) -> None:
    """Damaged, or of another form: the report is made of the events all the same."""
    wanted = counted(data)
    (data / VIEWS).write_bytes(b"no database at all" * 500)

    assert counted(data) == wanted


def test_views_with_damaged_rows_name_what_mends_them(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They look whole until they are read: then the command says what to run."""
    rebuild(data, lambda _: None)
    with closing(sqlite3.connect(data / VIEWS)) as views:
        views.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = views.execute("PRAGMA page_size").fetchone()[0]
        root = "SELECT rootpage FROM sqlite_master WHERE name='days'"
        page = views.execute(root).fetchone()[0]
    with (data / VIEWS).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    out = data.parent / "made.pdf"
    words = ["report", "--data", str(data), "--site", str(DEMO), "--out", str(out)]
    assert cli_report.main([*words, "--period", "month:2026-11"]) == 2

    said = capsys.readouterr().err
    assert "layso-hub rebuild" in said
    assert "some minutes" not in said


def test_a_backup_is_reported(data: Path, tmp_path: Path) -> None:
    """What was backed up can be handed in, and the backup stays whole."""
    backups = tmp_path / "backups"
    backups.mkdir()
    made = backup.back_up(data, backups, datetime.now(UTC)).backup

    assert counted(made.folder) == counted(data)
    backup.check(made)


def test_the_numbers_are_those_of_the_events(data: Path) -> None:
    """An independent query over events.db counts the same, cell by cell."""
    cells = counted(data)

    with closing(sqlite3.connect(data / "events.db")) as asked:
        for service, title in (("A", "Cư trú, căn cước"), ("B", "Hộ tịch")):
            issued = asked.execute(
                COUNT, ("ticket-issued", "$.data.service", service)
            ).fetchone()[0]
            row = cells["Theo dịch vụ", f"{service} · {title}", "Lượt"]
            mistaken = _mistaken(asked, service)
            assert int(row) == issued - mistaken
        for outcome, title in (
            ("submitted", "Đã nộp trực tuyến"),
            ("missing-papers", "Thiếu giấy tờ"),
        ):
            ended = asked.execute(
                COUNT, ("session-completed", "$.data.outcome", outcome)
            ).fetchone()[0]
            assert cells["Kết quả phiên hỗ trợ", title, "Phiên"] == f"{ended}"


def _mistaken(asked: sqlite3.Connection, service: str) -> int:
    """Return how many gave their number back within a minute."""
    told = """
    WITH told AS (
      SELECT substr(topic, 1, instr(topic, '/') - 1) AS what,
             julianday(json_extract(CAST(state AS TEXT), '$.at')) * 86400 AS at,
             json_extract(CAST(state AS TEXT), '$.data.visit') AS visit,
             json_extract(CAST(state AS TEXT), '$.data.service') AS service
      FROM events)
    SELECT COUNT(*) FROM told AS gone JOIN told AS came USING (visit)
    WHERE gone.what='visit-abandoned' AND came.what='ticket-issued'
      AND came.service=? AND gone.at - came.at <= 60.001
    """
    return int(asked.execute(told, (service,)).fetchone()[0])


def test_proposals_come_out_of_the_vault(data: Path, history: list[Recorded]) -> None:
    """Their words are found by their references; what was erased is told as gone."""
    kept = "Mở thêm một quầy."
    with closing(SQLiteVault(data / "vault.db", data / "vault.key")) as vault:
        at = history[-1].at
        ref = vault.keep(Item(kind=Kind.NOTE, text=kept, at=at))
    gone = "c2a6b8d4-11a7-4c39-b7a5-7a1f4f3f9033"
    with closing(SQLiteEventStore(data / "events.db")) as store:
        store.save(list(_noted(history[-1], (ref, gone))), [])

    said = plain(report(data, "json"))["parts"][3]["blocks"]

    assert said[0]["lines"] == [kept]
    assert said[1]["text"].startswith("1 đề xuất không đọc lại được")


def _noted(last: Recorded, references: tuple[str, ...]) -> Iterator[Recorded]:
    for n, ref in enumerate(references, 1):
        yield Recorded(
            stream=reports_stream(OFFICE),
            version=n,
            position=last.position + n,
            at=last.at,
            cause=f"p{n}",
            by=last.by,
            event=ProposalNoted(first=DAYS[0], last=DAYS[1], note_ref=ref),
        )


def test_the_authoritys_shares_are_typed(data: Path) -> None:
    """With comma or point, and with where they are from."""
    said = csv_cells(
        report(data, "csv", "--online-people", "61,5", "--online-dossiers=47.25")
    )
    table, column = "Hai mục tiêu của Thành phố (2025)", "Số liệu cơ quan cung cấp"

    people = "Người dân sử dụng dịch vụ công trực tuyến"
    assert said[table, people, column] == "61,50 %"
    assert said[table, "Hồ sơ nộp trực tuyến", column] == "47,25 %"


def test_without_a_name_the_file_is_called_by_office_and_period(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is put where the command was given, and its name is told."""
    here = Path.cwd()
    os.chdir(data.parent)
    try:
        words = ["report", "--data", str(data), "--site", str(DEMO)]
        assert cli_report.main([*words, "--period", "month:2026-11"]) == 0
    finally:
        os.chdir(here)

    assert capsys.readouterr().out == "bao-cao-hk01-2026-11.pdf\n"
    assert (data.parent / "bao-cao-hk01-2026-11.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"--period": "november"}, "is no period"),
        ({"--data": "/nowhere"}, "There is no events.db in /nowhere"),
        ({"--site": "/nowhere.toml"}, "/nowhere.toml: No such file"),
        ({"--out": "/nowhere/x.csv"}, "Name another --out"),
        ({"--period": "2026-11-20..2026-11-02"}, "The last day is before the first"),
        ({"--note": "zzz"}, "No note is kept behind zzz"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    data: Path, capsys: pytest.CaptureFixture[str], told: dict[str, str], said: str
) -> None:
    """Exit 2 and what to do; never a stack trace."""
    words: dict[str, Any] = {
        "--out": str(data.parent / "made.csv"),
        "--data": str(data),
        "--site": str(DEMO),
        "--period": "month:2026-11",
        "--format": "csv",
        **told,
    }

    assert (
        cli_report.main(["report", *(w for each in words.items() for w in each)]) == 2
    )
    errors = capsys.readouterr().err
    assert said in errors
    assert "Traceback" not in errors


def test_a_full_disk_is_told_by_the_files_name_and_leaves_none(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half a report is none: what stood there before stays as it was."""
    rebuild(data, lambda _: None)
    before = report(data, "html")
    out = data.parent / "made.html"
    words = ["report", "--data", str(data), "--site", str(DEMO), "--out", str(out)]
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Enough for what SQLite keeps beside a store that is read, not for the page.
    assert len(before) > ROOM
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, limits[1]))
    try:
        code = cli_report.main([*words, "--period", "month:2026-11", "--format=html"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert code == 2
    errors = capsys.readouterr().err
    assert f"{out} cannot be written: File too large" in errors
    assert "None" not in errors
    assert out.read_bytes() == before
    assert [each.name for each in out.parent.glob("*made*")] == ["made.html"]


def test_a_period_to_come_is_told(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report is made, all zeros, and nobody takes them for a quiet month."""
    made = report(data, "csv", "--period", "year:2999")

    assert "The period has not begun" in capsys.readouterr().err
    assert "Kỳ chưa bắt đầu" in made.decode()


def test_damaged_events_are_told(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be read is no report, and says so."""
    (data / "events.db").write_bytes(b"no database at all" * 500)
    out = str(data.parent / "made.pdf")
    words = ["report", "--data", str(data), "--site", str(DEMO), "--out", out]

    assert cli_report.main([*words, "--period", "month:2026-11"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_an_empty_month_of_a_hub_that_never_opened(tmp_path: Path) -> None:
    """A folder without a single day makes a report of nobody."""
    folder = tmp_path / "new"
    folder.mkdir()
    SQLiteEventStore(folder / "events.db").close()

    assert counted(folder)["Lượt người đến", "Lượt người đến", ""] == "0"
    shutil.rmtree(folder)
