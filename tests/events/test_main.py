"""`python -m events` prints and writes the contract."""

import json
from pathlib import Path

import pytest

from events.__main__ import main
from events.pages import pages


def test_without_arguments_the_document_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The AsyncAPI document goes to standard output."""
    assert main([]) == 0
    assert json.loads(capsys.readouterr().out)["asyncapi"] == "3.0.0"


def test_docs_writes_every_page(tmp_path: Path) -> None:
    """The pages land in the folder named, which is made."""
    folder = tmp_path / "reference"

    assert main(["docs", str(folder)]) == 0
    assert {f.name: f.read_text("utf-8") for f in folder.iterdir()} == pages()


@pytest.mark.parametrize("arguments", [["docs"], ["doc", "x"], ["docs", "a", "b"]])
def test_anything_else_is_answered_with_how_to_ask(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Arguments that make no sense end with status 2 and the usage."""
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("Usage:")
