"""What the hub cleared up because people forgot to, and when that counts as over.

A visit left at a counter when everybody went home is ended by the hub itself: nobody
was there at three in the morning to say how long it took. What the hub ends once the
date is over counts as ended when the last thing before it happened on that day.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from events import visit
from events.local_time import business_date
from events.recorded import Recorded

BY_THE_HUB = "/hub"
ENDS: frozenset[type[Any]] = frozenset({visit.VisitServed, visit.NoShowMarked})


def is_forgotten(recorded: Recorded) -> bool:
    """Whether the hub itself ended a visit that a clerk had forgotten."""
    return type(recorded.event) in ENDS and recorded.by.endswith(BY_THE_HUB)


def is_cleared(recorded: Recorded, day: date) -> bool:
    """Whether the hub did this by itself once the date of the day was over."""
    return recorded.by.endswith(BY_THE_HUB) and business_date(recorded.at) > day


def is_of_day(recorded: Recorded, stream: str) -> bool:
    """Whether an event stands in a day's stream, or in a session's."""
    event = recorded.event
    return recorded.stream == stream or getattr(event, "session", None) is not None
