"""Between recorded events and the library's stored ones, by wire name and version.

The library would store import paths as topics; a moved class would then lose history.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

import msgspec
from eventsourcing.persistence import StoredEvent
from msgspec import Raw, Struct

from events import codec
from events.local_time import Instant
from events.recorded import Recorded
from events.unfit import UNREADABLE, why
from hub.application.ports import Unreadable

Body = TypeVar("Body")


class Page(Struct, Generic[Body], frozen=True, kw_only=True, omit_defaults=True):
    """What stands in the `state` column: readable with `sqlite3`."""

    at: Instant
    cause: str
    by: str
    correlation: str | None = None
    device_at: Instant | None = None
    data: Body


def to_stored(recorded: Recorded) -> StoredEvent:
    """Return the row that a recorded event is kept in."""
    return StoredEvent(
        originator_id=recorded.stream,
        originator_version=recorded.version,
        topic=_TOPICS[type(recorded.event)],
        state=_ENCODER.encode(
            Page(
                at=recorded.at,
                cause=recorded.cause,
                by=recorded.by,
                correlation=recorded.correlation,
                device_at=recorded.device_at,
                data=recorded.event,
            )
        ),
    )


def to_recorded(
    position: int, stream: str, version: int, topic: str, state: bytes
) -> Recorded:
    """Return the recorded event that a row keeps, or raise `Unreadable`."""
    try:
        page = _READERS[topic](state)
    except Exception as error:  # whatever an upcaster stumbles over
        reason = why(error).en if isinstance(error, UNREADABLE) else error
        msg = f"The event at position {position} ({topic}) cannot be read: {reason}"
        raise Unreadable(msg) from error
    return Recorded(
        stream=stream,
        version=version,
        position=position,
        at=page.at,
        cause=page.cause,
        by=page.by,
        correlation=page.correlation,
        device_at=page.device_at,
        event=page.data,
    )


class _Readers(dict[str, Callable[[bytes], Page[Any]]]):
    """How each topic's pages are read; made when the first of them is."""

    def __missing__(self, topic: str) -> Callable[[bytes], Page[Any]]:
        body = _TODAY.get(topic)
        if body is None:
            return partial(_lifted, topic)
        self[topic] = reader = msgspec.json.Decoder(Page[body]).decode  # type: ignore[valid-type]  # known at run time
        return reader


def _lifted(topic: str, state: bytes) -> Page[Any]:
    """Return a page with its event, raised from an older version."""
    name, _, version = topic.partition("/")
    page = _RAW.decode(state)
    data = codec.decode(name, int(version), page.data)
    return msgspec.structs.replace(page, data=data)


_ENCODER = msgspec.json.Encoder()
_RAW: msgspec.json.Decoder[Page[Any]] = msgspec.json.Decoder(Page[Raw])
_TOPICS = {body: f"{name}/{version}" for body, (name, version) in codec.NAMES.items()}
_TODAY = {topic: body for body, topic in _TOPICS.items()}
_READERS = _Readers()
