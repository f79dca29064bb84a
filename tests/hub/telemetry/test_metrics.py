"""What Prometheus reads of the hub."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from events.day import OpenDay
from events.device import Connection, DeviceHealth, DeviceStatus
from events.visit import IssueTicket
from hub.application.tallies import JOBS
from hub.telemetry.catalogue import CATALOGUE, OF_THE_PROCESS
from hub.telemetry.exposition import CONTENT_TYPE
from tests.hub.telemetry.scraped import Scraped

UNITS = ("_seconds", "_bytes", "_total", "_info")
NAME = re.compile(r"(layso|process)(_[a-z0-9]+)+")


@pytest.fixture
def scraped() -> Iterator[Scraped]:
    """A core with nothing done."""
    scraped = Scraped()
    yield scraped
    scraped.rig.stop()


def test_what_is_scraped_is_what_is_documented(scraped: Scraped) -> None:
    """Names, kinds and labels are the catalogue's; nothing else stands there."""
    scraped.rig.accepted(OpenDay())
    scraped.rig.refused(IssueTicket(service="Z"))
    scraped.rig.core.oddities.strange("malformed", "mqtt", "?")
    families = scraped.families()
    known = {each.name: each for each in (*CATALOGUE, *OF_THE_PROCESS)}

    assert set(families) == set(known)
    for name, family in families.items():
        kind = known[name].kind
        assert family.type == kind
        labels = {key for one in family.samples for key in one.labels} - {"le"}
        assert labels <= set(known[name].labels)
        assert family.documentation


def test_names_follow_the_conventions() -> None:
    """Base units, no unit in between, `_total` only for what grows, no colons."""
    for each in (*CATALOGUE, *OF_THE_PROCESS):
        assert NAME.fullmatch(each.exposed), each.exposed
        assert each.exposed.endswith("_total") == (each.kind == "counter")
        assert each.help.endswith(".")
        words = each.name.removesuffix("_seconds").removesuffix("_bytes").split("_")
        assert not {"milliseconds", "ms", "minutes", "kb", "mib"} & set(words)
        assert each.exposed.removeprefix("layso_").split("_")[0] != "layso"


def test_commands_are_counted_by_outcome(scraped: Scraped) -> None:
    """What was asked, what came of it, how long it took."""
    rig = scraped.rig
    rig.open_with("1", waiting=3)
    rig.refused(IssueTicket(service="Z"))
    value = scraped.value

    issued = {"command": "issue-ticket"}
    assert value("layso_commands_total", outcome="accepted", **issued) == 3
    assert value("layso_commands_total", outcome="refused", **issued) == 1
    assert value("layso_refusals_total", refusal="unknown-service", door="http") == 1
    assert value("layso_events_recorded_total", event="ticket-issued") == 3
    assert value("layso_command_duration_seconds_count") == 6
    assert value("layso_commit_batch_size_bucket", le=str(JOBS[0])) == 6
    assert value("layso_commit_batch_size_bucket", le="+Inf") == 6


def test_the_office_is_told_in_numbers(scraped: Scraped) -> None:
    """Who waits, which counters are open, which devices are there; zeros too."""
    rig = scraped.rig
    rig.open_with("1", waiting=2)
    device = "dispenser-1"
    ready = DeviceStatus(
        status=Connection.READY, session="s", boot="b", version="0.1.0"
    )
    rig.core.devices.heard_status(device, ready)
    health = DeviceHealth(uptime_s=1, outbox_depth=5)
    rig.core.devices.heard_health(device, health)
    value = scraped.value

    assert value("layso_waiting_visits", **{"service": "A", "class": "normal"}) == 2
    assert value("layso_waiting_visits", **{"service": "B", "class": "priority"}) == 0
    assert value("layso_counters", state="idle") == 1
    assert value("layso_counters", state="serving") == 0
    assert value("layso_devices", state="online") == 1
    assert value("layso_devices", state="lost") == 0
    assert value("layso_device_outbox_depth", device=device) == 5


def test_the_parts_are_told(scraped: Scraped) -> None:
    """Store, broker, clock, streams, version."""
    scraped.rig.accepted(OpenDay())
    value = scraped.value
    assert value("layso_store_writable") == 1
    assert value("layso_store_position") == 1
    assert value("layso_broker_connected") == 1
    assert value("layso_clock_jump_seconds") == -3.5
    assert value("layso_sse_streams", stream="screen") == 2
    assert value("layso_mqtt_published_total") == 7
    assert value("layso_turned_away_total") == 4
    assert value("layso_info", version="0.1.0") == 1

    scraped.rig.trying.is_broken = True
    scraped.rig.refused(IssueTicket(service="A"))
    assert value("layso_store_writable") == 0


def test_the_text_is_prometheus_own() -> None:
    """Any scraper of the last ten years reads it."""
    assert CONTENT_TYPE == "text/plain; version=0.0.4; charset=utf-8"
