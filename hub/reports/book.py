"""Where counts are written down before it is known which of them may be shown."""

from __future__ import annotations

from collections.abc import Mapping

from hub.projections.measures import Share
from hub.reports.small_cells import Sum


class Book:
    """Counts as they are written down, and the sums they make."""

    def __init__(self) -> None:
        """Begin with none."""
        self.values: dict[str, int] = {}
        self.sums: list[Sum] = []

    def put(self, counts: Mapping[str, int], of: str | None = None) -> None:
        """Write counts down, as parts of another if that is what they add up to."""
        self.values.update(counts)
        if of is not None and sum(counts.values()) == self.values[of]:
            self.sums.append(Sum(of, tuple(counts)))

    def put_share(self, part: str, share: Share, whole: str) -> None:
        """Write a part and a whole down, and the rest, which follows from the two."""
        self.values[whole] = share.whole
        rest = max(0, share.whole - share.part)
        self.put({part: share.part, f"not {part}": rest}, whole)
