"""Hub time at the start: the machine's clock, held against the newest record."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from events.program import CLOCK_IS_SET
from hub.application.clock import SteadyClock
from hub.application.ports import EventStore

log = logging.getLogger(__name__)

# Made by whoever knows that the clock is right although nothing has set it.
VOUCHED = "clock-is-right"


def hub_clock(store: EventStore, data: Path, *, is_demo: bool) -> SteadyClock:
    """Return hub time; a clock that cannot be right is not followed.

    A demo on somebody's laptop may lie for months, and is not asked about it.
    """
    clock = SteadyClock(is_set=(lambda: True) if is_demo else CLOCK_IS_SET.exists)
    newest = _newest(store)
    if newest is None:
        return clock
    clock.resume(newest, is_vouched=_vouched(data))
    if clock.jump is not None:
        log.error(
            "hub time goes on from the newest record, %s. If the machine's clock is "
            "right all the same, make the file %s and restart the hub.",
            newest.isoformat(timespec="seconds"),
            data / VOUCHED,
        )
    return clock


def _newest(store: EventStore) -> datetime | None:
    newest = store.read_after(max(store.last_position() - 1, 0), 1)
    return newest[0].at if newest else None


def _vouched(data: Path) -> bool:
    """Whether somebody vouched for the clock; the word holds for one start."""
    file = data / VOUCHED
    is_there = file.exists()
    file.unlink(missing_ok=True)
    return is_there
