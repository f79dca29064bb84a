"""Joins the parts of a counter box; the one file that knows them all."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from counter_device.app import CounterApp, Parts, Shown
from counter_device.counter import Counter
from counter_device.line import Line
from counter_device.panel import GpioPanel
from events.device import DeviceHealth
from events.health import read_health
from events.ids import new_id
from events.link import Link
from events.mqtt_link import MqttLink, Tls
from events.presence import Identity, Presence
from events.program import broker_url, own_version, synchronised_clock
from firmware_config.site import Box, Site


def build(
    site: Site,
    box: Box,
    panel: GpioPanel,
    *,
    broker: str | None = None,
    watch: Callable[[Shown], None] = lambda _: None,
) -> CounterApp:
    """Return the box's program on these pins; `watch` sees all that it shows."""
    url = broker_url(broker, site.hub.broker, site.hub.mqtt_port)
    tls = Tls.in_folder(site.hub.tls_folder, box.id)
    link = partial[Link](MqttLink, url, f"{site.office.id}-{box.id}", tls=tls)
    identity = Identity(site.office.id, box.id, new_id(), own_version())
    presence = Presence(identity, time.monotonic, synchronised_clock)
    line = Line(link, presence, box.counter)
    parts = Parts(panel, line, _health_since(time.monotonic()), watch)
    return CounterApp(Counter(box.counter), parts, time.monotonic)


def _health_since(started: float) -> Callable[[], DeviceHealth]:
    return lambda: read_health(Path.cwd(), time.monotonic() - started)
