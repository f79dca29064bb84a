"""What the hub's messages say to a counter box.

Pure. A message that cannot be read is passed over; the next may be right.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from events import codec, topics
from events.device import CounterState, Identify
from events.envelope import Envelope, Malformed, unseal
from events.ids import CounterId, MessageId
from events.link import Message
from events.replies import Accepted, RefusalReply


class Answered(NamedTuple):
    """The hub answered the command with that id."""

    to: MessageId | None
    reply: Accepted | RefusalReply


class Identified(NamedTuple):
    """A technician wants to see which box this is."""

    order: MessageId


class MetNewHub(NamedTuple):
    """The hub began anew."""


class Unread(NamedTuple):
    """A message that cannot be read: on what kind of topic, and what is wrong."""

    kind: str
    why: str


Heard: TypeAlias = CounterState | Answered | Identified | MetNewHub


def read(message: Message, counter: CounterId) -> Heard | Unread | None:
    """Return what the message says to the box of this counter; None if nothing."""
    topic = topics.parse(message.topic)
    if topic is None or topic.kind not in ("counter", "reply", "order"):
        return None
    try:
        envelope = unseal(message.payload)
        body = envelope.body()
    except (Malformed, codec.UnknownType, codec.UnknownVersion, codec.BadBody) as error:
        # Its kind only: what it says may hold what was sent.
        return Unread(topic.kind, type(error).__name__)
    return _meaning(envelope, body, counter, message.retained)


def _meaning(
    envelope: Envelope, body: Any, counter: CounterId, is_retained: bool
) -> Heard | None:
    match body:
        case CounterState(counter=whose) if whose == counter:
            return body
        case Accepted() | RefusalReply() if not is_retained:
            return Answered(envelope.causationid, body)
        case Identify() if not is_retained:
            return Identified(envelope.id)
        case _:
            return None
