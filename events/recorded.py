"""An event as it was written down: where, when, by whom and because of what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct


class Recorded(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event at its place in history.

    `position` is its place in the store's total order, `version` in its stream, both
    from 1. `at` is hub time; `device_at` what the device's clock said, if it had one.
    `cause` is the id of the command or fact that led to it, `by` who sent that.
    """

    stream: str
    version: int
    position: int
    at: datetime
    cause: str
    by: str
    event: Any
    correlation: str | None = None
    device_at: datetime | None = None
