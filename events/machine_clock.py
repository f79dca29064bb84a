"""Has something set this machine's clock? A Raspberry Pi has none of its own."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path

TIMESYNCD = Path("/run/systemd/timesync/synchronized")
# Microseconds. Until something sets the clock, and hours after the last time that it
# did, the kernel takes it to be this wrong. `timedatectl` goes by that, too; the flag
# STA_UNSYNC would miss a chrony that is not told to set the hardware's clock.
MAY_BE_ANYTHING = 16_000_000


class _Timex(ctypes.Structure):
    """The beginning of the kernel's `struct timex`, with more room than it needs."""

    _fields_ = (
        ("modes", ctypes.c_int),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("rest", ctypes.c_long * 64),
    )


def kernels_doubt() -> int | None:
    """Return by how many microseconds the clock may be wrong, None if nobody says."""
    try:
        ask = ctypes.CDLL(None).adjtimex
    except (OSError, AttributeError):
        return None
    timex = _Timex()  # modes 0: only look
    return None if ask(ctypes.byref(timex)) < 0 else int(timex.maxerror)


def is_clock_set(
    timesyncd: Path = TIMESYNCD, doubt: Callable[[], int | None] = kernels_doubt
) -> bool:
    """Whether timesyncd, or chrony or ntpd by way of the kernel, has set the clock."""
    if timesyncd.exists():
        return True
    may_be_off = doubt()
    return may_be_off is not None and may_be_off < MAY_BE_ANYTHING
