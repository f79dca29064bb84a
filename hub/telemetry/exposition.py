"""The text that Prometheus scrapes."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from hub.telemetry.collector import HubCollector
from hub.telemetry.sources import Sources

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


class Exposition:
    """A registry of its own, so that nothing stands in it but what was put there."""

    def __init__(self, sources: Sources) -> None:
        """Join the hub's figures and those of its process."""
        self._registry = CollectorRegistry()
        self._registry.register(HubCollector(sources))
        ProcessCollector(registry=self._registry)

    def text(self) -> bytes:
        """Return every figure as it is now."""
        return generate_latest(self._registry)
