"""What happens at counter 1, and what is then seen of late: `seen(given(*A_VISIT))`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial, reduce

from events.recorded import Recorded
from events.visit import WaitEstimated
from hub.projections.recent import after as seen_after
from hub.projections.recent_seen import Recent
from tests import history as house
from tests.given import History
from tests.history import issued, visit_id

called = partial(house.called, to="1")
started = partial(house.started, at="1")
served = partial(house.served, at="1")
transferred = partial(house.transferred, at="1")
A_VISIT = (issued("A001"), called("A001"), started("A001"), served("A001"))


def told(ticket: str, schedule_s: int | None = 600) -> WaitEstimated:
    """A wait was reckoned."""
    return WaitEstimated(
        visit=visit_id(ticket),
        ticket=ticket,
        ahead=1,
        from_s=500,
        to_s=900,
        method="list-scheduling",
        schedule_s=schedule_s,
    )


def seen(history: History | Iterable[Recorded]) -> Recent:
    """Return what was seen lately."""
    events = history.events if isinstance(history, History) else history
    return reduce(seen_after, events, Recent())
