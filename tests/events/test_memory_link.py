"""The link in memory keeps the promise of `Link`."""

from __future__ import annotations

import pytest

from events.link import Link, MemoryBroker, MemoryLink, matches
from tests.events.link_contract import LinkContract


class MemorySetting:
    """A broker in memory."""

    def __init__(self) -> None:
        self._broker = MemoryBroker()

    def link(self) -> MemoryLink:
        """Return a new link that is not started yet."""
        return MemoryLink(self._broker)

    def cut(self, link: Link) -> None:
        """Break the connection; the link is back at once."""
        assert isinstance(link, MemoryLink)
        link.cut()
        link.join()

    def broker_goes(self) -> None:
        """Stop the broker."""
        self._broker.go_down()

    def broker_comes(self) -> None:
        """Start it again."""
        self._broker.come_up()


@pytest.fixture
def setting() -> MemorySetting:
    """A fresh broker for each promise."""
    return MemorySetting()


class TestMemoryLink(LinkContract):
    """`MemoryLink` is a `Link`."""


@pytest.mark.parametrize(
    ("topic_filter", "topic", "is_taken"),
    [
        ("a/b", "a/b", True),
        ("a/+", "a/b", True),
        ("a/+", "a/b/c", False),
        ("a/#", "a/b/c", True),
        ("a/#", "a", True),
        ("a/b", "a", False),
        ("a", "a/b", False),
        ("+/b", "a/b", True),
    ],
)
def test_filters_match_as_mqtt_says(
    topic_filter: str, topic: str, is_taken: bool
) -> None:
    """`+` takes one level, `#` the rest and the level above it."""
    assert matches(topic_filter, topic) is is_taken
