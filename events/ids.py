"""The names things go by on the wire, and how a new one is made."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta
from uuid6 import uuid7

# Python's `$` lets a line feed pass before the end; JavaScript's does not. The schemas
# that others read leave this tail out (`events.schemas`).
NO_LINE_FEED = r"(?!\n)"

OfficeId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9-]{0,31}$" + NO_LINE_FEED,
        description="An office: hk01.",
    ),
]
ServiceId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z]$" + NO_LINE_FEED, description="A service: one letter, A to Z."
    ),
]
CounterId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z][0-9A-Za-z-]{0,15}$" + NO_LINE_FEED,
        description="A counter: 1.",
    ),
]
DeviceId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$" + NO_LINE_FEED,
        description="A device: dispenser-1.",
    ),
]
ClerkId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z][0-9A-Za-z-]{0,15}$" + NO_LINE_FEED,
        description="A clerk's pseudonym: NV-07. Never a name.",
    ),
]
TicketLabel: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z][0-9]{3,5}$" + NO_LINE_FEED,
        description="What paper, screen and voice say: A047.",
    ),
]
VisitId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z._:-]{1,64}$" + NO_LINE_FEED,
        description="The visit a ticket begins.",
    ),
]
MessageId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z._:-]{1,64}$" + NO_LINE_FEED,
        description="A message's id, a UUIDv7; a command's id through every retry.",
    ),
]
SessionId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z._:-]{1,64}$" + NO_LINE_FEED,
        description="An assisted session of a visit being served.",
    ),
]
AlertId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z._:-]{1,64}$" + NO_LINE_FEED,
        description="An alert on the manager's screen.",
    ),
]
Reference: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" + NO_LINE_FEED,
        description="A random UUID that stands for a thing kept outside events.",
    ),
]
CatalogueId: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9-]{0,39}$" + NO_LINE_FEED,
        description="A row of the office's dated lists: temporary-residence.",
    ),
]
Mark: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z._:+-]{1,64}$" + NO_LINE_FEED,
        description="A short mark a program made: a boot id, a version.",
    ),
]


def new_id() -> str:
    """Return a fresh UUIDv7 as text: unique, and ordered by making in this process.

    Of another process's ids its order tells less: whoever makes more than 1,000 a
    second has ids ahead of the clock, by as many milliseconds as there are too many.
    """
    return str(uuid7())
