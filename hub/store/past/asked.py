"""What is asked of the child that looks back, and how it goes through the pipe.

A message is its length in four bytes and its body, an answer's body begins with a sign.
"""

from __future__ import annotations

import datetime as dt
from typing import IO, TypeAlias

from msgspec import Struct, msgpack

from events.local_time import Instant

LENGTH = 4


class AtInstant(Struct, frozen=True, tag="at"):
    """How was the office at an instant? Answered in JSON, as the web sends it."""

    when: Instant


class UsualOn(Struct, frozen=True, tag="usual"):
    """What is usual on such a day? Answered in MessagePack."""

    day: dt.date


Asked: TypeAlias = AtInstant | UsualOn

NOTHING, SOMETHING, FAULT = b"0", b"1", b"2"


def send(pipe: IO[bytes], body: bytes) -> None:
    """Put a message into a pipe."""
    pipe.write(len(body).to_bytes(LENGTH, "big") + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Take a message from a pipe; None when its other end is closed."""
    head = pipe.read(LENGTH)
    if len(head) < LENGTH:
        return None
    size = int.from_bytes(head, "big")
    body = pipe.read(size)
    return body if len(body) == size else None


def said(body: bytes | None) -> bytes:
    """Return an answer as it is sent."""
    return NOTHING if body is None else SOMETHING + body


def is_fault(message: bytes) -> bool:
    """Whether an answer says that there is none."""
    return message == FAULT


def heard(message: bytes) -> bytes | None:
    """Return an answer as it was meant."""
    return message[1:] if message[:1] == SOMETHING else None


def decode(message: bytes) -> Asked:
    """Return what is asked."""
    found: Asked = msgpack.decode(message, type=AtInstant | UsualOn)
    return found
