"""Between recorded events and the library's stored ones, by wire name and version.

The library would store import paths as topics; a moved class would then lose history.
"""

from __future__ import annotations

import msgspec
from eventsourcing.persistence import Notification, StoredEvent
from msgspec import Raw, Struct

from events import codec
from events.local_time import Instant
from events.recorded import Recorded
from hub.application.ports import Unreadable


class Page(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands in the `state` column: readable with `sqlite3`."""

    at: Instant
    cause: str
    by: str
    correlation: str | None = None
    device_at: Instant | None = None
    data: Raw


def to_stored(recorded: Recorded) -> StoredEvent:
    """Return the row that a recorded event is kept in."""
    page = Page(
        at=recorded.at,
        cause=recorded.cause,
        by=recorded.by,
        correlation=recorded.correlation,
        device_at=recorded.device_at,
        data=Raw(codec.encode(recorded.event)),
    )
    name, version = codec.NAMES[type(recorded.event)]
    return StoredEvent(
        originator_id=recorded.stream,
        originator_version=recorded.version,
        topic=f"{name}/{version}",
        state=_ENCODER.encode(page),
    )


def to_recorded(row: Notification) -> Recorded:
    """Return the recorded event that a row keeps, or raise `Unreadable`."""
    try:
        name, _, version = row.topic.partition("/")
        page = _DECODER.decode(row.state)
        event = codec.decode(name, int(version), page.data)
    except Exception as error:  # whatever an upcaster stumbles over
        msg = f"The event at position {row.id} ({row.topic}) cannot be read: {error}"
        raise Unreadable(msg) from error
    return Recorded(
        stream=str(row.originator_id),
        version=row.originator_version,
        position=row.id,
        at=page.at,
        cause=page.cause,
        by=page.by,
        correlation=page.correlation,
        device_at=page.device_at,
        event=event,
    )


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Page)
