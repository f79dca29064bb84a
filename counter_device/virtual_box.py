"""A counter box on mock pins, with its panel: the same program, another finger."""

from __future__ import annotations

import logging
import threading

from counter_device.app import Cut
from counter_device.bootstrap import build
from counter_device.panel import GpioPanel, VirtualKeys
from counter_device.virtual import Controls, Stage, create_panel, serve
from firmware_config.site import Box, Site

log = logging.getLogger(__name__)


def work(
    site: Site, box: Box, port: int, stop: threading.Event, *, broker: str | None
) -> None:
    """Run the box and its page until told to stop."""
    keys, stage = VirtualKeys(box), Stage()
    panel = GpioPanel(box, keys.factory)
    app = build(site, box, panel, broker=broker, watch=stage.show)
    controls = Controls(keys.move, lambda is_cut: app.put(Cut(is_cut)))
    serve(create_panel(box, controls, stage, is_demo=site.office.demo), port)
    log.info("the panel is at http://127.0.0.1:%s", port)
    app.run(stop)
