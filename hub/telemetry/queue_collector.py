"""The families of the queue: how it stands, and what visitors went through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client.core import Metric

from events.visit import VisitClass
from hub.application.queue_tallies import HANDLINGS, WAITS, QueueTallies
from hub.application.tallies import Spread
from hub.telemetry import queue_catalogue as catalogue
from hub.telemetry.families import Rows, by, counter, gauge, histogram, one
from hub.telemetry.queue_now import QueueNow, ViewsNow

MINUTE = 60
PERCENT = 100
DEPARTURES = ("served", "abandoned", "expired")
SCORES = tuple(str(score) for score in range(1, 6))


def of_the_queue(now: QueueNow) -> Iterator[Metric]:
    """Yield how the queue stands."""
    targets = now.targets
    yield gauge(catalogue.DAY_OPEN, one(now.is_open))
    yield gauge(catalogue.LONGEST_WAIT, by(now.longest_s))
    yield gauge(catalogue.TARGET_WAIT, one(targets.called_within_min * MINUTE))
    yield gauge(catalogue.TARGET_SHARE, one(targets.called_share / PERCENT))
    yield gauge(catalogue.WARN_WAIT, one(targets.longest_wait_min * MINUTE))
    yield gauge(catalogue.SESSIONS, by(now.sessions))
    yield gauge(catalogue.OPEN_ALERTS, by(now.alerts))


def of_the_visits(tallies: QueueTallies, services: Iterable[str]) -> Iterator[Metric]:
    """Yield what visitors went through; every service there is begins at zero."""
    each = tuple((service,) for service in services)
    classes = [(*s, c.value) for s in each for c in VisitClass]
    departures = [(*s, how) for s in each for how in DEPARTURES]
    scores = [(score,) for score in SCORES]
    yield counter(catalogue.ISSUED, _all(classes, tallies.issued))
    yield histogram(catalogue.WAITS, _spreads(each, tallies.waits, WAITS))
    yield counter(catalogue.IN_TIME, _all(each, tallies.in_time))
    handlings = _spreads(each, tallies.handlings, HANDLINGS)
    yield histogram(catalogue.HANDLINGS, handlings)
    yield counter(catalogue.DEPARTED, _all(departures, tallies.departed))
    yield counter(catalogue.NO_SHOWS, _all(each, tallies.no_shows))
    yield counter(catalogue.RATINGS, _all(scores, tallies.ratings))
    yield histogram(catalogue.ESTIMATE_ERROR, (((), tallies.estimate_error),))
    yield counter(catalogue.LONGER_THAN_TOLD, one(tallies.longer_than_told))


def of_the_views(views: ViewsNow) -> Iterator[Metric]:
    """Yield how far behind the views are."""
    yield gauge(catalogue.VIEWS_LAG, one(views.behind))
    yield gauge(catalogue.VIEWS_OK, one(views.is_usable))


def _all(
    labels: Iterable[tuple[str, ...]], counts: Mapping[tuple[str, ...], int]
) -> Rows:
    return ({label: 0 for label in labels} | dict(counts)).items()


def _spreads(
    labels: Iterable[tuple[str, ...]],
    spreads: Mapping[tuple[str, ...], Spread],
    steps: tuple[float, ...],
) -> Iterable[tuple[tuple[str, ...], Spread]]:
    return ({label: Spread(steps) for label in labels} | dict(spreads)).items()
