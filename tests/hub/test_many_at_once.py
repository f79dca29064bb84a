"""Sixteen at the same instant, again and again: every number once, nobody twice."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.brokers import BOTH
from tests.hub.crowd import (
    EIGHT,
    Crowd,
    HttpVoice,
    MqttVoice,
    check,
    crowded_site,
    voices,
)
from tests.hub.hub_process import HubProcess, running
from tests.hub.rig import wait_until

ROUNDS = 200

log = logging.getLogger(__name__)

pytestmark = pytest.mark.journey


@contextmanager
def hub_on(tmp_path: Path, broker: str) -> Iterator[tuple[HubProcess, str]]:
    """Run a crowded office's hub on its own broker or on mosquitto."""
    site = crowded_site(tmp_path)
    with ExitStack() as stack:
        options = {}
        if broker != "embedded":
            options["broker"] = stack.enter_context(BOTH[broker]()).url
        hub = stack.enter_context(running(tmp_path / "hub", site, **options))
        wait_until(lambda: hub.client.get("/healthz").json["status"] == "ok")
        port = hub.options["mqtt-port"]
        yield hub, options.get("broker", f"mqtt://127.0.0.1:{port}")


def test_over_http(tmp_path: Path) -> None:
    """Eight browsers and eight consoles: no number twice, none missing."""
    with hub_on(tmp_path, "embedded") as (hub, _):
        port = int(hub.options["port"])
        with (
            voices(lambda n: HttpVoice(port)) as issuers,
            voices(lambda n: HttpVoice(port)) as consoles,
        ):
            counters = {str(n): v for n, v in zip(EIGHT, consoles, strict=True)}
            outcome = Crowd(issuers, counters).rush(ROUNDS)
        log.info("%s", outcome.figures())

    check(outcome, tmp_path / "hub" / "events.db", ROUNDS)


@pytest.mark.parametrize("broker", BOTH)
def test_over_mqtt(tmp_path: Path, broker: str) -> None:
    """Eight dispensers and eight boxes: no number twice, none missing."""
    with hub_on(tmp_path, broker) as (hub, url):
        seen = hub.client.get("/api/v1/state").json["counters"]
        revisions = {int(c["counter"]): c["revision"] for c in seen}
        with (
            voices(lambda n: MqttVoice(url, f"dispenser-{n}")) as issuers,
            voices(lambda n: MqttVoice(url, f"counter-{n}", revisions[n])) as boxes,
        ):
            counters = {str(n): v for n, v in zip(EIGHT, boxes, strict=True)}
            outcome = Crowd(issuers, counters).rush(ROUNDS)
        log.info("%s", outcome.figures())

    check(outcome, tmp_path / "hub" / "events.db", ROUNDS)
