"""`layso-hub backup` and `layso-hub restore`, as a technician or a timer runs them."""

from __future__ import annotations

import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from hub.store.backup import newest
from hub.store.sqlite import SQLiteEventStore
from tests.hub.hub_process import HubProcess, running
from tests.hub.rig import wait_until
from tests.hub.store.kept import issue, office
from tests.hub.written import run

HUB = (sys.executable, "-m", "hub")
ISSUE = {"service": "A"}


def say(*words: object, limit_kib: int | None = None) -> tuple[int, str, str]:
    """Run `layso-hub`; return its exit code, what it said, and its complaint."""
    command: tuple[str, ...] = (*HUB, *map(str, words))
    if limit_kib is not None:  # the shell counts in KiB how long a file may grow
        shell = f'ulimit -f {limit_kib}; exec "$@"'
        command = ("bash", "-c", shell, "bash", *command)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """Where backups go."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def _stands(folder: Path, pattern: str) -> bool:
    return any(folder.glob(pattern))


def give(hub: HubProcess) -> str:
    """Take a number over HTTP."""
    return str(hub.client.post("/api/v1/tickets", ISSUE).json["ticket"])


def test_a_running_hub_is_kept_and_restored(tmp_path: Path, backups: Path) -> None:
    """Kept while it runs, killed, restored: it goes on from the backup and says so."""
    data = tmp_path / "hub"
    with running(data) as hub:
        assert [give(hub) for _ in range(3)] == ["A001", "A002", "A003"]
        store = hub.client.get("/api/v1/state").json["store"]
        code, said, _ = say("backup", backups, "--data", data)
        assert code == 0
        assert "3 visits, next numbers A004" in said
        assert give(hub) == "A004"

        code, _, complaint = say("restore", backups, "--data", data, "--replace")
        assert code == 2
        assert f"in use by hub process {hub.pid}" in complaint

        hub.signal(signal.SIGKILL)
        code, said, _ = say("restore", backups, "--data", data, "--replace")
        assert code == 0
        assert "Numbers given since: A004; they will be given again." in said
        assert "once more with --replace --issued A004" in said
        hub.start()
        assert give(hub) == "A004"
        assert hub.client.get("/api/v1/state").json["store"] != store
        notice = hub.client.get("/healthz").json["notice"]
        assert notice["en"].startswith("Restored at ")
        assert notice["vi"].startswith("Đã khôi phục lúc ")
        assert "Restored at " in hub.said()


def test_what_is_on_paper_is_given_again(tmp_path: Path, backups: Path) -> None:
    """What is told afterwards is how numbers go on, and advises nothing twice."""
    data = tmp_path / "hub"
    with running(data) as hub:
        give(hub)
        say("backup", backups, "--data", data)
        assert [give(hub) for _ in range(3)] == ["A002", "A003", "A004"]
        hub.signal(signal.SIGKILL)
        restore = ("restore", backups, "--data", data)

        code, said, _ = say("restore", backups, "--check", "--issued", "A003")
        assert (code, said.splitlines()[1:]) == (
            0,
            [
                "Numbers that would be given again, as --issued says: A002 to A003.",
                "The next numbers are A004, B001, C001, D001.",
            ],
        )
        assert say(*restore, "--check", "--issued", "A950")[0] == 2
        assert "--issued A004" in say(*restore, "--issued", "A003")[2]

        code, said, _ = say(*restore, "--replace", "--issued", "A003,B001")
        assert code == 0
        assert "visits.\n" in said
        assert "as --issued says: A002 to A003, B001.\n" in said
        assert "The next numbers are A004, B002, C001, D001.\n" in said
        assert "past those given: A004; they will be given again." in said
        assert "once more with --replace --issued A004,B001" in said

        said = say(*restore, "--replace", "--issued", "A004,B001")[1]
        assert "The next numbers are A005, B002, C001, D001.\n" in said
        assert "restore once more" not in said
        assert said.count("--issued") == 1
        said = say(*restore, "--replace", "--issued", "A001")[1]
        assert "A001 is the backup's last number of A: nothing to give again." in said

        say(*restore, "--replace", "--issued", "A004,B001")
        hub.start()
        assert give(hub) == "A005"


@pytest.mark.parametrize("word", ["restart", "Backup", "help"])
def test_a_command_there_is_not(word: str) -> None:
    """A word mistyped is named, and beside it the commands there are."""
    code, _, complaint = say(word, "somewhere")

    assert code == 2
    assert f"no command '{word}'; there are backup, restore, copy, " in complaint


def test_the_hub_is_run_with_or_without_a_word(tmp_path: Path) -> None:
    """`layso-hub run` is `layso-hub`."""
    code, _, complaint = say("run", "--site", tmp_path / "none.toml")
    assert (code, "none.toml" in complaint) == (2, True)
    assert say("run", "--site", tmp_path / "none.toml")[0] == code


def test_a_folder_with_data_is_asked_for(tmp_path: Path, backups: Path) -> None:
    """3 means: nothing was changed, say --replace."""
    office(tmp_path / "hub")
    say("backup", backups, "--data", tmp_path / "hub")

    code, _, complaint = say("restore", backups, "--data", tmp_path / "hub")

    assert code == 3
    assert "Say --replace" in complaint


def test_a_backup_is_read_again(tmp_path: Path, backups: Path) -> None:
    """`--check` reads a backup to its end; 4 means that it is damaged."""
    office(tmp_path / "hub")
    say("backup", backups, "--data", tmp_path / "hub")
    assert "whole, made " in say("restore", backups, "--check")[1]

    kept = newest(backups).folder / "events.db"
    kept.write_bytes(kept.read_bytes()[:-4096])

    code, _, complaint = say("restore", backups, "--check")
    assert code == 4
    assert "Take another backup." in complaint


@pytest.mark.parametrize(
    "words",
    [
        ("backup",),
        ("restore", "x", "--issued", "7"),
        ("restore", "x", "--issued", "A000"),
        ("restore", "x", "--issued", "A0057"),
        ("restore", "x", "--issued", "A057,A058"),
    ],
)
def test_wrong_words_end_with_usage(words) -> None:
    """A command that is not understood shows how it goes."""
    code, _, complaint = say(*words)

    assert code == 2
    assert "usage: layso-hub" in complaint


def test_a_disk_that_takes_no_more_leaves_what_was_there(
    tmp_path: Path, backups: Path
) -> None:
    """Where the copy does not fit, a sentence, no part, and the older backup stays."""
    data = tmp_path / "hub"
    office(data)
    assert say("backup", backups, "--data", data)[0] == 0
    before = newest(backups)
    issue(data, 200)

    code, _, complaint = say(
        "backup", backups, "--data", data, "--keep", "1", limit_kib=64
    )

    assert code == 2
    assert f"{backups} cannot be written (disk I/O error)" in complaint
    assert newest(backups) == before
    assert list(backups.glob("*.part")) == []


def test_a_restore_onto_a_full_disk_changes_nothing(
    tmp_path: Path, backups: Path
) -> None:
    """Where the backup does not fit, the data stay as they are."""
    data = tmp_path / "hub"
    office(data)
    issue(data, 200)
    assert say("backup", backups, "--data", data)[0] == 0
    before = (data / "events.db").read_bytes()

    code, _, complaint = say(
        "restore", backups, "--data", data, "--replace", limit_kib=64
    )

    assert code == 2
    assert f"The disk of {data} is full." in complaint
    assert (data / "events.db").read_bytes() == before
    assert list(data.glob("*.restoring*")) == []
    assert list(data.glob("replaced-*")) == []


def test_killed_at_any_moment_it_leaves_only_a_part(
    tmp_path: Path, backups: Path
) -> None:
    """Whatever stands there under a backup's name is whole; the next run clears up."""
    data = tmp_path / "hub"
    data.mkdir()
    store = SQLiteEventStore(data / "events.db")
    for first in range(1, 20_001, 2_000):
        store.save(run(first, first + 1_999), [])
    store.close()
    for moment in ("layso-*.part", "layso-*.part/events.db", "layso-*"):
        with subprocess.Popen([*HUB, "backup", backups, "--data", data]) as child:
            wait_until(partial(_stands, backups, moment))
            child.send_signal(signal.SIGKILL)

    assert list(backups.glob("*.part"))
    assert say("backup", backups, "--data", data)[0] == 0
    assert list(backups.glob("*.part")) == []
    for kept in backups.glob("layso-*"):
        assert say("restore", kept, "--check")[0] == 0


def test_the_help_names_the_other_commands() -> None:
    """Whoever asks for help hears of backup and restore."""
    said = " ".join(say("--help")[1].split())
    for command in ("backup", "restore", "copy"):
        assert f"layso-hub {command} --help" in said
