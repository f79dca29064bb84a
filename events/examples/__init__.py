"""One example of every message, by wire name: invented, and printed in the documents.

They tell one story: visit A047 at office hk01 on 22 November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from events import codec
from events.examples import counters, devices, office, sessions, visits

EXAMPLES: Mapping[str, Struct] = {
    codec.wire_name(body): body
    for body in (
        *office.ALL,
        *counters.ALL,
        *visits.ALL,
        *sessions.ALL,
        *devices.ALL,
    )
}


def as_sent(body: Struct) -> dict[str, Any]:
    """Return a body as the plain JSON data that a reader gets."""
    members: dict[str, Any] = msgspec.json.decode(codec.encode(body))
    return members
