"""Where a visit is: one type for each place, so that none can be half one."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from events.ids import CounterId
from events.local_time import Instant


class Waiting(Struct, frozen=True, tag="waiting", tag_field="is"):
    """In the queue since then; `counter` if it may only be called there."""

    since: Instant
    counter: CounterId | None = None
    returned: bool = False


class Called(Struct, frozen=True, tag="called", tag_field="is"):
    """Announced to a counter, so many times, and not there yet."""

    counter: CounterId
    since: Instant
    times: int = 1


class Serving(Struct, frozen=True, tag="serving", tag_field="is"):
    """Together with the clerk at a counter."""

    counter: CounterId
    since: Instant


class Parked(Struct, frozen=True, tag="parked", tag_field="is"):
    """Set aside by a counter, to come back on the same number."""

    counter: CounterId
    since: Instant


class NoShow(Struct, frozen=True, tag="no-show", tag_field="is"):
    """Called and did not come; may still return until then."""

    counter: CounterId
    since: Instant
    until: Instant


class Departed(Struct, frozen=True, tag="departed", tag_field="is"):
    """Gone: `served`, `abandoned` or `expired`."""

    how: str
    since: Instant


Place: TypeAlias = Waiting | Called | Serving | Parked | NoShow | Departed
