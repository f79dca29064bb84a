"""The CloudEvents 1.0 envelope that every message travels in, as structured JSON."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Raw, Struct, field

from events import codec
from events.ids import NO_LINE_FEED, Mark, MessageId
from events.local_time import Instant
from events.replies import Sentence
from events.unfit import UNREADABLE, Unfit, why

MAX_BYTES = 65_536

Count: TypeAlias = Annotated[int, Meta(ge=0, le=2**53 - 1)]


class Malformed(Unfit):
    """The bytes are not an envelope; the text says what is wrong and where."""


class Envelope(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message in CloudEvents form.

    `time` is the sender's clock and left out while that is not synchronised; `expires`
    is hub time. `sequence` counts a device's facts from 1 for one outbox file. Of an
    event `subject` is the history it stands in and `devicetime` the device's clock.
    """

    specversion: Literal["1.0"]
    id: MessageId
    source: Annotated[str, Meta(pattern=r"^/[!-~]{1,199}$" + NO_LINE_FEED)]
    type: Annotated[str, Meta(pattern=r"^layso\.[a-z][a-z0-9-]{0,63}$" + NO_LINE_FEED)]
    time: Instant | None = None
    subject: Annotated[str, Meta(pattern=r"^[!-~]{1,200}$" + NO_LINE_FEED)] | None = (
        None
    )
    # A default factory, because a plain default would be left out of the JSON.
    datacontenttype: Literal["application/json"] = field(
        default_factory=lambda: "application/json"
    )
    dataversion: Annotated[int, Meta(ge=1, le=9_999)] = field(default_factory=lambda: 1)
    correlationid: MessageId | None = None
    causationid: MessageId | None = None
    sequence: Count | None = None
    bootid: Mark | None = None
    monotonicms: Count | None = None
    expires: Instant | None = None
    devicetime: Instant | None = None
    data: Raw = field(default_factory=lambda: Raw(b"{}"))

    @property
    def name(self) -> str:
        """The wire name of the body, without the `layso.` prefix."""
        return self.type.removeprefix(codec.TYPE_PREFIX)

    def body(self) -> Any:
        """Return the body as its struct; raises what `codec.decode` raises."""
        return codec.decode(self.name, self.dataversion, self.data)


def seal(body: object, *, id: str, source: str, **attributes: Any) -> bytes:
    """Return the body in its envelope, as JSON bytes ready to publish."""
    return _ENCODER.encode(
        Envelope(
            specversion="1.0",
            id=id,
            source=source,
            type=codec.TYPE_PREFIX + codec.wire_name(body),
            dataversion=codec.wire_version(body),
            data=Raw(codec.encode(body)),
            **attributes,
        )
    )


def unseal(raw: bytes) -> Envelope:
    """Return the envelope that the bytes hold, or raise `Malformed`."""
    if len(raw) > MAX_BYTES:
        raise Malformed(_too_large(len(raw)))
    try:
        return _DECODER.decode(raw)
    except UNREADABLE as error:
        raise Malformed(why(error)) from error


def _too_large(size: int) -> Sentence:
    return Sentence(
        vi=f"tin dài {size} byte; chỉ đọc nhiều nhất {MAX_BYTES} byte",
        en=f"it has {size} bytes; at most {MAX_BYTES} are read",
    )


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Envelope)
