"""The docs are true: what they name is there, and what is written anew is the same."""

import re
from pathlib import Path

import pytest

from tools.reference import pages

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = pages()
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
TEXTS = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]

HEADINGS = ["Status", "Context", "Decision", "Consequences"]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"^make ([a-z]+)|`make ([a-z ]+)`", re.MULTILINE)


def name_of(file: Path) -> str:
    """Return a file's place in the house, for messages."""
    return str(file.relative_to(ROOT))


def targets() -> set[str]:
    """Return what `make` lists."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))


@pytest.mark.parametrize("file", TEXTS, ids=name_of)
def test_every_target_named_can_be_made(file) -> None:
    """A reader who types what stands there gets what it says."""
    named = MADE.findall(file.read_text(encoding="utf-8"))
    words = {word for pair in named for word in " ".join(pair).split()}

    assert words - targets() == set()


@pytest.mark.parametrize("file", TEXTS, ids=name_of)
def test_every_link_leads_somewhere(file) -> None:
    """Links within the house point at files that are there."""
    text = FENCED.sub("", file.read_text(encoding="utf-8"))
    inside = [link for link in LINK.findall(text) if "://" not in link]

    lost = [x for x in inside if not (file.parent / x.partition("#")[0]).exists()]
    assert lost == []


@pytest.mark.parametrize("file", DECISIONS, ids=name_of)
def test_every_decision_has_its_four_headings(file) -> None:
    """A decision says status, context, decision and consequences, in this order."""
    text = file.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("file", DECISIONS, ids=name_of)
def test_every_decision_stands_in_the_index(file) -> None:
    """A decision is on one page, and is found from the first page of the docs."""
    text = file.read_text(encoding="utf-8")

    assert f"decisions/{file.name}" in (DOCS / "index.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {file.name[:4]} ")
    assert len(text.splitlines()) <= 60


def test_decisions_are_numbered_without_gaps() -> None:
    """A number is given once."""
    numbers = [int(file.name[:4]) for file in DECISIONS]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_the_reference_is_as_the_code(name) -> None:
    """docs/reference is what `make docs` writes."""
    written = DOCS / "reference" / name

    assert written.exists(), "Run `make docs`."
    assert written.read_text(encoding="utf-8") == REFERENCE[name], "Run `make docs`."


def skeleton(file: Path) -> tuple[int, list[str]]:
    """Return how many sections a file has, and its commands without comments."""
    text = file.read_text(encoding="utf-8")
    commands = "\n".join(FENCED.findall(text)).splitlines()
    bare = [line.partition("#")[0].rstrip() for line in commands]
    return len(re.findall(r"^## ", text, re.MULTILINE)), bare


def test_both_readmes_tell_the_same() -> None:
    """The Vietnamese README has the sections and commands of the English one."""
    assert skeleton(ROOT / "README.vi.md") == skeleton(ROOT / "README.md")
