"""`layso-hub replay` on the command line."""

import resource

import pytest

from firmware_config.load import PROFILES
from hub.__main__ import main
from hub.store.sqlite import SQLiteEventStore
from tests.hub.replay.logs import BY_HAND, log

DEMO = str(PROFILES / "demo.toml")


def run(capsys, file, data, *more):
    """Run it; return the exit code and what it said."""
    code = main(["replay", str(file), "--site", DEMO, "--data", str(data), *more])
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.fixture
def by_hand(tmp_path):
    """A good log in a file."""
    file = tmp_path / "log.csv"
    file.write_text(BY_HAND, encoding="utf-8-sig")
    return file


def test_a_log_becomes_a_data_folder(capsys, tmp_path, by_hand):
    """The events stand in a new folder, and it says how many and how fast."""
    code, said = run(capsys, by_hand, tmp_path / "data")

    store = SQLiteEventStore(tmp_path / "data" / "events.db")
    position = store.last_position()
    store.close()
    assert (code, position) == (0, 28)
    assert "7 rows are 28 events of 1 day, 02/11/2026 to 02/11/2026" in said
    assert "rows a second" in said
    names = sorted(file.name for file in (tmp_path / "data").iterdir())
    assert names == ["events.db", "hub.lock"]


def test_what_a_replay_left_that_was_cut_off(capsys, tmp_path, by_hand):
    """Half a history from a power cut is cleared away, and is never taken for one."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "events.db.coming").write_bytes(b"half")
    (tmp_path / "data" / "events.db.coming-wal").write_bytes(b"half")

    code, _ = run(capsys, by_hand, tmp_path / "data")

    assert code == 0
    assert not list((tmp_path / "data").glob("*.coming*"))


def test_a_folder_that_has_events(capsys, tmp_path, by_hand):
    """A history is never mixed with another's."""
    run(capsys, by_hand, tmp_path / "data")

    code, said = run(capsys, by_hand, tmp_path / "data")

    assert code == 2
    assert "has a history already" in said


def test_a_file_with_bad_rows(capsys, tmp_path):
    """Nothing is written, and every bad row is told."""
    file = tmp_path / "bad.csv"
    good = "08:00:00,08:00:00,08:10:00,,"
    file.write_text(log(good, "x,,,,", good, "y,,,,"), encoding="utf-8")

    code, said = run(capsys, file, tmp_path / "data")

    assert code == 4
    assert "line 3: arrived 'x' is no time" in said
    assert "line 5: arrived 'y' is no time" in said
    assert "2 rows of" in said
    assert not (tmp_path / "data" / "events.db").exists()
    assert not list((tmp_path / "data").glob("*.coming*"))


def test_bad_rows_left_out(capsys, tmp_path):
    """With --skip-bad the others are taken, and those left out are listed."""
    file = tmp_path / "bad.csv"
    bad = [f"x{n},,,," for n in range(60)]
    file.write_text(log("08:00:00,08:00:00,08:10:00,,", *bad), encoding="utf-8")

    code, said = run(capsys, file, tmp_path / "data", "--skip-bad")

    assert code == 0
    assert "These rows were left out:" in said
    assert "line 3: arrived 'x0' is no time" in said
    assert "and 10 more" in said
    assert "1 row" in said


@pytest.mark.parametrize("text", ["arrived\n", "arrived\nsoon\n"])
def test_a_log_without_a_good_row(capsys, tmp_path, text):
    """A history of nothing is none, and no folder is left for it."""
    file = tmp_path / "bad.csv"
    file.write_text(text, encoding="utf-8")

    code, said = run(capsys, file, tmp_path / "new" / "data", "--skip-bad")

    assert (code, "has no row that can be taken" in said) == (2, True)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_was_there_stays(capsys, tmp_path):
    """What a replay did not make it does not take away."""
    (tmp_path / "data").mkdir()
    file = tmp_path / "bad.csv"
    file.write_text("arrived\nsoon\n", encoding="utf-8")

    code, _ = run(capsys, file, tmp_path / "data")

    assert code == 4
    assert not list((tmp_path / "data").glob("events*"))


@pytest.mark.parametrize("room", [0, 40_000])
def test_a_full_disk(capsys, tmp_path, room):
    """The folder is named, it says what to do, and nothing is left of what was made."""
    file = tmp_path / "long.csv"
    rows = [f"{8 + n // 60:02}:{n % 60:02}:00,,,," for n in range(400)]
    file.write_text(log(*rows), encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        code, said = run(capsys, file, tmp_path / "data")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert code == 2
    assert f"The data folder {tmp_path / 'data'} cannot be written (" in said
    assert "Free space there, or name another with --data." in said
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"\x7fELF\x02\x01\x01\0\0\0\x1b[2Jx\n",
        b"\x89PNG\r\n\x1a\n",
        "arrived,started\n".encode("utf-16"),
    ],
    ids=["program", "picture", "UTF-16"],
)
def test_a_file_that_is_no_text(capsys, tmp_path, content):
    """It is told in one sentence, and none of its bytes reach the terminal."""
    file = tmp_path / "log.csv"
    file.write_bytes(content)

    code, said = run(capsys, file, tmp_path / "data")

    assert code == 2
    assert said == (
        "layso-hub: The file is no text in UTF-8. Save the log as CSV in UTF-8.\n"
    )
    assert not (tmp_path / "data").exists()


def test_signs_in_a_log_are_not_sent_to_the_terminal(capsys, tmp_path):
    """Of a field that is no time a few letters are said again, escaped."""
    file = tmp_path / "log.csv"
    file.write_text(f"arrived\n\x1b[2J{'x' * 5_000}\n", encoding="utf-8")

    _, said = run(capsys, file, tmp_path / "data")

    assert "line 2: arrived '\\x1b[2Jxxx" in said
    assert "\x1b" not in said
    assert len(said) < 300


def test_a_file_that_is_not_there(capsys, tmp_path):
    """A file that cannot be opened is told in a sentence."""
    code, said = run(capsys, tmp_path / "no.csv", tmp_path / "data")

    assert (code, "No such file or directory. Name a file that can" in said) == (
        2,
        True,
    )


def test_words_of_the_log_on_the_command_line(capsys, tmp_path):
    """Headers, services, classes, start and unit can be told."""
    file = tmp_path / "bank.csv"
    file.write_text("in;out;from;what;who\n0;5;1;loans;gold\n", encoding="utf-8")
    words = ["--column", "arrived=in", "--column", "ended=out"]
    words += ["--column", "started=from", "--column", "service=what"]
    words += ["--column", "class=who", "--service", "loans=B", "--priority", "gold"]
    words += ["--start", "2026-11-02T07:30", "--unit", "minute"]

    code, said = run(capsys, file, tmp_path / "data", *words)

    assert code == 0, said


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--column", "wait=x"), "columns are id, service"),
        (("--service", "loans"), "does not read WORD=LETTER"),
        (("--start", "soon"), "'soon' is no time"),
    ],
)
def test_wrong_words_on_the_command_line(capsys, by_hand, tmp_path, words, why):
    """A wrong option is told with what is right."""
    with pytest.raises(SystemExit):
        run(capsys, by_hand, tmp_path / "data", *words)

    assert why in capsys.readouterr().err


def test_a_letter_that_the_site_does_not_have(capsys, by_hand, tmp_path):
    """A service is told of the site file's own."""
    code, said = run(capsys, by_hand, tmp_path / "data", "--service", "loans=Z")

    assert code == 2
    assert "has no service 'Z'; it has A, B, C, D." in said
