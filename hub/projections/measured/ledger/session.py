"""A session as the ledger keeps it; it begins with the fields of its row."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import astuple

from hub.projections.measured.changes import Row
from hub.projections.measured.rows import Instant, SessionRow, Span

FIELDS = len(SessionRow._fields)


class Step(Struct, gc=False):
    """A step that ended."""

    day: str
    session: str
    entry: int
    step: str
    result: str
    at: Instant
    took: Span

    def row(self) -> Row:
        """Return it as a row."""
        return astuple(self)


class Session(Struct, gc=False):
    """A session; the row's ticket and class are those of its visit.

    `since` is when it last began to run, was paused or ended; `mark` when the step in
    hand began, moved on by every pause since.
    """

    day: str
    session: str
    visit: str
    ticket: str
    service: str
    visit_class: str
    counter: str
    clerk: str | None
    team: str | None
    visitor: str
    intent: str
    mode: str
    reason: str | None
    began: Instant
    ended: Instant | None = None
    worked: Span = 0
    outcome: str | None = None
    way: str | None = None
    score: int | None = None
    rated: Instant | None = None
    rated_on: str | None = None
    rated_for: str | None = None
    forgotten: int = 0
    since: Instant = 0
    mark: Instant = 0
    is_running: bool = True
    steps: list[Step] = field(default_factory=list)
    entries: list[tuple[str, int]] = field(default_factory=list)

    def row(self) -> Row:
        """Return it as a row."""
        return astuple(self)[:FIELDS]

    def lasted(self, at: Instant) -> Span:
        """Return how long it has run until then, pauses left out."""
        return self.worked + (at - self.since if self.is_running else 0)
