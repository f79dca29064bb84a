"""Recorded events and kept answers, ready to be stored: change only what matters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from events import codec
from events.ids import new_id
from events.recorded import Recorded
from events.replies import Accepted
from events.visit import TicketIssued
from hub.application.ports import Answer
from tests.examples import example

DAY = "hk01/2026-11-22"
AT = datetime(2026, 11, 22, 2, 18, 0, 250_000, tzinfo=UTC)
BY = "/office/hk01/device/dispenser-1"


def written(
    position: int, version: int = 0, stream: str = DAY, **changes: Any
) -> Recorded:
    """Return an event at its place; its version is its position if not told."""
    fields: dict[str, Any] = {
        "at": AT,
        "cause": "019aa9a1-7bf2-7000-8000-00000000a047",
        "by": BY,
        "event": example(TicketIssued),
    }
    return Recorded(
        stream=stream,
        version=version or position,
        position=position,
        **{**fields, **changes},
    )


def run(first: int, last: int, stream: str = DAY, before: int = 0) -> list[Recorded]:
    """Return events at these positions; `before` are of other streams."""
    return [written(p, p - before, stream) for p in range(first, last + 1)]


def answer(id: str = "", days_ago: float = 0, **changes: Any) -> Answer:
    """Return a kept answer."""
    fields: dict[str, Any] = {
        "source": BY,
        "at": AT - timedelta(days=days_ago),
        "digest": b"\0" * 16,
        "name": "accepted",
        "body": codec.encode(Accepted(ticket="A047")),
    }
    return Answer(id=id or new_id(), **{**fields, **changes})
