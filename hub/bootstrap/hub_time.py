"""Hub time at the start: the machine's clock, held against the newest record."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from events.machine_clock import is_clock_set
from hub.application.clock import SteadyClock
from hub.application.ports import EventStore

log = logging.getLogger(__name__)

# Made by whoever knows that the clock is right although nothing has set it.
VOUCHED = "clock-is-right"

_VOUCH = (
    "If the machine's clock is right all the same, make the file {} and restart the "
    "hub."
)
# Recorded time never goes back, so no word for the clock can help here.
_WAIT = (
    "The machine's clock stands before it: set the clock right and restart the hub. If "
    "the clock is right, the record is not: keep the hub stopped until that time has "
    "passed, or restore a backup from before the clock was wrong."
)


def hub_clock(
    store: EventStore,
    data: Path,
    *,
    is_demo: bool,
    is_set: Callable[[], bool] = is_clock_set,
) -> SteadyClock:
    """Return hub time; a clock that cannot be right is not followed.

    A demo on somebody's laptop may lie for months, and is not asked about it.
    """
    clock = SteadyClock(is_set=(lambda: True) if is_demo else is_set)
    newest = _newest(store)
    if newest is None:
        return clock
    clock.resume(newest, is_vouched=(data / VOUCHED).exists())
    if clock.jump is not None:
        advice = _WAIT if clock.jump < timedelta() else _VOUCH.format(data / VOUCHED)
        said = newest.isoformat(timespec="seconds")
        log.error("hub time goes on from the newest record, %s. %s", said, advice)
    return clock


def spend_word(data: Path) -> None:
    """Forget that somebody vouched for the clock: the word held for this start.

    Only once the hub has started: a start that fails must not use it up.
    """
    try:
        (data / VOUCHED).unlink(missing_ok=True)
    except OSError as error:
        log.warning("remove %s: it would count again (%s)", data / VOUCHED, error)


def _newest(store: EventStore) -> datetime | None:
    newest = store.read_after(max(store.last_position() - 1, 0), 1)
    return newest[0].at if newest else None
