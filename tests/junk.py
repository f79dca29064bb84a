"""What may stand on a topic that a box reads, kept there by the broker or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from events import codec, topics
from events.envelope import seal
from events.examples import EXAMPLES, as_sent


def topics_of(office: str, device: str) -> tuple[str, ...]:
    """Return the topics that every box reads."""
    of_the_box = (topics.reply, topics.order, topics.settings)
    return (topics.hub(office), *(kind(office, device) for kind in of_the_box))


def junk(office: str) -> Iterator[bytes]:
    """Yield what does not belong on a box's topics, however right it may look."""
    yield from _rubbish()
    yield from _old_words(office)


def _rubbish() -> Iterator[bytes]:
    """Yield bytes that are no envelope, or none of ours."""
    yield from (b"", b"\0", b"{", b"null", b"[]", b"\xff\xfe", b"[" * 60_000)
    yield bytes(1_048_576)
    good = _sent("counter-state")
    yield json.dumps(good | {"dataversion": 2}).encode()
    yield json.dumps(good | {"type": "layso.no-such-thing"}).encode()
    yield json.dumps(good | {"id": "\ud800", "source": "\0"}).encode()
    values: tuple[Any, ...] = (None, "", "\0", -1, [], {}, "\ud800")
    for value in values:
        yield json.dumps(good | {"data": dict.fromkeys(good["data"], value)}).encode()


def _old_words(office: str) -> Iterator[bytes]:
    """Yield all that a hub says to boxes, as one might have said it once."""
    for name in (*codec.REPLIES, *codec.ORDERS, *codec.STATES):
        source = topics.hub_source(office)
        how = {"id": f"old-{name}", "source": source, "causationid": "press-of-old"}
        yield seal(EXAMPLES[name], **how)


def _sent(name: str) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": "junk-1",
        "source": "/office/hk01/hub",
        "type": f"layso.{name}",
        "dataversion": 1,
        "data": as_sent(EXAMPLES[name]),
    }
