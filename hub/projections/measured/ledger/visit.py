"""A visit as the ledger keeps it.

It begins with the fields of its row, in their order; what is its own stands behind
them. It changes in place, because a million events are to be read in seconds.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import astuple

from hub.projections.measured.changes import Row
from hub.projections.measured.ledger.acts import Act, copied
from hub.projections.measured.rows import Instant, Span, VisitRow

FIELDS = len(VisitRow._fields)


class Stint(Struct, gc=False):
    """A visit's stay in one place."""

    day: str
    visit: str
    n: int
    place: str
    service: str
    visit_class: str
    counter: str | None
    clerk: str | None
    team: str | None
    began: Instant
    ended: Instant | None = None
    announced: int = 0
    rule: str | None = None
    reason: str | None = None

    def row(self) -> Row:
        """Return it as a row."""
        return astuple(self)


class Visit(Struct, gc=False):
    """A visit, its stays, and how it stood before the last act that touched it.

    `wanted` is the counter it waits for, `fresh` the first of its stays that was not
    told yet as it is, `told` how many were ever told.
    """

    day: str
    visit: str
    ticket: str
    service: str
    last_service: str
    visit_class: str
    channel: str
    device: str | None
    arrived: Instant
    first_called: Instant | None = None
    last_called: Instant | None = None
    started: Instant | None = None
    ended: Instant | None = None
    place: str = "waiting"
    since: Instant = 0
    counter: str | None = None
    clerk: str | None = None
    team: str | None = None
    calls: int = 0
    announced: int = 0
    picked: int = 0
    transfers: int = 0
    no_shows: int = 0
    waited: Span = 0
    called: Span = 0
    served: Span = 0
    parked: Span = 0
    away: Span = 0
    ahead: int | None = None
    told_from: Span | None = None
    told_to: Span | None = None
    method: str | None = None
    forgotten: int = 0
    stints: list[Stint] = field(default_factory=list)
    wanted: str | None = None
    fresh: int = 0
    told: int = 0
    before: VisitBefore | None = None

    def row(self) -> Row:
        """Return it as a row, without its stays."""
        return astuple(self)[:FIELDS]

    def remember(self, act: Act) -> None:
        """Keep how it stands, unless this act has touched it already."""
        before = self.before
        if before is not None and before.act == act:
            return
        self.before = None
        stints = self.stints
        self.before = VisitBefore(act, copied(self), len(stints), copied(stints[-1]))

    def as_before(self, act: Act) -> Visit:
        """Return it as it stood before an act; itself if that did not touch it last."""
        before = self.before
        if before is None or before.act != act:
            return self
        visit, stints = before.visit, self.stints
        stints[before.stints - 1 :] = [before.last]
        visit.fresh = min(self.fresh, before.stints - 1)
        visit.told = self.told
        return visit


class VisitBefore(Struct, frozen=True, gc=False):
    """A visit before an act, how many stays it had, and the last of them."""

    act: Act
    visit: Visit
    stints: int
    last: Stint
