"""What is wrong with a site file, in sentences that end with what to do.

* SiteError
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from firmware_config.where import Path, dotted, line_of


class Problem(NamedTuple):
    """One thing wrong: where in the file, what it is and what to do."""

    path: Path
    text: str


class SiteError(Exception):
    """The site file cannot be used; a line for each problem names file, line and key.

    Items are counted from 1: `counters[2]` is the second counter in the file.
    """

    @classmethod
    def at(cls, name: str, text: str, problems: Iterable[Problem]) -> SiteError:
        """Return the error for these problems of a file and the text it holds."""
        return cls("\n".join(_sentence(name, text, problem) for problem in problems))


def _sentence(name: str, text: str, problem: Problem) -> str:
    key = f", {dotted(problem.path)}" if problem.path else ""
    return f"{name} line {line_of(text, problem.path)}{key}: {problem.text}"
