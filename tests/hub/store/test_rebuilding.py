"""Views made anew are what the live ones are, to the byte."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from hub import cli_views
from hub.store.views import rebuilding
from hub.store.views.digest import digest
from hub.store.views.file import VIEWS
from hub.store.views.following import Following
from hub.store.views.writing import Replaced, Views
from tests.hub.store.views_rig import a_history, all_facts, followed, on_disk

HISTORY = a_history(days=3, presses=120)


@pytest.fixture
def folder(tmp_path):
    """A data folder with events, and views followed in small batches."""
    with closing(on_disk(tmp_path, HISTORY)) as store:
        followed(store, tmp_path, 13)
    return tmp_path


def mark(folder) -> str:
    """Return the digest of the views in a folder."""
    with closing(sqlite3.connect(folder / VIEWS)) as reading:
        return digest(reading)[1]


def test_a_rebuild_gives_the_same_digest(folder) -> None:
    """Followed in small batches or made anew at once: not a byte differs."""
    live, facts = mark(folder), all_facts(folder)

    rebuilt = rebuilding.rebuild(folder, print)

    assert rebuilt.digest == live == mark(folder)
    assert (rebuilt.events, all_facts(folder)) == (len(HISTORY), facts)
    assert sorted(each.name for each in folder.glob("*rebuilding*")) == []


def test_a_rebuild_mends_what_was_changed(folder, capsys) -> None:
    """A check names the first row that differs and ends with 1; a rebuild mends it."""
    good = mark(folder)
    with closing(sqlite3.connect(folder / VIEWS)) as line, line:
        line.execute("UPDATE visits SET waited=waited+1 WHERE ticket='A002'")

    assert cli_views.main(["rebuild", "--check", "--data", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "differ, first in visits" in said
    assert "A002" in said

    assert cli_views.main(["rebuild", "--data", str(folder)]) == 0
    assert f"sha256:{good}" in capsys.readouterr().out
    assert cli_views.main(["rebuild", "--check", "--data", str(folder)]) == 0


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM stints WHERE n=0",
        "INSERT INTO days VALUES ('2020-01-01','x',1,1,1)",
    ],
)
def test_a_row_too_many_or_too_few_is_found(folder, change) -> None:
    """The difference says on which side there is no such row."""
    with closing(sqlite3.connect(folder / VIEWS)) as line, line:
        line.execute(change)

    _, difference = rebuilding.check(folder, print)

    assert difference is not None
    assert None in (difference.live, difference.rebuilt)


def test_a_follower_goes_on_after_a_rebuild(tmp_path) -> None:
    """Who had the old views open notices, and writes into the new ones."""
    with closing(on_disk(tmp_path, HISTORY)) as store:
        views = Views(tmp_path / VIEWS)
        following = Following(store, views)
        following.begin()
        following.step(100)
        rebuilding.rebuild(tmp_path, print)

        with pytest.raises(Replaced):
            following.step(100)
        assert following.begin() == len(HISTORY)
        views.close()


def test_without_views_they_are_made(folder) -> None:
    """Deleted views come back; damaged ones too."""
    good = mark(folder)
    (folder / VIEWS).unlink()
    rebuilding.rebuild(folder, print)
    assert mark(folder) == good

    (folder / VIEWS).write_bytes(b"nothing of use" * 1_000)
    rebuilding.rebuild(folder, print)
    assert mark(folder) == good


def test_a_folder_without_events_is_told(tmp_path, capsys) -> None:
    """The command says what is missing and ends with 2."""
    assert cli_views.main(["rebuild", "--data", str(tmp_path)]) == 2
    assert "no events.db" in capsys.readouterr().err


def test_damage_is_said_with_what_helps(folder, capsys) -> None:
    """Empty, no database, or bad in the middle: never a trace, and never a guess."""
    raw = (folder / VIEWS).read_bytes()
    bad = b"\x77" * 4096
    middle, end = (raw[:n] + bad + raw[n + 4096 :] for n in (4096, 11 * 4096))
    with closing(sqlite3.connect(folder / VIEWS)) as line, line:
        line.execute("DELETE FROM about")
    formless = (folder / VIEWS).read_bytes()
    for damaged in (b"", b"no database" * 999, middle, end, formless):
        (folder / VIEWS).write_bytes(damaged)

        assert cli_views.main(["rebuild", "--check", "--data", str(folder)]) == 2
        said = capsys.readouterr().err
        assert "Chưa so sánh được số liệu" in said
        assert "chạy `layso-hub rebuild`" in said
    assert cli_views.main(["rebuild", "--data", str(folder)]) == 0


def test_a_folder_that_cannot_be_written_is_told(folder, capsys) -> None:
    """What stood there is as it was; the disk is named, no number of an error."""
    good = mark(folder)
    (folder / rebuilding.BESIDE).mkdir()

    assert cli_views.main(["rebuild", "--data", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "Chưa lập lại được số liệu; số liệu đang có giữ nguyên." in said
    assert "Kiểm tra ổ đĩa" in said
    assert "Errno" not in said
    assert mark(folder) == good
