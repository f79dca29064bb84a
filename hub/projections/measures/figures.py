"""The figures of an office, of a part of it, or of some of its days.

Spans are microseconds. A share keeps what it is made of, so that nobody sees a percent
without its n; where there is nothing to divide by it is None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from hub.projections.measured.instants import Span

FEW = 5  # Of fewer than these a quantile is not shown, and no cell leaves the office.


class Share(Struct, frozen=True):
    """A part of a whole: visits of visits, or time of time."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """Return the share from 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


class Spread(Struct, frozen=True, kw_only=True):
    """How spans are spread: the nearest rank, so that each was really observed."""

    n: int = 0
    total: Span = 0
    p50: Span | None = None
    p90: Span | None = None
    p95: Span | None = None
    longest: Span | None = None

    @property
    def mean(self) -> float | None:
        """Return the mean span; None of none."""
        return self.total / self.n if self.n else None

    @property
    def is_few(self) -> bool:
        """Whether there are too few to show a quantile of."""
        return self.n < FEW


class Figures(Struct, frozen=True, kw_only=True):
    """Every measure there is; docs/explanation/measures.md gives each formula."""

    issued: int
    mistaken: int
    priority: int
    served: int
    waiting: int
    places: Mapping[str, int]
    visitors_by_type: Mapping[str, int]
    longest_waiting: Span | None
    wait_first: Spread
    wait_last: Spread
    wait_total: Spread
    wait_priority: Spread
    wait_normal: Spread
    walking: Spread
    handling: Spread
    parked: Spread
    dwell: Spread
    called_in_time: Share
    no_show: Share
    abandoned: Share
    left_at_closing: Share
    transfers: Share
    recalls: Share
    overrides: Share
    overtaken: Share
    most_overtaken: int
    occupancy: Share
    idle: Share
    paused: Share
    idle_while_waiting: Share
    sessions: int
    worked: Spread
    steps: Mapping[str, Spread]
    step_results: Mapping[str, Mapping[str, int]]
    outcomes: Mapping[str, int]
    intents: Mapping[str, int]
    submitted: Share
    submissions: int
    levels: Mapping[str, int]
    procedures: Mapping[str, int]
    first_visit: Share
    came_back: Share
    done_for: Share
    mode_reasons: Mapping[str, int]
    paid_online: Share
    postal_return: Share
    difficulties: Mapping[str, int]
    hindered: Mapping[str, int]
    hindered_noted: Mapping[str, int]
    ratings: Mapping[int, int]
    rating_reasons: Mapping[str, int]
    liked: Share
    disliked: Share
    rated: Share
    devices: Mapping[str, Share]
    available: Share
    told_too_little: Share
    told_error: Spread

    @property
    def visitors(self) -> int:
        """Return how many people came: tickets, less those given back at once."""
        return self.issued - self.mistaken

    @property
    def mean_score(self) -> float | None:
        """Return the mean of the ratings, 1 to 5; None of none."""
        n = sum(self.ratings.values())
        return sum(k * v for k, v in self.ratings.items()) / n if n else None
