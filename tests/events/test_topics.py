"""Topics are built and parsed in one place."""

import pytest

from events import topics
from events.channels import CHANNELS
from events.topics import Topic

BUILT = {
    "layso/v1/hk01/hub": (topics.hub("hk01"), Topic("hk01", "hub", "")),
    "layso/v1/hk01/screen": (topics.screen("hk01"), Topic("hk01", "screen", "")),
    "layso/v1/hk01/command/counter-2": (
        topics.command("hk01", "counter-2"),
        Topic("hk01", "command", "counter-2"),
    ),
    "layso/v1/hk01/fact/dispenser-1": (
        topics.fact("hk01", "dispenser-1"),
        Topic("hk01", "fact", "dispenser-1"),
    ),
    "layso/v1/hk01/reply/counter-2": (
        topics.reply("hk01", "counter-2"),
        Topic("hk01", "reply", "counter-2"),
    ),
    "layso/v1/hk01/order/dispenser-1": (
        topics.order("hk01", "dispenser-1"),
        Topic("hk01", "order", "dispenser-1"),
    ),
    "layso/v1/hk01/settings/counter-2": (
        topics.settings("hk01", "counter-2"),
        Topic("hk01", "settings", "counter-2"),
    ),
    "layso/v1/hk01/status/counter-2": (
        topics.status("hk01", "counter-2"),
        Topic("hk01", "status", "counter-2"),
    ),
    "layso/v1/hk01/health/counter-2": (
        topics.health("hk01", "counter-2"),
        Topic("hk01", "health", "counter-2"),
    ),
    "layso/v1/hk01/counter/2": (
        topics.counter("hk01", "2"),
        Topic("hk01", "counter", "2"),
    ),
    "layso/v1/hk01/event/visit-called": (
        topics.event("hk01", "visit-called"),
        Topic("hk01", "event", "visit-called"),
    ),
}


@pytest.mark.parametrize("text", BUILT)
def test_a_topic_is_parsed_into_what_built_it(text: str) -> None:
    """Every topic of the contract is built as written, and parsed back."""
    built, parts = BUILT[text]

    assert built == text
    assert topics.parse(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "layso",
        "layso/v1/hk01",
        "layso/v2/hk01/hub",
        "other/v1/hk01/hub",
        "layso/v1/hk01/hub/more",
        "layso/v1/hk01/gossip/counter-2",
        "layso/v1/hk01/command",
        "layso/v1/hk01/command/counter-2/more",
        "/layso/v1/hk01/hub",
    ],
)
def test_a_foreign_topic_is_nobodys(text: str) -> None:
    """What is no topic of ours is passed over."""
    assert topics.parse(text) is None


def test_every_topic_is_described() -> None:
    """Each kind of topic stands in the table that the documents are made from."""
    described = {channel.name for channel in CHANNELS}

    assert described == {*topics.KINDS, "hub", "screen"}


def test_sources_are_paths() -> None:
    """Hub and devices sign with CloudEvents sources of one form."""
    assert topics.hub_source("hk01") == "/office/hk01/hub"
    assert topics.device_source("hk01", "d-1") == "/office/hk01/device/d-1"
