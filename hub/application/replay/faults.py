"""What is wrong with a log: as a whole, or line by line."""

from __future__ import annotations

from msgspec import Struct

LONGEST = 40  # of what is said again of a log; it may be anything


def quoted(text: str) -> str:
    """Return a log's own word as a terminal may show it: no signs, and not for ever."""
    return repr(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


class BadLog(Exception):
    """The log cannot be read as a whole; the text says why and what to do."""


class Amiss(Exception):
    """A row cannot be taken; the text says why, without the line's number."""


class BadRow(Struct, frozen=True):
    """A line that cannot be taken, and why."""

    line: int
    why: str

    def __str__(self) -> str:
        """Return it as a person reads it."""
        return f"line {self.line}: {self.why}"


class Faults:
    """The bad rows of a log, in the order in which they were found."""

    def __init__(self) -> None:
        self.rows: list[BadRow] = []

    def found(self, line: int, why: str) -> None:
        """Remember a bad row."""
        self.rows.append(BadRow(line, why))

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.rows)
