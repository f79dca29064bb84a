"""The line on which a key of a TOML text stands.

`tomllib` forgets lines; a technician needs them. This reads just enough of the text to
know which table and key every statement names; values are never looked into, so a key
inside an inline table stands on the line of that table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")
_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|.)*?"""' r"|'''.*?'''" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'|#[^\n]*",
    re.DOTALL,
)


def line_of(text: str, path: Path) -> int:
    """Return the line, from 1, that names `path` or the most of its beginning."""
    best, line = 0, 1
    for number, place in _places(text):
        shared = _shared(place, path)
        if shared > best:
            best, line = shared, number
    return line


def dotted(path: Path) -> str:
    """Return the path as people read it, items counted from 1: `counters[1].serves`."""
    steps = (f"[{s + 1}]" if isinstance(s, int) else f".{s}" for s in path)
    return "".join(steps).removeprefix(".")


def _shared(one: Path, other: Path) -> int:
    """Return how many steps two paths have in common from the start."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _places(text: str) -> Iterator[tuple[int, Path]]:
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _statements(text):
        if header := _HEADER.match(line):
            table = _entered(_keys(header[2]), header[1] == "[[", counts)
            yield number, table
        elif assignment := _ASSIGNMENT.match(line):
            yield number, table + _keys(assignment[1])


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that begin a statement, not those that go on with a value."""
    bare = _STRING_OR_COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text)
    depth = 0
    lines = zip(text.split("\n"), bare.split("\n"), strict=True)
    for number, (line, signs) in enumerate(lines, 1):
        if depth == 0 and signs.strip():
            yield number, line
        depth += sum(signs.count(sign) for sign in "[{")
        depth -= sum(signs.count(sign) for sign in "]}")


def _entered(keys: Path, is_item: bool, counts: dict[Path, int]) -> Path:
    """Return the table a header opens; `[a.b]` after `[[a]]` is in the last `a`."""
    path: Path = ()
    for key in keys[:-1]:
        path = _inside((*path, key), counts)
    path = (*path, keys[-1])
    if is_item:
        counts[path] = counts.get(path, -1) + 1
    return _inside(path, counts)


def _inside(path: Path, counts: dict[Path, int]) -> Path:
    return (*path, counts[path]) if path in counts else path


def _keys(text: str) -> Path:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, text))
