"""The examples that tests of every wing share: change only what matters.

Write `example(TicketIssued, ticket="A002")`.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

import msgspec

from events import codec
from events.examples import EXAMPLES, story

__all__ = ["EXAMPLES", "example", "story"]

T = TypeVar("T", bound=msgspec.Struct)


def example(kind: type[T], **changes: Any) -> T:
    """Return the default example of a message type, with these fields changed."""
    name, _ = codec.NAMES[kind]
    return msgspec.structs.replace(cast("T", EXAMPLES[name]), **changes)
