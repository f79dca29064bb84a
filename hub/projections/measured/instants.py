"""Instants and spans as whole microseconds, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Instant: TypeAlias = int
Span: TypeAlias = int

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND: Span = 1_000_000
MINUTE: Span = 60 * SECOND
HOUR: Span = 60 * MINUTE


def micros(at: datetime) -> Instant:
    """Return an instant as microseconds since 1970, exactly."""
    gone = at - EPOCH
    return (gone.days * 86_400 + gone.seconds) * SECOND + gone.microseconds


def span(lasted: timedelta) -> Span:
    """Return how long something lasted, in microseconds."""
    return (lasted.days * 86_400 + lasted.seconds) * SECOND + lasted.microseconds
