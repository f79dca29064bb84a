"""A command as it reaches the rules: with who asked, when, and what chance gave it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from events.plan import DayPlan
from hub.domain.wait_estimate import Expected


class Asked(Struct, frozen=True, kw_only=True):
    """A command at the door of the rules.

    `at` is hub time and never earlier than anything recorded; `by` is the sender's
    source; `device` its name if it is a device; `fresh` an id for a visit, should one
    begin here; `plan` what the site file says now, for a day that opens; `expected` how
    long whoever takes a number now would wait, where that is known.
    """

    command: Any
    id: str
    at: datetime
    by: str
    fresh: str
    device: str | None = None
    plan: DayPlan | None = None
    expected: Expected | None = None
