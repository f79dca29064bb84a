"""Writes docs/reference from the code, so that it cannot lie.

python -m tools.reference DIR
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import msgspec

from events.pages import as_json
from events.pages import pages as contract
from events.schemas import AT, without
from events.shapes import table
from firmware_config.site import Site
from hub.domain import refusals
from hub.domain.refused import Refused
from hub.telemetry import catalogue
from hub.web import openapi

ABOUT_METRICS = """\
`GET /metrics` on the hub's own machine, in Prometheus' text format 0.0.4. What is
counted begins at nothing with each start of the hub. A label's value is a word of the
contract, an id of the site file, or `unknown`; nothing says who a visitor is."""
RULES = Path(__file__).parent.parent / "tests" / "hub" / "domain"
WRITTEN = "Written by `make docs` from {source}; do not edit."


def pages() -> dict[str, str]:
    """Return every page of the reference by file name."""
    made = {
        "house_rules.md": house_rules(),
        "metrics.md": metrics(),
        "refusals.md": all_refusals(),
        "settings.md": settings(),
    }
    texts = {name: "\n".join(lines) + "\n" for name, lines in made.items()}
    return contract() | {"openapi.json": as_json(openapi.document())} | texts


def settings() -> Iterator[str]:
    """Yield the lines of the page on the site file."""
    yield from _head("The site file", "`firmware_config/site.py`")
    yield from ("", "Every key of the file. `layso-config example` prints one.")
    _, parts = msgspec.json.schema_components([Site], ref_template=AT + "{name}")
    parts = without(parts, "pattern")  # `layso-config check` says it in words
    for name, schema in sorted(parts.items(), key=lambda part: part[0] != "Site"):
        yield from ("", f"### {name}", "", cleandoc(schema.get("description", "")), "")
        yield from table(schema)


def all_refusals() -> Iterator[str]:
    """Yield the lines of the page on what the house may refuse."""
    yield from _head("Refusals", "`hub/domain/refusals`")
    yield from ("", "| name | tiếng Việt | English |", "|---|---|---|")
    for kind in vars(refusals).values():
        if isinstance(kind, type) and issubclass(kind, Refused) and kind is not Refused:
            yield f"| `{kind.name}` | {kind.vi} | {kind.en} |"


def metrics() -> Iterator[str]:
    """Yield the lines of the page on what the hub counts of itself."""
    yield from _head("Metrics", "`hub/telemetry/*catalogue.py`")
    yield from ("", ABOUT_METRICS, "", "| name | kind | labels | meaning |")
    yield "|---|---|---|---|"
    for each in (*catalogue.CATALOGUE, *catalogue.OF_THE_PROCESS):
        labels = ", ".join(f"`{label}`" for label in each.labels)
        yield f"| `{each.exposed}` | {each.kind} | {labels} | {each.help} |"


def house_rules() -> Iterator[str]:
    """Yield the lines of the page on what the tests of the rules say."""
    yield from _head("Rules of the house", "the sentences of `tests/hub/domain`")
    for file in sorted(RULES.glob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        about = ast.get_docstring(tree) or file.stem.removeprefix("test_")
        yield from ("", f"## {_sentence(about).rstrip('.')}", "")
        yield from (f"- {said}" for said in _rules_in(tree))


def _rules_in(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield _sentence(ast.get_docstring(node) or node.name)


def _sentence(text: str) -> str:
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


def _head(title: str, source: str) -> tuple[str, ...]:
    return (f"# {title}", "", WRITTEN.format(source=source))


def main(arguments: list[str]) -> int:
    """Write every page into the folder named; 2 if none is."""
    if len(arguments) != 1:
        sys.stderr.write("Usage: python -m tools.reference DIR\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
