"""What is put before the writer, and how the answer finds its way back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Any, TypeAlias

from msgspec import Struct, field

from events import codec
from events.replies import Accepted, Acknowledged, RefusalReply

Reply: TypeAlias = Accepted | RefusalReply | Acknowledged
Respond: TypeAlias = Callable[[Reply], None]


def digest(body: object) -> bytes:
    """Return what tells one body from another: 16 bytes over name and content."""
    text = codec.wire_name(body).encode() + b"\0" + codec.encode(body)
    return hashlib.blake2b(text, digest_size=16).digest()


class Job(Struct, frozen=True, kw_only=True, eq=False):
    """A command or a fact on its way to the writer.

    `respond` is called exactly once, on the writer's thread, after the commit; it must
    return at once. `device` is the sender's name if it is a device; `sequence` is set
    for a fact, `stream` names the history a fact goes to; `put_at` is for measuring.
    """

    body: Any
    id: str
    source: str
    respond: Respond
    device: str | None = None
    expires: datetime | None = None
    correlation: str | None = None
    device_at: datetime | None = None
    sequence: int | None = None
    stream: str | None = None
    put_at: float = field(default_factory=perf_counter)

    @property
    def is_fact(self) -> bool:
        """Whether this reports what happened, rather than asks."""
        return self.stream is not None

    @property
    def line(self) -> str:
        """By whom its answer is known again: all who sign in are one, as over HTTP.

        What a console could not send, whoever signs in there next sends by the same id.
        """
        office, clerk, _ = self.source.partition("/clerk/")
        return f"{office}/http" if clerk else self.source
