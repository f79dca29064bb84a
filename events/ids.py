"""The names things go by on the wire, and how a new one is made."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta
from uuid6 import uuid7

OfficeId: TypeAlias = Annotated[
    str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$", description="An office: hk01.")
]
ServiceId: TypeAlias = Annotated[
    str, Meta(pattern=r"^[A-Z]$", description="A service: one letter, A to Z.")
]
CounterId: TypeAlias = Annotated[
    str,
    Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z-]{0,15}$", description="A counter: 1."),
]
DeviceId: TypeAlias = Annotated[
    str,
    Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="A device: dispenser-1."),
]
ClerkId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z][0-9A-Za-z-]{0,15}$",
        description="A clerk's pseudonym: NV-07. Never a name.",
    ),
]
TicketLabel: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z][0-9]{3,5}$",
        description="What paper, screen and voice say: A047.",
    ),
]
VisitId: TypeAlias = Annotated[
    str, Meta(min_length=1, max_length=64, description="The visit a ticket begins.")
]
MessageId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z._:-]{1,64}$",
        description="A message's id, a UUIDv7; a command's id through every retry.",
    ),
]


def new_id() -> str:
    """Return a fresh UUIDv7 as text: unique, and ordered by time of making."""
    return str(uuid7())
