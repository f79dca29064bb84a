"""How every program logs."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import threading
from typing import Any

import pytest

from events.log_lines import LONGEST, HumanLine, JsonLine, Lines
from events.program_log import ProgramLog, goes_to_journal

THREE = ("hub", "counter_device", "ticket_printer")
LOGGING = "from events import program_log as p; p.set_up('layso-test', 'json')\n"


def record(message: str, *given: object, **fields: Any) -> logging.LogRecord:
    """Return a record as a logger makes it."""
    made = logging.LogRecord("hub.web", logging.WARNING, "f", 1, message, given, None)
    made.__dict__.update(fields)
    made.created = 1_795_312_861.25
    return made


def as_json(made: logging.LogRecord, **where: str) -> dict[str, Any]:
    """Return what the journal gets of a record."""
    line = JsonLine({"program": "layso-hub", **where}).format(made)
    assert "\n" not in line
    said: dict[str, Any] = json.loads(line)
    return said


def failing() -> Any:
    """Return what a failure leaves behind."""
    try:
        raise RuntimeError("it\nbroke")
    except RuntimeError:
        return sys.exc_info()


def of(program: str) -> list[dict[str, Any]]:
    """Run a program that logs, and return its lines."""
    done = subprocess.run(
        [sys.executable, "-c", LOGGING + program],
        capture_output=True,
        text=True,
        check=False,
    )
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_line_of_the_journal() -> None:
    """Instant, level, logger, sentence, who speaks, and the fields that were given."""
    said = as_json(record("called %s", "A001", count=3), office="hk01", device="d-1")

    assert said == {
        "time": "2026-11-22T02:01:01.250Z",
        "level": "WARNING",
        "logger": "hub.web",
        "message": "called A001",
        "program": "layso-hub",
        "office": "hk01",
        "device": "d-1",
        "count": 3,
    }


def test_an_exception_is_a_field() -> None:
    """A trace never spreads over lines of the journal, and its end is kept."""
    said = as_json(record("x" * 20_000, exc_info=failing()))

    assert said["exception"].endswith("RuntimeError: it\nbroke")
    assert len(said["message"]) == LONGEST


@pytest.mark.parametrize("text", ["a\ud800b", "\x00\x1b[31m", "Đỗ Thị", '"}\n{"'])
def test_whatever_is_said_is_json(text: str) -> None:
    """Lone surrogates, controls and quotes make no line unreadable."""
    said = as_json(record("%s", text, odd=text, thing=object()))

    assert said["message"] == text.encode("utf-8", "replace").decode()


def test_the_journal_is_told_how_grave_it_is() -> None:
    """A line begins with its priority where the journal takes that off."""
    line = JsonLine({}, has_priority=True).format(record("x"))

    assert line.startswith('<4>{"time":')


def test_a_persons_line_is_one_line() -> None:
    """What is in a message cannot pass itself off as a line of its own."""
    line = HumanLine().format(record("read %s", "x\n2026 ERROR all is lost\x1b[2J"))

    assert "\n" not in line
    assert r"read x\n2026 ERROR all is lost\x1b[2J" in line


def test_a_line_that_cannot_be_made_says_where() -> None:
    """A slip in a log call is one line, without what was to be said."""
    stream = io.StringIO()
    handler = Lines(stream)
    handler.setFormatter(JsonLine({}))

    handler.handle(record("%d", "0912345678"))

    assert json.loads(stream.getvalue()) == {"level": "ERROR", "unwritten": "hub.web:1"}


def test_a_program_says_why_it_ends() -> None:
    """A person reads the program's name and the sentence."""
    stream = io.StringIO()
    ProgramLog("layso-hub", "human", stream).say("The folder is in use.")

    assert stream.getvalue() == "layso-hub: The folder is in use.\n"


def test_the_journal_is_known_by_device_and_inode() -> None:
    """JOURNAL_STREAM names the stream; another stream, or none, is not the journal."""
    read, write = os.pipe()
    there = os.fstat(write)
    with os.fdopen(read), os.fdopen(write, "w") as stream:
        assert goes_to_journal(stream, f"{there.st_dev}:{there.st_ino}")
        assert not goes_to_journal(stream, f"{there.st_dev}:{there.st_ino + 1}")
        assert not goes_to_journal(stream, "")
    assert not goes_to_journal(io.StringIO(), "1:2")


@pytest.mark.parametrize("program", THREE)
def test_under_systemd_a_program_says_json(program: str, tmp_path: Any) -> None:
    """Where standard error is the journal, even the last word is a line of JSON."""
    read, write = os.pipe()
    there = os.fstat(write)
    journal = {"JOURNAL_STREAM": f"{there.st_dev}:{there.st_ino}"}
    options = ["--site", str(tmp_path / "none.toml")]
    options += [] if program == "hub" else ["--device", "d-1"]
    subprocess.run(
        [sys.executable, "-m", program, *options],
        env={**os.environ, **journal},
        stderr=write,
        check=False,
    )
    os.close(write)
    with os.fdopen(read) as said:
        [line] = said.read().splitlines()

    assert line.startswith("<2>{")
    assert "none.toml" in json.loads(line[3:])["message"]


def test_what_nobody_caught_is_one_line() -> None:
    """Faults of threads, destructors and the program itself are logged as any other."""
    lines = of(
        "import threading\n"
        "class Sad:\n    def __del__(self): raise KeyError('gone')\n"
        "Sad()\n"
        "t = threading.Thread(target=lambda: 1 / 0, name='writer')\n"
        "t.start(); t.join()\n"
        "raise SystemError('no more')"
    )

    assert [line["level"] for line in lines] == ["ERROR", "CRITICAL", "CRITICAL"]
    assert "writer" in lines[1]["message"]
    assert "ZeroDivisionError" in lines[1]["exception"]
    assert "SystemError: no more" in lines[2]["exception"]


def test_warnings_and_event_loops_log_too() -> None:
    """What Python itself has to say goes the same way."""
    lines = of(
        "import asyncio, warnings\n"
        "warnings.warn('old', UserWarning)\n"
        "async def main():\n"
        "    asyncio.get_running_loop().call_soon(lambda: 1 / 0)\n"
        "    await asyncio.sleep(0.01)\n"
        "asyncio.run(main())"
    )

    assert [line["logger"] for line in lines] == ["py.warnings", "asyncio"]
    assert "ZeroDivisionError" in lines[1]["exception"]


def test_who_logs_already_is_left_alone() -> None:
    """Under a test, or where a program was set up before, nothing is set anew."""
    before = threading.excepthook
    log = ProgramLog("layso-hub", "json", io.StringIO())
    log.knows(office="hk01")

    assert threading.excepthook is before


def test_who_waits_is_told_once(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """That a program is ready stands on standard output, or in a log of JSON."""
    caplog.set_level("INFO")
    ProgramLog("layso-hub", "human", io.StringIO()).announce("hub ready")
    assert capsys.readouterr().out == "hub ready\n"
    assert caplog.messages == []

    ProgramLog("layso-hub", "json", io.StringIO()).announce("hub ready")
    assert capsys.readouterr().out == ""
    assert caplog.messages == ["hub ready"]
