"""Plain numbers as the families that prometheus_client writes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import TypeAlias

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from hub.application.tallies import Spread
from hub.telemetry.metric import Metric as Known

Rows: TypeAlias = Iterable[tuple[tuple[str, ...], float]]


def one(value: float) -> Rows:
    """Return the only row of a family without labels."""
    return (((), float(value)),)


def by(values: Mapping[str, float]) -> Rows:
    """Return the rows of a family with one label."""
    return [((label,), value) for label, value in values.items()]


def counter(known: Known, rows: Rows) -> Metric:
    """Return what only grows."""
    family = CounterMetricFamily(known.name, known.help, labels=known.labels)
    for labels, value in rows:
        family.add_metric(labels, value)
    return family


def gauge(known: Known, rows: Rows) -> Metric:
    """Return what goes up and down."""
    family = GaugeMetricFamily(known.name, known.help, labels=known.labels)
    for labels, value in rows:
        family.add_metric(labels, value)
    return family


def histogram(
    known: Known, spreads: Iterable[tuple[tuple[str, ...], Spread]]
) -> Metric:
    """Return how measurements spread, of each set of labels."""
    family = HistogramMetricFamily(known.name, known.help, labels=known.labels)
    for labels, spread in spreads:
        upper = [*(str(float(step)) for step in spread.steps), "+Inf"]
        up_to = accumulate(list(spread.counts))
        family.add_metric(labels, list(zip(upper, up_to, strict=True)), spread.total)
    return family
