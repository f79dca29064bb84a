"""What a metric is: its name, what it means, its labels."""

from __future__ import annotations

from typing import NamedTuple


class Metric(NamedTuple):
    """One family of figures; a counter's exposed name ends in `_total`."""

    name: str
    kind: str
    help: str
    labels: tuple[str, ...] = ()

    @property
    def exposed(self) -> str:
        """The name as it is scraped."""
        return f"{self.name}_total" if self.kind == "counter" else self.name
