"""Turns the hub's plain numbers into metrics, when somebody scrapes and not before."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import Metric

from hub.application.oddities import wire_word
from hub.application.tallies import Tallies
from hub.application.vault_figures import VaultFigures
from hub.telemetry import catalogue
from hub.telemetry.families import by, counter, gauge, histogram, one
from hub.telemetry.queue_collector import of_the_queue, of_the_views, of_the_visits
from hub.telemetry.sources import Sources, States


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
        yield from _of_the_vault(self._sources.vault())
        states = self._sources.states()
        yield from _of_the_office(states)
        yield from of_the_queue(states.queue)
        yield from of_the_visits(self._sources.visitors, states.queue.longest_s)
        yield from of_the_views(self._sources.views())

    def describe(self) -> Iterator[Metric]:
        """Yield nothing: reading is for scrapes."""
        return iter(())

    def _of_the_doors(self) -> Iterator[Metric]:
        sources = self._sources
        strange, refused = sources.oddities.counts()
        yield counter(catalogue.REFUSALS, refused.items())
        yield counter(catalogue.STRANGE, strange.items())
        yield counter(catalogue.TURNED_AWAY, one(sources.turned_away()))
        yield counter(catalogue.PUBLISHED, one(sources.published()))

    def _of_the_parts(self) -> Iterator[Metric]:
        sources, writer = self._sources, self._sources.writer
        is_writable = writer.is_alive and writer.trouble is None
        yield gauge(catalogue.WRITABLE, one(is_writable))
        yield gauge(catalogue.WAITING_JOBS, one(writer.waiting))
        yield gauge(catalogue.BROKER, one(sources.broker_is_up()))
        yield gauge(catalogue.JUMP, one(sources.clock_jump_s()))
        streams = dict(sources.streams)
        yield gauge(catalogue.STREAMS, by(streams))
        yield gauge(catalogue.INFO, (((sources.version,), 1.0),))


def _of_the_writer(tallies: Tallies) -> Iterator[Metric]:
    commands = dict(tallies.commands)
    events = dict(tallies.events)
    yield counter(
        catalogue.COMMANDS,
        (
            ((wire_word(kind), "refused" if is_refused else "accepted"), count)
            for (kind, is_refused), count in commands.items()
        ),
    )
    yield counter(catalogue.EVENTS, (((wire_word(k),), n) for k, n in events.items()))
    yield histogram(catalogue.COMMAND_S, (((), tallies.command_s),))
    yield histogram(catalogue.COMMIT_S, (((), tallies.commit_s),))
    yield histogram(catalogue.BATCH, (((), tallies.batch),))


def _of_the_office(states: States) -> Iterator[Metric]:
    yield gauge(catalogue.POSITION, one(states.position))
    yield gauge(catalogue.WAITING, states.waiting.items())
    yield gauge(catalogue.COUNTERS, by(states.counters))
    yield gauge(catalogue.DEVICES, by(states.devices))
    yield gauge(catalogue.OUTBOX, by(states.owed))


def _of_the_vault(vault: VaultFigures) -> Iterator[Metric]:
    yield gauge(catalogue.VAULT_USABLE, one(vault.is_usable))
    yield gauge(catalogue.VAULT_KEPT, by(vault.kept))
    yield counter(catalogue.VAULT_ERASED, by(vault.erased))
    yield counter(catalogue.NOTES_REFUSED, by(vault.refused))
