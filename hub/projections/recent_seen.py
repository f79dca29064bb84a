"""What was seen lately: how long visits took, who did not come, how told waits went.

Not a day's view: it goes on from day to day, and remembers only the last of each kind.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from immutables import Map
from msgspec import Struct

from events.plan import DayPlan
from hub.projections.recent_window import Window, figures

TIMES = 200
RATIOS = 400
CALLS = 200
# Under it a ratio would say more of the clerk's hand than of the schedule.
SHORTEST_S = 60.0
# Those who find a counter free are in a window of their own.
PROMPT = ""


class Held(Struct, frozen=True):
    """A visit at a counter, since it was called there."""

    service: str
    since: datetime
    has_come: bool = False


class Told(Struct, frozen=True):
    """What the schedule said of a wait when the ticket was issued."""

    service: str
    at: datetime
    schedule_s: int
    is_called: bool = False


class Recent(Struct, frozen=True, kw_only=True):
    """What was seen lately; `changed_at` is when a counter opened, closed or paused.

    `plan` is what the day goes by, as far as it was seen.
    `comings` holds 1 for a call that nobody came to and 0 for any other.
    """

    times: Map[str, Window] = Map()
    ratios: Map[str, Window] = Map()
    comings: Window = ()
    no_shows: Window = ()
    held: Map[str, Held] = Map()
    told: Map[str, Told] = Map()
    sent: Map[str, str] = Map()
    changed_at: datetime | None = None
    plan: DayPlan | None = None

    def times_of(self, service: str) -> tuple[float, ...]:
        """Return how many seconds visits of a service took their counter lately."""
        return figures(self.times.get(service, ()), TIMES)

    def ratios_of(self, service: str) -> tuple[float, ...]:
        """Return actual waits by the schedule's; `PROMPT` for who found one free."""
        return figures(self.ratios.get(service, ()), RATIOS)

    @property
    def no_show_share(self) -> float:
        """The share of the last calls that nobody came to."""
        calls = figures(self.comings, CALLS)
        return sum(calls) / len(calls) if calls else 0.0

    @property
    def no_show_s(self) -> float:
        """For how many seconds a call that nobody comes to takes a counter."""
        lately = figures(self.no_shows, TIMES)
        return sum(lately) / len(lately) if lately else 0.0

    def service_of(self, event: Any) -> str:
        """Return a visit's service: its ticket's letter, unless it was sent on."""
        return self.sent.get(event.visit, event.ticket[0])


def without_key(kept: Map[str, Any], key: str) -> Map[str, Any]:
    """Return a map without a key, which may not be there."""
    return kept.delete(key) if key in kept else kept
