"""A report before it has a form: parts, and in them blocks of cells that are decided.

Whoever writes it out decides nothing: what is hidden is hidden here already, and every
number is rounded.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from hub.reports.period import Period
from hub.reports.values import Value

Lang: TypeAlias = Literal["vi", "en"]


class Row(Struct, frozen=True):
    """A line of a table: what it is about, its cells; `is_sum` under a line."""

    title: str
    cells: tuple[Value, ...]
    is_sum: bool = False


class Table(Struct, frozen=True, kw_only=True, tag="table"):
    """Rows under columns; the first column has no cells of its own."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Tile(Struct, frozen=True):
    """One large number; `more` beside it."""

    title: str
    value: Value
    more: Value | None = None


class Tiles(Struct, frozen=True, tag="tiles"):
    """Large numbers side by side."""

    title: str
    tiles: tuple[Tile, ...]


class Chart(Struct, frozen=True, kw_only=True, tag="chart"):
    """Bars over time as a table: the second column is a part of the first."""

    table: Table


class Goal(Struct, frozen=True, kw_only=True, tag="goal"):
    """A figure in a box of its own, with what it is and what it is not."""

    title: str
    value: Value
    note: str


class Pair(Struct, frozen=True, kw_only=True, tag="pair"):
    """Tables that stand side by side where there is room, some under each other."""

    left: tuple[Table, ...]
    right: tuple[Table, ...]


class Sayings(Struct, frozen=True, tag="sayings"):
    """Sentences that somebody wrote, numbered."""

    title: str
    lines: tuple[str, ...]


class Note(Struct, frozen=True, tag="note"):
    """A paragraph of ours."""

    text: str


Block: TypeAlias = Table | Tiles | Chart | Goal | Pair | Sayings | Note


class Part(Struct, frozen=True):
    """A numbered part of a report; `short` where there is no room for its title."""

    title: str
    blocks: tuple[Block, ...]
    short: str = ""


class Basis(Struct, frozen=True, kw_only=True):
    """What the numbers rest on: how many rows, up to which event, and their digest."""

    rows: int
    begun: int
    position: int
    store: str
    sha256: str

    @property
    def grouped(self) -> str:
        """Return the digest in groups of four, to be compared by eye."""
        return " ".join(self.sha256[n : n + 4] for n in range(0, 64, 4))


class Headed(NamedTuple):
    """A line of the report's head."""

    title: str
    text: str


class Report(Struct, frozen=True, kw_only=True):
    """Everything that is handed in, in one language; `chip` says if it is invented.

    `inner` are parts that only the workbook of an internal copy has.
    """

    lang: Lang
    title: str
    subtitle: str
    chip: str
    head: tuple[Headed, ...]
    parts: tuple[Part, ...]
    basis: Basis
    basis_title: str
    signatures: tuple[str, ...]
    sign_here: str
    footer: str
    office: str
    period: Period
    is_internal: bool
    inner: tuple[Part, ...] = ()


def tables_of(part: Part) -> tuple[Table, ...]:
    """Return every table of a part, those of its charts and pairs too."""
    found: list[Table] = []
    for block in part.blocks:
        match block:
            case Table():
                found.append(block)
            case Chart():
                found.append(block.table)
            case Pair():
                found.extend((*block.left, *block.right))
            case Tiles() | Goal() | Sayings() | Note():
                pass
    return tuple(found)
