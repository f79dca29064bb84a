"""Print the contract, or write its reference pages.

python -m events              the AsyncAPI document
python -m events docs DIR     events.md, topics.md and asyncapi.json into DIR
"""

from __future__ import annotations

import sys
from pathlib import Path

from events.pages import pages

USAGE = "Usage: python -m events [docs DIR]\n"


def main(arguments: list[str]) -> int:
    """Do what the arguments ask; 0 if it went well, 2 if they make no sense."""
    match arguments:
        case []:
            sys.stdout.write(pages()["asyncapi.json"])
        case ["docs", folder]:
            write(Path(folder), pages())
        case _:
            sys.stderr.write(USAGE)
            return 2
    return 0


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write the pages into the folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
