"""What can still be told of a message that cannot be read."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from events.ids import MessageId

UNKNOWN = "unknown"
# An id is looked for in more than is read otherwise, so that the sender is answered.
SEARCHED_BYTES = 2_097_152


class _OnlyId(Struct):
    id: MessageId = UNKNOWN


def id_in(payload: bytes) -> str:
    """Return the message's id if it is JSON that names one, else `unknown`."""
    if len(payload) > SEARCHED_BYTES:
        return UNKNOWN
    try:
        return _DECODER.decode(payload).id
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return UNKNOWN


_DECODER = msgspec.json.Decoder(_OnlyId)
