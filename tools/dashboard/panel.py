"""What a panel of the dashboard says; how Grafana has it is `model`'s affair."""

from __future__ import annotations

from typing import NamedTuple

# Stands for the office and instance that were chosen above the panels.
CHOSEN = 'office=~"$office",instance=~"$instance"'


class Line(NamedTuple):
    """A query and what its lines are called; in it `@` stands for what was chosen."""

    query: str
    name: str

    @property
    def expression(self) -> str:
        """The query as Prometheus is asked it."""
        return self.query.replace("@", CHOSEN)


class Panel(NamedTuple):
    """A picture: its kind as Grafana calls it, its words, its unit, its lines.

    `turns` are values from which on its colour is yellow and red. `low_is_bad` turns
    the colours round, `goes_below` zero it may, `step` is how far its points are
    apart at least. `width` is of 24; `words` are said for 0, 1 and so on.
    """

    kind: str
    vi: str
    en: str
    about: str
    unit: str
    lines: tuple[Line, ...]
    width: int = 8
    turns: tuple[float, ...] = ()
    low_is_bad: bool = False
    is_stacked: bool = False
    goes_below: bool = False
    step: str | None = None
    words: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Vietnamese first, English beside it."""
        return f"{self.vi} · {self.en}"


class Row(NamedTuple):
    """A row of panels under one heading."""

    vi: str
    en: str
    panels: tuple[Panel, ...]

    @property
    def title(self) -> str:
        """Vietnamese first, English beside it."""
        return f"{self.vi} · {self.en}"
