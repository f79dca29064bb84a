"""docs/explanation/measures.md names every figure, and no figure that is not there."""

import re
from pathlib import Path

from hub.projections.measures import Dimension, Figures

PAGE = Path(__file__).parents[4] / "docs" / "explanation" / "measures.md"
DERIVED = {name for name, it in vars(Figures).items() if isinstance(it, property)}
FIELDS = {*Figures.__struct_fields__, *DERIVED}


def named() -> list[str]:
    """Return the figures that the page defines: the first cell of each row."""
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE)


def test_every_figure_is_defined_once() -> None:
    """A figure that nobody can look up is not published."""
    assert sorted(named()) == sorted(FIELDS)


def test_every_definition_is_complete() -> None:
    """A row has its name in both languages and says where it is shown."""
    text = PAGE.read_text(encoding="utf-8")
    for line in text.splitlines():
        if re.match(r"\| `[a-z_]+` \|", line):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]

            assert " · " in cells[1], line
            assert set(cells[-1].split()) <= {"M", "R", "X"}, line
            assert cells[-1], line


def test_there_are_no_figures_of_a_single_clerk() -> None:
    """Whoever sits at a counter is measured with a group, never alone."""
    assert "clerk" not in set(Dimension)
