"""Instants as people read them here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Meta

Instant: TypeAlias = Annotated[datetime, Meta(tz=True)]

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def local(at: datetime) -> datetime:
    """Return the instant on a Vietnamese clock."""
    return at.astimezone(HERE)


def business_date(at: datetime) -> date:
    """Return the date the instant falls on in Vietnam."""
    return local(at).date()
