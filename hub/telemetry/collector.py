"""Turns the hub's plain numbers into metrics, when somebody scrapes and not before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from hub.application.oddities import wire_word
from hub.application.tallies import Spread, Tallies
from hub.application.vault_figures import VaultFigures
from hub.telemetry import catalogue
from hub.telemetry.catalogue import Metric as Known
from hub.telemetry.sources import Sources, States

Rows = Iterable[tuple[tuple[str, ...], float]]


class HubCollector:
    """Reads committed state and plain numbers only; the road notices nothing."""

    def __init__(self, sources: Sources) -> None:
        """Remember where to read."""
        self._sources = sources

    def collect(self) -> Iterator[Metric]:
        """Yield every family of the catalogue."""
        yield from _of_the_writer(self._sources.writer.tallies)
        yield from self._of_the_doors()
        yield from self._of_the_parts()
        yield from _of_the_office(self._sources.states())
        yield from _of_the_vault(self._sources.vault())

    def describe(self) -> Iterator[Metric]:
        """Yield nothing: reading is for scrapes."""
        return iter(())

    def _of_the_doors(self) -> Iterator[Metric]:
        sources = self._sources
        strange, refused = sources.oddities.counts()
        yield _counter(catalogue.REFUSALS, refused.items())
        yield _counter(catalogue.STRANGE, strange.items())
        yield _counter(catalogue.TURNED_AWAY, _one(sources.turned_away()))
        yield _counter(catalogue.PUBLISHED, _one(sources.published()))

    def _of_the_parts(self) -> Iterator[Metric]:
        sources, writer = self._sources, self._sources.writer
        is_writable = writer.is_alive and writer.trouble is None
        yield _gauge(catalogue.WRITABLE, _one(is_writable))
        yield _gauge(catalogue.WAITING_JOBS, _one(writer.waiting))
        yield _gauge(catalogue.BROKER, _one(sources.broker_is_up()))
        yield _gauge(catalogue.JUMP, _one(sources.clock_jump_s()))
        streams = dict(sources.streams)
        yield _gauge(catalogue.STREAMS, (((name,), n) for name, n in streams.items()))
        yield _gauge(catalogue.INFO, (((sources.version,), 1.0),))


def _of_the_writer(tallies: Tallies) -> Iterator[Metric]:
    commands = dict(tallies.commands)
    events = dict(tallies.events)
    yield _counter(
        catalogue.COMMANDS,
        (
            ((wire_word(kind), "refused" if is_refused else "accepted"), count)
            for (kind, is_refused), count in commands.items()
        ),
    )
    yield _counter(catalogue.EVENTS, (((wire_word(k),), n) for k, n in events.items()))
    yield _histogram(catalogue.COMMAND_S, tallies.command_s)
    yield _histogram(catalogue.COMMIT_S, tallies.commit_s)
    yield _histogram(catalogue.BATCH, tallies.batch)


def _of_the_office(states: States) -> Iterator[Metric]:
    yield _gauge(catalogue.POSITION, _one(states.position))
    yield _gauge(catalogue.WAITING, states.waiting.items())
    yield _gauge(catalogue.COUNTERS, (((s,), n) for s, n in states.counters.items()))
    yield _gauge(catalogue.DEVICES, (((s,), n) for s, n in states.devices.items()))
    yield _gauge(catalogue.OUTBOX, (((d,), n) for d, n in states.owed.items()))


def _of_the_vault(vault: VaultFigures) -> Iterator[Metric]:
    yield _gauge(catalogue.VAULT_USABLE, _one(vault.is_usable))
    yield _gauge(catalogue.VAULT_KEPT, (((k,), n) for k, n in vault.kept.items()))
    yield _counter(catalogue.VAULT_ERASED, (((r,), n) for r, n in vault.erased.items()))
    refused = vault.refused.items()
    yield _counter(catalogue.NOTES_REFUSED, (((k,), n) for k, n in refused))


def _one(value: float) -> Rows:
    return (((), float(value)),)


def _counter(known: Known, rows: Rows) -> Metric:
    family = CounterMetricFamily(known.name, known.help, labels=known.labels)
    for labels, value in rows:
        family.add_metric(labels, value)
    return family


def _gauge(known: Known, rows: Rows) -> Metric:
    family = GaugeMetricFamily(known.name, known.help, labels=known.labels)
    for labels, value in rows:
        family.add_metric(labels, value)
    return family


def _histogram(known: Known, spread: Spread) -> Metric:
    upper = [*(str(float(step)) for step in spread.steps), "+Inf"]
    up_to = accumulate(list(spread.counts))
    family = HistogramMetricFamily(known.name, known.help)
    family.add_metric((), list(zip(upper, up_to, strict=True)), spread.total)
    return family
