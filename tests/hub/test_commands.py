"""The commands of `layso-hub`: each is found, and loads no more than it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hub.__main__ import main
from hub.commands import COMMANDS

LOADED = """
import sys
from hub.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*[name for name in ("flask", "paho", "uvicorn") if name in sys.modules])
"""


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_says_what_it_is(command: str, capsys) -> None:
    """Asked for help, the one that is named answers."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert f"layso-hub {command}" in capsys.readouterr().out


def test_an_unknown_command_is_told_the_others(capsys) -> None:
    """Whoever mistypes sees every command."""
    with pytest.raises(SystemExit) as ended:
        main(["strange"])

    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert all(command in said for command in COMMANDS)


def test_a_report_needs_no_web_server() -> None:
    """Its start is most of its time: what it does not need is not loaded."""
    words = [sys.executable, "-c", LOADED, "report", "--help"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == ""
