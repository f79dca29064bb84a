"""What the live manager screen shows, as it goes over the line.

What stands and since when are instants, so that the page counts minutes by itself; what
changes by time alone (bands, shares) holds for `at`.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from events.counter import CounterStatus, PauseReason
from events.local_time import Instant
from events.plan import Names
from events.session import RatingReason, Step
from hub.application.alerts import AlertNow
from hub.projections.measures.figures import Share
from hub.projections.staffing.advice import Advice


class Longest(Struct, frozen=True, kw_only=True):
    """Who has waited longest, and since when."""

    ticket: str
    service: str
    since: Instant


class Waits(Struct, frozen=True, kw_only=True):
    """How the waits to the first call are spread, in seconds; None under five."""

    n: int = 0
    p50: int | None = None
    p90: int | None = None


class RangeTold(Struct, frozen=True, kw_only=True):
    """What the newest visitor of a service was told, as it was shown, and when."""

    at: Instant
    from_s: int
    to_s: int


class ServiceNow(Struct, frozen=True, kw_only=True):
    """A service: who waits for it now, how long its visitors of today waited.

    `bands` counts the waiting by how long: within the time to be called in, up to the
    longest wait allowed, over it. `told` is what its newest visitor was told. `taken`
    are the open counters that take it.
    """

    service: str
    names: Names
    waiting: int
    bands: tuple[int, int, int]
    longest: Longest | None
    told: RangeTold | None
    waits: Waits
    taken: tuple[str, ...]


class CounterNow(Struct, frozen=True, kw_only=True):
    """A counter: what it does since when, and for whom.

    `usual_s` is the longest time that is usual in its state. `callable` is how many
    wait whom it could call; `serves` what it takes with the clerk who sits there.
    """

    counter: str
    state: CounterStatus
    since: Instant | None
    clerk: str | None
    ticket: str | None
    service: str | None
    times: int
    step: Step | None
    usual_s: int | None
    reason: PauseReason | None
    callable: int
    serves: tuple[str, ...]


class CountersNow(Struct, frozen=True, kw_only=True):
    """How many counters there are, are open, and what the open ones do."""

    all: int
    open: int
    working: int
    idle: int
    paused: int


class HourNow(Struct, frozen=True, kw_only=True):
    """An hour of the day: who came, who was done in it, and how many usually come."""

    hour: int
    arrived: int
    served: int
    expected: float | None


class DeviceLine(Struct, frozen=True, kw_only=True):
    """A device as its facts tell; `owed` counts slips that nobody holds."""

    device: str
    connection: str
    since: Instant | None
    paper: str
    owed: int


class RatingLine(Struct, frozen=True, kw_only=True):
    """A rating: how, when, for which service; never whose or about whom."""

    at: Instant
    score: int
    service: str
    reasons: tuple[RatingReason, ...]


class Satisfaction(Struct, frozen=True, kw_only=True):
    """The mean of so many ratings from 1 to 5, and how many gave at least 4."""

    mean: float | None
    n: int
    liked: Share


class StripNow(Struct, frozen=True, kw_only=True):
    """The most that waited in each stretch of the day, from `begun` on."""

    begun: Instant
    step_min: int
    most: tuple[int, ...]


class TargetsNow(Struct, frozen=True, kw_only=True):
    """What the office aims at, as far as the screen measures by it."""

    called_within_min: int
    called_share: int
    longest_wait_min: int
    crowd: int


class DayNow(Struct, frozen=True, kw_only=True):
    """The business day; before the first one it has no date."""

    date: dt.date | None
    is_open: bool
    opened: Instant | None
    closed: Instant | None


class FiguresNow(Struct, frozen=True, kw_only=True):
    """The day's figures in one row.

    `waiting_before` is how many waited half an hour ago; `visitors` leaves out tickets
    given back at once, which are `mistaken`. `no_shows` counts calls nobody came to.
    """

    waiting: int
    waiting_before: int | None
    longest: Longest | None
    called_in_time: Share
    waits: Waits
    counters: CountersNow
    visitors: int
    mistaken: int
    served: int
    no_shows: int
    submitted: Share
    satisfaction: Satisfaction


class ManagerState(Struct, frozen=True, kw_only=True):
    """Everything that the live manager screen shows, as of the instant `at`.

    `advice` is None where history says too little. `position` is that of the newest
    event counted in.
    """

    office: str
    position: int
    at: Instant
    day: DayNow
    targets: TargetsNow
    figures: FiguresNow
    services: tuple[ServiceNow, ...]
    counters: tuple[CounterNow, ...]
    alerts: tuple[AlertNow, ...]
    hours: tuple[HourNow, ...]
    devices: tuple[DeviceLine, ...]
    ratings: tuple[RatingLine, ...]
    advice: Advice | None
    strip: StripNow | None
