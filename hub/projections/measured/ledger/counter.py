"""A counter as the ledger keeps it; a state begins with the fields of its row."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import astuple

from hub.projections.measured.changes import Row
from hub.projections.measured.ledger.acts import Act, copied
from hub.projections.measured.rows import Instant, Span


class State(Struct, gc=False):
    """A counter's time in one state."""

    day: str
    counter: str
    n: int
    state: str
    clerk: str | None
    team: str | None
    reason: str | None
    began: Instant
    ended: Instant | None = None
    waited_for: Span = 0
    forgotten: int = 0
    hungry: Instant | None = None

    def row(self) -> Row:
        """Return it as a row."""
        return astuple(self)


class CounterBefore(Struct, frozen=True, gc=False):
    """A counter before an act, how many states it had, and the last of them."""

    act: Act
    clerk: str | None
    states: int
    last: State | None


class Counter(Struct, gc=False):
    """A counter and its states so far; the last is not over while it is open.

    `takes` are the services it takes with the clerk who sits there. `fresh` and `told`
    are as of a visit; `act` is what an undo would take back.
    """

    id: str
    clerk: str | None = None
    takes: tuple[str, ...] = ()
    states: list[State] = field(default_factory=list)
    act: Act | None = None
    fresh: int = 0
    told: int = 0
    before: CounterBefore | None = None

    @property
    def now(self) -> State | None:
        """The state it is in; None while it is closed."""
        last = self.states[-1] if self.states else None
        return None if last is None or last.ended is not None else last

    def remember(self, act: Act) -> None:
        """Keep how it stands, unless this act has touched it already."""
        before = self.before
        if before is not None and before.act == act:
            return
        states = self.states
        last = copied(states[-1]) if states else None
        self.before = CounterBefore(act, self.clerk, len(states), last)
