"""A core, and what a scrape of it says."""

from __future__ import annotations

from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from hub.telemetry.exposition import Exposition
from hub.telemetry.queue_now import ViewsNow
from hub.telemetry.sources import Sources
from tests.hub.rig import Rig


class Scraped:
    """A core with its figures."""

    def __init__(self, rig: Rig | None = None) -> None:
        self.rig = rig or Rig()
        core = self.rig.core
        self.exposition = Exposition(
            Sources(
                writer=core.writer,
                visitors=core.office.visitors,
                oddities=core.oddities,
                board=core.board,
                devices=core.devices,
                clock=core.clock,
                streams={"screen": 2},
                turned_away=lambda: 4,
                published=lambda: 7,
                broker_is_up=lambda: True,
                clock_jump_s=lambda: -3.5,
                version="0.1.0",
                views=lambda: ViewsNow(behind=4, is_usable=True),
            )
        )

    def families(self) -> dict[str, Any]:
        """Return what is scraped, by name without `_total`."""
        text = self.exposition.text().decode()
        return {one.name: one for one in text_string_to_metric_families(text)}

    def value(self, name: str, **labels: str) -> float:
        """Return one figure."""
        found = [
            sample.value
            for family in self.families().values()
            for sample in family.samples
            if (sample.name, sample.labels) == (name, labels)
        ]
        assert len(found) == 1, (name, labels)
        return float(found[0])
