"""A recorded event as it is told to others, the same by MQTT and by SSE."""

from __future__ import annotations

from events import topics
from events.envelope import seal
from events.recorded import Recorded


def event_id(store_id: str, position: int) -> str:
    """Return the id of a place in a store's history: no other event ever has it."""
    return f"{store_id}:{position}"


def told(recorded: Recorded, office: str, store_id: str) -> bytes:
    """Return the event in its envelope.

    `subject` is the history it stands in, so `hk01/device/dispenser-1` says whose fact
    it is; `sequence` is its position; `devicetime` what the device's clock said.
    """
    return seal(
        recorded.event,
        id=event_id(store_id, recorded.position),
        source=topics.hub_source(office),
        subject=recorded.stream,
        time=recorded.at,
        devicetime=recorded.device_at,
        causationid=recorded.cause,
        correlationid=recorded.correlation or recorded.cause,
        sequence=recorded.position,
    )
