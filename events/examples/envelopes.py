"""The examples in their envelopes, as they travel."""

from __future__ import annotations

from typing import Any

import msgspec

from events import codec, topics
from events.envelope import seal
from events.examples import EXAMPLES, story

FROM_DEVICES = {**codec.COMMANDS, **codec.FACTS}.keys() | {
    "device-status",
    "device-health",
}


def envelope(name: str, office: str = story.OFFICE) -> dict[str, Any]:
    """Return the example of that wire name in its envelope, as plain JSON data."""
    raw = seal(
        EXAMPLES[name],
        id=story.PRESS,
        source=_source(name, office),
        time=story.ISSUED_AT,
        causationid=story.ORDER if name in codec.REPLIES else None,
        sequence=18 if name in codec.FACTS else None,
    )
    sealed: dict[str, Any] = msgspec.json.decode(raw)
    return sealed


def _source(name: str, office: str) -> str:
    if name not in FROM_DEVICES:
        return topics.hub_source(office)
    is_counter = hasattr(EXAMPLES[name], "counter")
    return topics.device_source(office, "counter-2" if is_counter else "dispenser-1")
